"""What a caller takes: the weights of an Accept header, and what follows from them (RFC 9110, 12.4.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ..messages.messages import LANGUAGES, accepted_language, spoken

WEIGHT: Final = re.compile(r"q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII | re.IGNORECASE)
LONGEST: Final = 400
MOST: Final = 20
ANYTHING: Final = "*"


@lru_cache(maxsize=256)
def weights(header: str) -> Mapping[str, float]:
    """Each value of a header with its weight, 1 where none is given; a value whose weight cannot be read is left out.

    Only the first 20 values are read.

    >>> weights("text/html, application/json;q=0.5")
    {'text/html': 1.0, 'application/json': 0.5}
    """
    by_name: dict[str, float] = {}
    for part in header[:LONGEST].split(",")[:MOST]:
        name, *parameters = (p.strip() for p in part.split(";"))
        stated = [p for p in parameters if p[:1] in ("q", "Q") and p[1:].lstrip().startswith("=")]
        weight = WEIGHT.fullmatch(stated[0]) if stated else None
        if name and (weight or not stated):
            by_name.setdefault(name.lower(), float(weight[1]) if weight else 1.0)
    return by_name


def takes_gzip(header: str) -> bool:
    """Whether a compressed answer is wanted: named with a weight above 0, and at least as much as a plain one."""
    encodings = weights(header)
    gzip = encodings.get("gzip", encodings.get("x-gzip", encodings.get(ANYTHING, 0.0)))
    return gzip > 0 and gzip >= encodings.get("identity", 0.0)


def wants_page(header: str) -> bool:
    """Whether a person looks at it in a browser: HTML is named, and at least as much wanted as JSON."""
    kinds = weights(header)
    html = kinds.get("text/html", 0.0)
    return html > 0 and html >= max(kinds.get("application/json", 0.0), kinds.get("application/problem+json", 0.0))


def language_in(tag: str | None, header: str, default: str) -> str:
    """The language of an answer: the one asked for (`de`, `DE`, `de-AT`), else the best of Accept-Language."""
    language = spoken(tag) if tag else None
    return language or accepted_language(header, default if default in LANGUAGES else "en")
