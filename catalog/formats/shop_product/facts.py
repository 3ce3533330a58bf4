"""Fields that a shop has named itself: which of them say what a brand file has a place for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final

import tomli

from ..stock_feed.columns import folded

TABLE: Final = Path(__file__).with_name("facts.toml")
NO_WORDS: Final = re.compile(r"(?:gid:|https?:|//|shopify:)\S*|true|false|null", re.I)
"""Values that say nothing in words: references, addresses, yes and no."""
OF_FORM: Final = re.compile(r"\s*[\[{]")
SERIALIZED: Final = re.compile(r"[aOs]:\d+:[{\"]")
"""How PHP writes lists of its own."""
MOST_NESTED: Final = 30


@cache
def fact_names() -> Mapping[str, tuple[str, str]]:
    """What each name stands for, as `folded`: a field of a product and an empty text, or `codes` and its scheme."""
    table: dict[str, Any] = tomli.loads(TABLE.read_text("utf-8"))
    facts = {folded(name): (field, "") for field, names in table["facts"].items() for name in names}
    return facts | {folded(name): ("codes", scheme) for scheme, names in table["codes"].items() for name in names}


@lru_cache(maxsize=4096)
def fact_of(*names: str) -> tuple[str, str]:
    """What a field stands for by the first of its names that the table has; two empty texts where it has none.

    >>> fact_of("Size guide"), fact_of("Stoff", "custom.x"), fact_of("custom.mpn", "mpn"), fact_of("Weight")
    (('size_chart', ''), ('fabric', ''), ('codes', 'mpn'), ('', ''))
    """
    return next((fact for name in names if (fact := fact_names().get(folded(name)))), ("", ""))


def words_of(value: str) -> str:
    """What a value says in words: lists and rich text of Shopify as text; empty where it says nothing in words.

    >>> words_of('["Nylon", "Elastane"]'), words_of("20-30 mmHg"), words_of("gid://shopify/Metaobject/1")
    ('Nylon; Elastane', '20-30 mmHg', '')
    """
    if OF_FORM.match(value):
        try:
            value = "; ".join(_texts(json.loads(value), 0))
        except (ValueError, RecursionError):
            return "" if value.lstrip().startswith("{") else value
    return "" if SERIALIZED.match(value) or not _is_words(value) else value


def _is_words(text: str) -> bool:
    return any(map(str.isalpha, text)) and not NO_WORDS.fullmatch(text)


def _texts(value: object, depth: int) -> Iterator[str]:
    """The texts of a list of texts, or of the blocks of a rich text; measures and other objects have none."""
    if isinstance(value, str):
        if _is_words(value):
            yield value
    elif depth < MOST_NESTED and isinstance(value, list):
        for part in value:
            yield from _texts(part, depth + 1)
    elif depth < MOST_NESTED and isinstance(value, Mapping) and "type" in value:
        if "children" in value:
            yield from _block(value["children"], depth + 1)
        else:
            yield from _texts(value.get("value"), depth + 1)


def _block(children: object, depth: int) -> Iterator[str]:
    """The texts of what stands in a block: parts of one line as one text."""
    parts = children if isinstance(children, list) else [children]
    texts = [part["value"] for part in parts if isinstance(part, Mapping) and "value" in part]
    if len(texts) == len(parts):
        yield "".join(map(str, texts)).strip()
    else:
        yield from _texts(parts, depth)


class FactGathering:
    """What the fields that a shop has named itself say of one product."""

    def __init__(self) -> None:
        self.fabric = self.pressure = self.brand = ""
        self.audience: dict[str, None] = {}
        self.uses: dict[str, None] = {}
        self.features: dict[str, None] = {}
        self.size_charts: dict[str, None] = {}
        """Size charts as HTML or text, each below the name of its field."""
        self.flags: dict[str, str] = {}
        self.codes: dict[tuple[str, str], None] = {}

    def take(self, value: str, name: str, *names: str) -> bool:
        """Take what a field says; False where a brand file has no place for it. `names` are others of the field."""
        field, scheme = fact_of(name, *names)
        if field == "flags":
            self.flags.setdefault(name, value)
            return True
        if field == "codes":
            self.codes[scheme, value] = None
            return True
        words = words_of(value) or (value if field == "pressure" else "")
        return bool(words) and self._take_words(words, field, name)

    def _take_words(self, words: str, field: str, name: str) -> bool:
        if field == "size_chart" or "<table" in words.lower():
            self.size_charts[f"<h3>{escape(name)}</h3>\n{words}"] = None
        elif field in ("audience", "uses"):
            getattr(self, field)[words] = None
        elif field in ("fabric", "brand") and not getattr(self, field):
            setattr(self, field, words)
        else:
            if field == "pressure":
                self.pressure = self.pressure or words
            self.features[words if field == "features" else f"{name}: {words}"] = None
        return True
