"""The pressure that sources state of a product, as one lower and one upper bound at the ankle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from ...lexicon.tokens import TokenizedText
from ...model.policy import Policy
from ...model.product import EvidenceKind, PressureFigure, PressurePoint, Product
from ...model.quantities import Pressure

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

AT_ANKLE: Final = frozenset({"ankle", "unstated", "unspecified", "", "B"})
"""Where a figure is stated that stands for the ankle."""
HOSIERY_SCHEMES: Final = ("RAL", "ENV", "BS", "AFNOR")
"""The schemes of medical hosiery; the US bands are a custom without a standard."""
NAMES: Final = {
    "ral": "RAL", "ral-gz": "RAL", "ral-gz 387": "RAL", "ral-gz 387/1": "RAL",
    "env": "ENV", "env 12718": "ENV", "bs": "BS", "bs 6612": "BS", "bs 661210": "BS", "british": "BS",
    "uk": "BS", "afnor": "AFNOR", "asqual": "AFNOR", "lppr": "AFNOR", "french": "AFNOR", "us": "US",
}  # fmt: skip
NUMERALS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
NUMERAL: Final = re.compile(r"(?<![\w.,])(iv|i{1,3}|[1-4])(?![\w]|[.,]\d)", re.ASCII)


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
    def top(self) -> Pressure | None:
        """The highest pressure that any statement names; None where none is stated."""
        if self.high is None or self.open is None:
            return self.high or self.open
        return max(self.high, self.open)


UNBOUNDED: Final = PressureBounds()
"""Nothing is stated."""


def mmhg(low: Pressure | None, high: Pressure | None) -> str:
    """A statement of pressure as text.

    >>> mmhg(Pressure(200), Pressure(300)), mmhg(Pressure(300), None), mmhg(None, Pressure(180))
    ('20-30 mmHg', 'from 30 mmHg', 'up to 18 mmHg')
    """
    if low is None:
        return f"up to {high.text()}" if high is not None else ""
    if high is None:
        return f"from {low.text()}"
    return high.text() if low == high else f"{low.text().removesuffix(' mmHg')}-{high.text()}"


def printed_in(words: TokenizedText, limit: int) -> Iterator[tuple[StatedPressure, int]]:
    """Every figure in mmHg that a text prints, quoted up to `limit` characters, with the word it begins at.

    >>> from catalog.lexicon.tokens import tokenize
    >>> [(s.low, s.high, at) for s, at in printed_in(tokenize("Firm: 20-30 mmHg, bis 18 mmHg"), 80)]
    [(Pressure(tenths=200), Pressure(tenths=300), 1), (None, Pressure(tenths=180), 5)]
    """
    text = words.plain
    range_ends: set[int] = set()
    for match in RANGE.finditer(text):
        range_ends.add(match.end())
        yield _statement(words, match, int(match[1]), int(match[2]), limit)
    for match in SINGLE.finditer(text):
        if match.end() not in range_ends:
            is_top = UP_TO.search(text[max(0, match.start() - 12) : match.start()])
            yield _statement(words, match, None if is_top else int(match[1]), int(match[1]), limit)
    for match in UNIT_FIRST.finditer(text):
        yield _statement(words, match, int(match[1]), int(match[2] or match[1]), limit)


def _statement(
    words: TokenizedText, match: re.Match[str], low: int | None, high: int, limit: int
) -> tuple[StatedPressure, int]:
    at = words.word_at(match.start())
    quote = words.quote_span(match.start(), match.end(), limit)
    lowest = None if low is None else Pressure(min(low, high) * 10)
    return StatedPressure(lowest, Pressure(max(low or 0, high) * 10), quote, ""), at


def scheme_of(name: str) -> str | None:
    """The scheme that a source names (RAL, ENV, BS, AFNOR, US); None where it names none known here."""
    return NAMES.get(name.strip().lower())


def class_numeral(label: str) -> int | None:
    """The class that a label names; None for none or for several.

    >>> class_numeral("class II"), class_numeral("CCL 2"), class_numeral("class 1 or 2"), class_numeral("20-30")
    (2, 2, None, None)
    """
    numerals = {NUMERALS[numeral] for numeral in NUMERAL.findall(label[:60].lower())}
    return numerals.pop() if len(numerals) == 1 else None


def class_range(scheme: str, numeral: int, policy: Policy) -> tuple[Pressure | None, Pressure | None] | None:
    """The pressure of a class in its scheme, an open end as None; None where there is no such class."""
    name = scheme_of(scheme)
    for level, low, high in policy.items(f"medical.classes.{name}") if name is not None else ():
        if level == numeral:
            return (Pressure(low * 10) if low else None, Pressure(high * 10) if high else None)
    return None


def is_default(figure: PressureFigure) -> bool:
    """Whether a source says of a figure that a program filled it in."""
    return any(DEFAULT.search(text[:400]) for text in (figure.label, figure.method, figure.source.note))


def _figure_statements(figure: PressureFigure, field: str, policy: Policy) -> Iterator[StatedPressure]:
    """What one figure states: its own ends, else its class in its scheme, and its points."""
    low, high = figure.low, figure.high
    if low is None and high is None and figure.scheme:
        numeral = class_numeral(figure.label)
        low, high = (class_range(figure.scheme, numeral, policy) if numeral is not None else None) or (None, None)
    if low is not None or high is not None:
        yield StatedPressure(low, high, figure.label or mmhg(low, high), field)
    for point in figure.profile:
        if point.low is not None or point.high is not None:
            yield StatedPressure(point.low, point.high, point.printed or mmhg(point.low, point.high), field)


def _counted(product: Product) -> list[tuple[str, PressureFigure]]:
    """The figures that count, each with its field: stated by the brand, else measured in a laboratory."""
    figures = [(f"pressure[{i}]", figure) for i, figure in enumerate(product.pressure) if not is_default(figure)]
    stated = [(field, figure) for field, figure in figures if figure.kind is EvidenceKind.BRAND_STATED]
    return stated or [(field, figure) for field, figure in figures if figure.kind is EvidenceKind.LABORATORY]


def stated_pressures(product: Product, policy: Policy) -> list[StatedPressure]:
    """Every statement of the pressure fields that counts."""
    if not product.pressure:  # most products
        return []
    return [s for field, figure in _counted(product) for s in _figure_statements(figure, field, policy)]


def ankle_pressures(product: Product, policy: Policy) -> list[StatedPressure]:
    """The statements at the ankle (or at no named point); those elsewhere where there is none."""
    if not product.pressure:  # most products
        return []
    figures = [(field, figure) for field, figure in _counted(product) if figure.stated_at in AT_ANKLE]
    ankle = [s for field, figure in figures for s in _ankle_statements(figure, field, policy)]
    return ankle or stated_pressures(product, policy)


def _ankle_statements(figure: PressureFigure, field: str, policy: Policy) -> Iterable[StatedPressure]:
    """What a figure states at the ankle; all that it states where it has no point there."""
    points = [point for point in figure.profile if point.point is PressurePoint.B]
    if figure.low is None and figure.high is None and points:
        return [StatedPressure(p.low, p.high, mmhg(p.low, p.high), field) for p in points]
    return _figure_statements(figure, field, policy)


def bounds_of(statements: list[StatedPressure]) -> PressureBounds:
    """The widest bounds over some statements."""
    if not statements:  # most products
        return UNBOUNDED
    lows = [s.low for s in statements if s.low is not None]
    highs = [s.high for s in statements if s.high is not None]
    opened = [s.low for s in statements if s.low is not None and s.high is None]
    return PressureBounds(min(lows, default=None), max(highs, default=None), max(opened, default=None))
