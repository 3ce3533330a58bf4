"""One cell of a size table to the band, or the two bands, that it prints; else a code that says why not.

Only what is printed whole in a known way is read: a word too many, a figure too many, and the cell stays unread.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from .numbers_in_cells import DIGITS, PrintedFigure, Token, number_at
from .word_list import RAISED, folded, word_table

UNIT: Final = re.compile(r"(?:\"|''|[a-z]+(?:\.(?!\d))?)")
DASHES: Final = re.compile("[-‐‑‒–—―−－﹣]+")
BETWEEN: Final = re.compile(r"(?<=\d)(\s*(?:cm|mm|in|[\"″”])?)\s*[~～〜∼→⟶➔]\s*(?=\d)", re.I)
"""A sign between two figures that can be nothing but a range, and the unit before it."""
SEPARATORS: Final = "/(|;,\n"
EMPTY: Final = re.compile(r"[-‐‑‒–—―−/.\s_·*]*")
PLACEHOLDER: Final = re.compile(
    r"\{\{|\{%|\$\{|<%|%\{|\{[a-z_.\s]*\}|\[\[|\bx{2,}\b|\?\?|#(?:ref|n/a|value|name|div)|^[_.…]+$|…", re.I
)
WHOLE_DAY: Final = re.compile(
    r"(?:(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d\d)(?:[T ]\d{1,2}:\d\d.{0,16})?"
)
EXACT_LIMIT: Final = Fraction(4, 100)

LONGEST: Final = 200
"""Letters of a cell; what is longer is no figure, and is not looked at."""
TWO_READINGS, NOT_A_FIGURE, PLACEHOLDER_CODE = "two_readings", "not_a_figure", "placeholder"


class Span(Struct, frozen=True):
    """What a cell accepts: two figures, one of which may be missing; an end may be left out of it."""

    low: PrintedFigure | None
    high: PrintedFigure | None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    """The unit that stands in the cell for it, or nothing."""

    @property
    def text(self) -> str:
        """The band as a brand file writes it."""
        low, high = self.low, self.high
        if low is not None and high is not None:
            if low == high:
                return low.text
            return f"{'>' if self.low_open else ''}{low.text}-{'<' if self.high_open else ''}{high.text}"
        if low is not None:
            return f"{'>' if self.low_open else '>='}{low.text}"
        return f"{'<' if self.high_open else '<='}{high.text if high else ''}"

    @property
    def figures(self) -> tuple[Fraction, ...]:
        """Its figures, the smaller first."""
        return tuple(f.value for f in (self.low, self.high) if f is not None)

    @property
    def is_single(self) -> bool:
        """Whether one figure alone stands there."""
        return self.low is not None and self.low == self.high


class CellReading(Struct, frozen=True):
    """What a cell prints: nothing, one span, two beside one another, or why it cannot be read."""

    spans: tuple[Span, ...] = ()
    code: str = ""
    slashed: bool = False
    """Whether a slash parts two spans."""


NOTHING: Final = CellReading()


@lru_cache(maxsize=4096)
def read_cell(text: str) -> CellReading:
    r"""What a cell prints.

    >>> [read_cell(t).spans[0].text for t in ("30 – 34 cm", "de 29 à 32,5", "bis 31,5", "42+", "7 1/2–8", "5'2\"")]
    ['30-34', '29-32.5', '<=31.5', '>=42', '7 1/2-8', '62']
    >>> [read_cell(t).code for t in ("30-34-38", "42 45", "-32", "11C – 2Y", "XX - XX", "38-34")]
    ['two_readings', 'two_readings', 'two_readings', 'not_a_figure', 'placeholder', 'reversed_range']
    """
    if len(text) > LONGEST:
        return CellReading(code=NOT_A_FIGURE)
    plain = folded(text).strip()
    if EMPTY.fullmatch(text) or plain in word_table()["cells"]["nothing"]:
        return NOTHING
    if PLACEHOLDER.search(text) or plain in word_table()["cells"]["placeholder"]:
        return CellReading(code=PLACEHOLDER_CODE)
    if WHOLE_DAY.fullmatch(plain):
        return CellReading(code="date")
    tokens = _tokens(text)
    code = _code_of("".join(t.kind for t in tokens), text)
    return CellReading(code=code) if code else _one(tokens) or _two(tokens) or CellReading(code=TWO_READINGS)


def _code_of(kinds: str, text: str) -> str:
    """Why a cell with such parts holds no figures that are sure; empty where it may hold them."""
    if "Z" in kinds:
        return "not_exact" if "N" in kinds else NOT_A_FIGURE
    if "W" in kinds or not ("N" in kinds or "?" in kinds):
        return "date" if is_day(text) else NOT_A_FIGURE
    return ""


def _one(tokens: tuple[Token, ...]) -> CellReading | None:
    """A cell that prints one span; a line feed and brackets around a unit count for nothing."""
    bare = tuple(t for t in tokens if t.kind != "\n")
    kinds = "".join(t.kind for t in bare).replace("(U)", "U")
    if any(c in SEPARATORS for c in kinds):
        return None
    return _span(tuple(t for t in bare if t.kind not in "()"))


def _two(tokens: tuple[Token, ...]) -> CellReading | None:
    """A cell that prints two spans, parted by a slash, a line, or with the second in brackets."""
    groups = _groups(tokens)
    cuts = {t.kind for t in tokens if t.kind in SEPARATORS}
    if len(groups) != 2 or not all(any(t.kind == "N" for t in g) for g in groups):
        return None
    readings = [r for g in groups if (r := _span(g)) is not None]
    if len(readings) != 2:
        return None
    if code := readings[0].code or readings[1].code:
        return CellReading(code=code)
    spans = (*readings[0].spans, *readings[1].spans)
    if cuts & {",", ";"} and not all(s.unit for s in spans):
        return None
    return CellReading(spans, slashed="/" in cuts)


def _groups(tokens: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    """The tokens between signs that part one thing from another."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in SEPARATORS:
            groups.append([])
        elif token.kind != ")":
            groups[-1].append(token)
    return [tuple(g) for g in groups if g]


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether a spreadsheet made a day of it: a figure and a month alone, or a whole day.

    >>> [is_day(text) for text in ("8-Sep", "03. Apr", "2026-04-03", "03.04.2026", "4/3/2026 0:00")]
    [True, True, True, True, True]
    >>> [is_day(text) for text in ("3-4", "36/37/38", "M", "2026")]
    [False, False, False, False]
    """
    if WHOLE_DAY.fullmatch(text.strip()):
        return True
    words = [w.strip(".") for w in DASHES.sub(" ", folded(text)).replace("/", " ").replace(".", " ").split()]
    if not 1 < len(words) < 4 or sum(map(str.isalpha, words)) != 1:
        return False
    return all(w.isdigit() or w in _months() for w in words)


@cache
def _months() -> frozenset[str]:
    return frozenset(folded(month) for month in word_table()["cells"]["months"])


RANGE: Final = re.compile(
    r"(?:[DF]?N[-TB]([lL]?)N)|(?:([gG])N[-TB]?([lL])N)|(?:([gG])N[-TB]N)|(?:FN-([lL])N)|(?:KN[AT]N)"
)
SHAPES: Final = tuple((re.compile(shape), edges) for shape, edges in (
    (r"N", "=="), (r"B?[l]N|BN|NM", " ]"), (r"B?LN", " ["), (r"F?gN|FN|NP|F?NP", "] "), (r"F?GN", "[ "),
))  # fmt: skip


def _span(tokens: tuple[Token, ...]) -> CellReading | None:
    """The span that a run of tokens prints; None where it prints none in a known way."""
    units = {t.unit for t in tokens if t.unit}
    kinds = "".join(t.kind for t in tokens if t.kind != "U")
    figures = [t.figure for t in tokens if t.figure is not None]
    if len(units) > 1:
        return None
    unit = units.pop() if units else ""
    if (match := RANGE.fullmatch(kinds)) is not None:
        low, high = figures
        if low.value > high.value:
            return CellReading(code="reversed_range")
        signs = {g for g in match.groups() if g}
        return CellReading((Span(low, high, "G" in signs, "L" in signs, unit),))
    for shape, edges in SHAPES:
        if shape.fullmatch(kinds):
            return _of_one_figure(figures[0], edges, unit)
    return None


def _of_one_figure(figure: PrintedFigure, edges: str, unit: str) -> CellReading:
    """A single figure, or one end with the other open: `=` both, `]` the end belongs, `[` it does not."""
    if edges == "==":
        if "," in figure.text:
            return CellReading(code=TWO_READINGS)
        return CellReading((Span(figure, figure, unit=unit),))
    low, high = (None if e == " " else figure for e in edges)
    return CellReading((Span(low, high, edges[0] == "[", edges[1] == "[", unit),))


def _tokens(text: str) -> tuple[Token, ...]:
    """The figures, signs, units and words of a cell; `W` is a word that nobody knows, `Z` one that says `about`."""
    text = BETWEEN.sub(r"\1-", text)
    text = DASHES.sub("-", folded(RAISED.sub("", text)).replace("\u00a0", " ")).replace("\t", " ").strip()
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at] == " " or (text[at] == "." and tokens and tokens[-1].kind not in "N"):
            at += 1
            continue
        token, at = _token(text, at, tokens[-1].kind if tokens else "")
        tokens.append(token)
    return tuple(tokens)


def _token(text: str, at: int, before: str) -> tuple[Token, int]:
    if text[at] in DIGITS:
        return number_at(text, at)
    for phrase, kind in _words().get(text[at], ()):
        end = at + len(phrase)
        if text.startswith(phrase, at) and not (phrase[-1].isalpha() and text[end : end + 1].isalpha()):
            if phrase[-1].isalpha() and at and text[at - 1].isalpha():
                continue
            if phrase == "+" and before not in ("N", "U"):
                return Token("W"), end
            return Token(kind), end
    if text[at] in "-/(),;|\n":
        return Token(text[at]), at + 1
    if (match := UNIT.match(text, at)) is not None:
        unit = _units().get(match[0].rstrip("."), "")
        if unit and before in ("N", "U", "P", "", "(", "-"):
            return Token("U", unit=unit), match.end()
        return Token("W"), match.end()
    return Token("W"), at + 1


@cache
def _words() -> dict[str, list[tuple[str, str]]]:
    """By first letter, every phrase of cells with its kind, the longest first."""
    cells = word_table()["cells"]
    kinds = {folded(p).replace("’", "'"): kind for kind in "DTAFKBLGlgPM" for p in cells[kind]}
    kinds.update((folded(p), "Z") for p in cells["approximate"])
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in sorted(kinds.items(), key=lambda item: -len(item[0])):
        by_letter.setdefault(phrase[0], []).append((phrase, kind))
    return by_letter


@cache
def _units() -> dict[str, str]:
    """Every word of a unit, folded, with the unit; feet only stand in `5 ft 2 in`."""
    units = {folded(w): unit for unit, words in word_table()["units"].items() if unit != "ft" for w in words}
    return units | {'"': "in", "''": "in", "in": "in", "m": "m"}
