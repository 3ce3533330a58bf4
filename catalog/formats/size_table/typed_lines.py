"""One line that a person typed: the size and its range, and a remark behind them; or nothing that is sure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .cells import NOT_A_FIGURE, read_cell
from .heads import CHILDREN, MEN, UNISEX, WOMEN, Head, read_head
from .labels import is_size_label, label_of
from .word_list import Phrase, has_phrase, phrases, words_of

LONGEST_LINE: Final = 120
BULLET: Final = re.compile(r"(?:[•‣◦·▪●○–—*+-]+\s*(?=[^\W\d])|[•‣◦▪●○*–—-]\s+|\(?\d{1,2}[.)]\s+)")
DASHES: Final = "-‐‑‒–—−"
BETWEEN: Final = re.compile(
    rf"\s*(?:=>|[-–]+>|[→⇒:;|=…]|\.{{2,}}|(?<!\d),|,(?!\d))\s*|\s+[{DASHES}]+\s*|\s*[{DASHES}]+\s+|(?<=[^\W\d])[{DASHES}](?=\d)|\s+"
)
"""What may part a size from its range; a comma between two digits may be one of a figure."""
SPACED_DASH: Final = re.compile(rf"\s[{DASHES}]+\s")
REMARK: Final = re.compile(rf"\s*(?:(?=[(\[{{])|[,;#*]|//|<-+|←|\s[{DASHES}]+(?=\s))\s*")
"""What may stand between a range and a remark."""
WRAPPED: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
SIZE_LAST: Final = re.compile(
    r"(?P<band>\d.*?)\s*(?:[:=]|[-–—=]+>|[→⇒])?\s+"
    r"(?P<size>[2-6]?X{0,5}[SML](?:/[2-6]?X{0,5}[SML])?|[IV]{1,4}|[A-Za-zÀ-ž]{4,}(?: [A-Za-zÀ-ž]{4,})?)"
)
"""A range and the size behind it, as people type it."""
LEAST_GIRTH: Final = 5
"""Smaller figures may be metres, where an `M` stands behind them."""
FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
SIGNS_OF_DOUBT: Final = "?€$£¥%<>≤≥~≈±"
SMALL_WORDS: Final = frozenset(
    [
        "and",
        "or",
        "und",
        "oder",
        "et",
        "ou",
        "y",
        "o",
        "e",
        "en",
        "of",
        "i",
        "lub",
        "a",
        "at",
        "most",
        "no",
        "than",
        "que",
        "als",
    ]
)
AMOUNTS: Final = "lLgGPM"
"""The words of cells that say more or less: in a remark they would change the range."""


class TypedLine(Struct, frozen=True):
    """What a line says: a size, its range, the place that it names itself, and what is remarked behind."""

    size: str
    band: str
    place: str = ""
    remark: str = ""


@lru_cache(maxsize=4096)
def typed_line(line: str) -> TypedLine | None:
    """The size and the range of a line; None where it has none, or parts in two ways.

    >>> [(t.size, t.band) for text in ("M 34-38 cm", "- Size S/M: 28,5 – 33", "Size M = 34 to 38 cm (mine)")
    ...  if (t := typed_line(text))]
    [('M', '34-38 cm'), ('Size S/M', '28,5 – 33'), ('Size M', '34 to 38 cm')]
    >>> [(t.size, t.band, t.place) for text in ("Calf S 30-34 cm", "30-34 S") if (t := typed_line(text))]
    [('S', '30-34 cm', 'Calf'), ('S', '30-34', '')]
    >>> [typed_line(text) for text in ("1 1/2-2 in", "38-40 42-46", "M 36", "S 15-20 mmHg", "40 - 44 - 48")]
    [None, None, None, None, None]
    """
    if len(line) > LONGEST_LINE:
        return None
    if (last := _size_last(line)) is not None:
        return last
    if is_in_doubt(line):
        return None
    ways = list(dict.fromkeys(way for text in _without_bullet(line) for way in (*_ways(text), *_behind_place(text))))
    return ways[-1] if len({(label_of(way.size), way.band) for way in ways}) == 1 and ways[-1].band else None


def is_in_doubt(line: str) -> bool:
    """Whether a line begins with a figure that may be its size or belong to a range."""
    return line[:1].isdigit() and bool(read_cell(line).spans)


def unsure_line(line: str) -> TypedLine | None:
    """The size of a line and the figures behind it, which are no range that can be read for certain; else None.

    >>> unsure_line("XL 42").band, unsure_line("L: 38-41-44").band, unsure_line("My legs are 36")
    ('42', '38-41-44', None)
    """
    if is_in_doubt(line) or len(line) > LONGEST_LINE:
        return None
    for text in _without_bullet(line):
        for size, _, rest in _cuts(text):
            reading = read_cell(rest)
            if is_range(rest):
                return None
            if reading.spans or (reading.code not in ("", NOT_A_FIGURE)) or (rest[:1].isdigit() and reading.code):
                return TypedLine(size, rest)
    return None


def _without_bullet(line: str) -> tuple[str, ...]:
    """The line, and what stands behind its bullet or number where it has one."""
    bullet = BULLET.match(line)
    return (line, line[bullet.end() :]) if bullet else (line,)


def _cuts(text: str) -> Iterator[tuple[str, str, str]]:
    """Each way to cut a size off a line: the size, what stands between, and the rest."""
    for cut in BETWEEN.finditer(text):
        if is_size_label(text[: cut.start()]):
            yield text[: cut.start()], cut[0], text[cut.end() :]


def _ways(text: str) -> Iterator[TypedLine]:
    """Each way to read a line; one without a range where a figure and a dash may begin the range or end the size."""
    for size, between, rest in _cuts(text):
        line = _behind_size(size, rest)
        if line is None:
            continue
        has_dash = any(sign in DASHES for sign in between)
        is_unclear = has_dash and label_of(size).isdigit() and (SPACED_DASH.search(rest) or not between.strip(DASHES))
        yield TypedLine(size, "") if is_unclear else line


def _behind_place(text: str) -> Iterator[TypedLine]:
    """Each way to read a line that begins with its place: `Calf S 30-34`."""
    for cut in BETWEEN.finditer(text):
        if is_place(place := text[: cut.start()]):
            yield from (replace(way, place=place) for way in _ways(text[cut.end() :]) if not way.place)


def _size_last(line: str) -> TypedLine | None:
    """A line whose range stands before its size, which is in capitals or a word: no unit and no figure."""
    match = SIZE_LAST.fullmatch(line)
    if match is None or not is_range(match["band"]) or not is_size_label(match["size"]):
        return None
    is_metres = match["size"] == "M" and any(figure < LEAST_GIRTH for figure in _figures(match["band"]))
    return None if is_metres else TypedLine(match["size"], match["band"])


def _figures(band: str) -> Iterator[Fraction]:
    return (figure for span in read_cell(band).spans for figure in span.figures)


def _behind_size(size: str, rest: str) -> TypedLine | None:
    """What stands behind a size: a range, with a place before it and a remark behind; None where it is none."""
    if wrapped := WRAPPED.fullmatch(rest):
        rest = wrapped[1]
    for cut in BETWEEN.finditer(rest):
        if is_place(before := rest[: cut.start()].lstrip("(")):
            band, remark = _band_of(rest[cut.end() :].strip("()"))
            return TypedLine(size, band, before) if band and not remark else None
    band, remark = _band_of(rest)
    if is_place(remark):
        return TypedLine(size, band, remark.strip("()"))
    return TypedLine(size, band, "", remark) if band else None


def _band_of(text: str) -> tuple[str, str]:
    """The range that a text begins with and the remark behind it; two empty texts where one of them cannot be read."""
    if is_range(text):
        return text, ""
    if read_cell(text).code not in (NOT_A_FIGURE, "two_readings"):
        return "", ""
    cuts = [(cut.start(), cut.end()) for cut in REMARK.finditer(text)]
    cuts += [(cut.start(), cut.end()) for cut in re.finditer(r"\s+(?=[^\W\d])", text)]
    for start, end in sorted(cuts):
        band, remark = text[:start], text[end:]
        if is_range(band) and is_place(remark):
            return band, remark
        if is_range(band) and (text[start:end].strip() or remark[:1] in "([{" or _has_unit(band)):
            return (band, remark) if is_harmless(remark) else ("", "")
    return "", ""


def _has_unit(band: str) -> bool:
    return all(span.unit for span in read_cell(band).spans)


def is_range(text: str) -> bool:
    """Whether a text is a range, also one whose larger figure stands first, which is left unread in the chart."""
    reading = read_cell(text)
    return reading.code == "reversed_range" or (
        bool(reading.spans) and not any(span.is_single for span in reading.spans)
    )


def holds_range(line: str) -> bool:
    """Whether a range stands anywhere in a line, one of a pressure aside; or a size with an open end.

    >>> [holds_range(t) for t in ("men S 30-34", "My size M 30 to 34 cm", "30-34 S", "women XL 42+")]
    [True, True, True, True]
    >>> [holds_range(t) for t in ("Stride 15-20 mmHg", "My calf is 36 cm", "Free delivery from 50 EUR")]
    [False, False, False]
    """
    figures = list(FIGURE.finditer(line))
    ranges = [high.end() for low, high in pairwise(figures) if is_range(line[low.start() : high.end()])]
    return any(not _is_of_pressure(line[end:]) for end in ranges) or (bool(figures) and holds_size(line))


def _is_of_pressure(behind: str) -> bool:
    words = words_of(behind)
    return any(words[: len(unit)] == unit for unit in phrases("left_out", "pressure_unit"))


def holds_two_sizes(line: str) -> bool:
    """Whether a line is nothing but two or more sizes, each with its range: `S 30-34 M 34-38`."""
    cuts = (match for match in re.finditer(r"\s+(?=[^\W\d])", line))
    return any(
        typed_line(line[: cut.start()]) is not None
        and (typed_line(rest := line[cut.end() :]) is not None or holds_two_sizes(rest))
        for cut in cuts
    )


def holds_size(line: str) -> bool:
    """Whether a line ends as one of a size and its range, whatever stands before: `My size S 30-36`."""
    return any(typed_line(line[word.start() :]) is not None for word in re.finditer(r"(?<!\w)[^\W\d]", line))


def is_place(text: str) -> bool:
    """Whether a text names one place of the leg and no figure."""
    return not any(c.isdigit() for c in text) and is_measure(head := read_head(text)) and not head.is_doubtful


def is_measure(head: Head) -> bool:
    """Whether a head names a measure, and not only a word that may mean the size as well."""
    return head.point is not None or head.is_shoe


def is_harmless(remark: str) -> bool:
    """Whether a remark leaves the range as it is: no figure, no measure, nobody it is for, no word for more or less.

    >>> [is_harmless(t) for t in ("(most popular)", "my size", "and up", "for women", "laid flat", "EUR", "EU 40", "?")]
    [True, True, False, False, False, False, False, False]
    """
    if any(c.isdigit() or c in SIGNS_OF_DOUBT or unicodedata.category(c) == "Sc" for c in remark):
        return False
    head, words = read_head(remark), words_of(remark)
    if head.is_measure() or head.is_doubtful or head.is_garment or head.units or head.systems or head.audience:
        return False
    return not (is_size_label(remark) or _changes_much(words))


def _changes_much(words: Phrase) -> bool:
    """Whether one of some words says more or less, whom it is for, another version or another part of the body."""
    return bool(_amounts() & set(words)) or any(
        has_phrase(words, phrases(section, name))
        for section, names in (
            ("cells", tuple(AMOUNTS)),
            ("audience", (WOMEN, MEN, CHILDREN, UNISEX)),
            ("size", ("versions",)),
            ("body", ("garment",)),
            ("left_out", ("other_part", "pressure_unit", "delivery")),
            ("cells", ("approximate",)),
            ("shoe", ("words", "eu", "uk", "us", "other")),
        )
        for name in names
    )


@cache
def _amounts() -> frozenset[str]:
    """The single words that say more or less."""
    words = (word for kind in AMOUNTS for phrase in phrases("cells", kind) for word in phrase if word.isalpha())
    return frozenset(words) - SMALL_WORDS
