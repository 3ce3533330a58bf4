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
    """Each value of a header with its weight, 1 where none is given; what has a weight that is none is left out.

    Only the first 20 values are read.
    """
    found: dict[str, float] = {}
    for part in header[:LONGEST].split(",")[:MOST]:
        name, *parameters = (p.strip() for p in part.split(";"))
        given = [p for p in parameters if p[:1] in ("q", "Q") and p[1:].lstrip().startswith("=")]
        weight = WEIGHT.fullmatch(given[0]) if given else None
        if name and (weight or not given):
            found.setdefault(name.lower(), float(weight[1]) if weight else 1.0)
    return found


def takes_gzip(header: str) -> bool:
    """Whether a compressed answer is wanted: named with a weight above 0, and at least as much as a plain one."""
    wanted = weights(header)
    gzip = wanted.get("gzip", wanted.get("x-gzip", wanted.get(ANYTHING, 0.0)))
    return gzip > 0 and gzip >= wanted.get("identity", 0.0)


def wants_page(header: str) -> bool:
    """Whether a person looks at it in a browser: HTML is named, and at least as much wanted as JSON."""
    wanted = weights(header)
    html = wanted.get("text/html", 0.0)
    return html > 0 and html >= max(wanted.get("application/json", 0.0), wanted.get("application/problem+json", 0.0))


def language_in(wanted: str | None, header: str, otherwise: str) -> str:
    """The language of an answer: the one asked for (`de`, `DE`, `de-AT`), else the best of Accept-Language."""
    named = spoken(wanted) if wanted else None
    return named or accepted_language(header, otherwise if otherwise in LANGUAGES else "en")
