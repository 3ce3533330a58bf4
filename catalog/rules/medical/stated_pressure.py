"""The pressure that sources state of a product, as one lower and one upper bound at the ankle."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ...lexicon.tokens import TokenizedText
from ...model.policy import Policy
from ...model.product import EvidenceKind, PressureFigure, PressurePoint, Product
from ...model.quantities import Pressure
from .compression_class import HOSIERY_SCHEMES, class_numeral, class_range, scheme_of

UNIT: Final = r"(?:mm[\s/.-]{0,2}hg|mm of mercury|millimet(?:er|re)s? of mercury|torr\b)"
TO: Final = r"(?:-|–|—|−|‑|~|/|to|bis|a|al|tot|hasta|und|and|y|et|e|en)"
NUMBER: Final = r"(\d{1,3})(?:[.,]\d)?"
RANGE: Final = re.compile(rf"(?<![\d.,]){NUMBER}\s?(?:{UNIT})?\s?{TO}\s?{NUMBER}\s?\+?\s?\(?{UNIT}")
UNIT_FIRST: Final = re.compile(rf"{UNIT}\)?\s?[:=]\s?{NUMBER}(?:\s?{TO}\s?{NUMBER})?(?![\d.,]\d)(?!\s?{UNIT})")
"""A table prints the unit in its heading: `Pressure (mmHg): 20-30`."""
SINGLE: Final = re.compile(rf"(?<![\d.,]){NUMBER}\s?\+?\s?\(?{UNIT}")
UP_TO: Final = re.compile(
    r"(?:up to|bis zu|bis|max|maximal|jusqu.a|hasta|fino a|tot|under|below|less than|unter|<|≤)\s?$"
)
DEFAULT: Final = re.compile(r"\b(?:default|placeholder|importer|fallback)\b", re.IGNORECASE)


class StatedPressure(Struct, frozen=True):
    """One statement of pressure with what it was read from; an end that is not stated is None."""

    low: Pressure | None
    high: Pressure | None
    text: str
    field: str


class PressureBounds(Struct, frozen=True):
    """The lowest and highest pressure over all statements; `open` where one has no upper end."""

    low: Pressure | None = None
    high: Pressure | None = None
    open: Pressure | None = None
    """The highest lower end of a statement without an upper one."""

    @property
    def known(self) -> bool:
        """Whether any source states a pressure."""
        return any(p is not None for p in (self.low, self.high, self.open))


def mmhg(low: Pressure | None, high: Pressure | None) -> str:
    """A statement of pressure as text: `20-30 mmHg`, `18 mmHg`, `from 30 mmHg`, `up to 18 mmHg`."""
    if low is not None and high is not None:
        same = low == high
        return high.text() if same else f"{low.text().removesuffix(' mmHg')}-{high.text()}"
    if low is not None:
        return f"from {low.text()}"
    return f"up to {high.text()}" if high is not None else ""


def in_text(words: TokenizedText, limit: int) -> Iterator[tuple[StatedPressure, int]]:
    """Every figure in mmHg that a text prints, with the number of the word it begins at."""
    ends: set[int] = set()
    for match in RANGE.finditer(words.folded):
        ends.add(match.end())
        yield _found(words, match, int(match[1]), int(match[2]), limit)
    for match in SINGLE.finditer(words.folded):
        if match.end() in ends:
            continue
        before = words.folded[max(0, match.start() - 12) : match.start()]
        low = None if UP_TO.search(before) else int(match[1])
        yield _found(words, match, low, int(match[1]), limit)
    for match in UNIT_FIRST.finditer(words.folded):
        yield _found(words, match, int(match[1]), int(match[2] or match[1]), limit)


def _found(
    words: TokenizedText, match: re.Match[str], low: int | None, high: int, limit: int
) -> tuple[StatedPressure, int]:
    at = max(bisect_right(words.spans, (match.start(), len(words.folded))) - 1, 0)
    text = words.quote_span(match.start(), match.end(), limit)
    first = None if low is None else Pressure(min(low, high) * 10)
    return StatedPressure(first, Pressure(max(low or 0, high) * 10), text, ""), at


def is_default(figure: PressureFigure) -> bool:
    """Whether a source says of a figure that a program filled it in."""
    return any(_filled_in(t[:400]) for t in (figure.label, figure.method, figure.source.note) if t)


@lru_cache(maxsize=1024)
def _filled_in(text: str) -> bool:
    """Whether a text says so; remembered, for it is asked of each figure several times."""
    return DEFAULT.search(text) is not None


def schemed_class(figure: PressureFigure) -> str | None:
    """The scheme of medical hosiery that a figure names for its class; None for none or for US bands."""
    scheme = scheme_of(figure.scheme)
    return scheme if scheme in HOSIERY_SCHEMES else None


def of_figure(figure: PressureFigure, field: str, policy: Policy) -> Iterator[StatedPressure]:
    """What one figure states: its own ends, else its class in its scheme, and its points."""
    low, high = figure.low, figure.high
    if low is None and high is None and figure.scheme:
        numeral = class_numeral(figure.label)
        band = class_range(figure.scheme, numeral, policy) if numeral is not None else None
        low, high = band or (None, None)
    if low is not None or high is not None:
        yield StatedPressure(low, high, figure.label or mmhg(low, high), field)
    for point in figure.profile:
        if point.low is not None or point.high is not None:
            yield StatedPressure(point.low, point.high, point.printed or mmhg(point.low, point.high), field)


def _at_ankle(figure: PressureFigure) -> bool:
    return figure.stated_at in {"ankle", "unstated", "unspecified", "", "B"}


def counted(product: Product) -> list[tuple[int, PressureFigure]]:
    """The figures that count: stated by the brand, else measured in a laboratory; never on a leg."""
    if not product.pressure:
        return []
    figures = [(i, f) for i, f in enumerate(product.pressure) if not is_default(f)]
    for kind in (EvidenceKind.BRAND_STATED, EvidenceKind.LABORATORY):
        chosen = [(i, f) for i, f in figures if f.kind is kind]
        if chosen:
            return chosen
    return []


def stated(product: Product, policy: Policy) -> list[StatedPressure]:
    """Every statement of the pressure fields that counts."""
    return [s for i, f in counted(product) for s in of_figure(f, f"pressure[{i}]", policy)]


def ankle_stated(product: Product, policy: Policy) -> list[StatedPressure]:
    """The statements at the ankle (or at no named point); those elsewhere where there is none."""
    figures = counted(product)
    ankle = [s for i, f in figures if _at_ankle(f) for s in _ankle_of(f, f"pressure[{i}]", policy)]
    return ankle or stated(product, policy)


def _ankle_of(figure: PressureFigure, field: str, policy: Policy) -> Iterator[StatedPressure]:
    points = [p for p in figure.profile if p.point is PressurePoint.B]
    if figure.low is None and figure.high is None and points:
        for point in points:
            yield StatedPressure(point.low, point.high, mmhg(point.low, point.high), field)
        return
    yield from of_figure(figure, field, policy)


def bounds_of(statements: list[StatedPressure]) -> PressureBounds:
    """The widest bounds over some statements."""
    lows = [s.low for s in statements if s.low is not None]
    highs = [s.high for s in statements if s.high is not None]
    opened = [s.low for s in statements if s.low is not None and s.high is None]
    return PressureBounds(min(lows, default=None), max(highs, default=None), max(opened, default=None))
