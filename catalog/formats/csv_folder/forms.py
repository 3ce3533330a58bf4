"""How a value of a brand file is written into a cell, and read from it again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from ...model.problem import BadInput
from ..draft.cells import with_lost_zero
from ..rows.guarded import guarded, unguarded
from ..stock_feed.cells import check_whole, whole

BETWEEN: Final = re.compile(r"(?<=[0-9])-(?=[<0-9])")
GTIN_AS_DECIMAL: Final = re.compile(r"([0-9]{6,14})[.,]0+")
DAY_OF_ISO: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]00:00(?::00(?:\.0+)?)?")
DAY_WITH_DOTS: Final = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})")
DAY_WITH_STROKES: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
PARTS: Final = re.compile(r"[,;\n]")
LINES: Final = re.compile(r"[;\n]")
PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?) ?%?")
MONTHS: Final = 12
NO: Final = frozenset({"no", "false", "nein", "falsch", "non", "faux", "falso", "0"})
YES: Final = frozenset({"yes", "true", "ja", "wahr", "oui", "vrai", "sí", "si", "verdadero", "vero", "1"})


class CellForm(Struct, frozen=True):
    """The two ways of one kind of cell."""

    write: Callable[[Any], str]
    """The text of a value, before it is guarded."""
    read: Callable[[str], object]
    """The value of a text that is not empty. Raises: BadInput."""


def band_cell(band: str) -> str:
    """A band as people print it, of which no spreadsheet program makes a day.

    >>> band_cell("12-15"), band_cell(">30-<34.5"), band_cell("<37"), band_cell("12 1/4-14 1/2")
    ('12 – 15', '>30 – <34.5', '<37', '12 1/4 – 14 1/2')
    """
    return BETWEEN.sub(" – ", band)


def gtin(text: str) -> str:
    """A GTIN with the leading zeros that a spreadsheet program took away, where the check digit proves them.

    >>> gtin("36000291452"), gtin("4006381333931")
    ('036000291452', '4006381333931')
    >>> gtin("4006381333931.0")
    '4006381333931'

    Raises: BadInput (a short number, whose last digits are lost).
    """
    check_whole(text)
    if decimal := GTIN_AS_DECIMAL.fullmatch(text):
        text = decimal[1]
    return (with_lost_zero(text) if re.fullmatch("[0-9]{6,11}", text) else "") or text


def day(text: str) -> str:
    """A day as a spreadsheet program shows it, as a brand file has it; what could be two days stays as it is.

    >>> [day(text) for text in ("2026-11-03 00:00:00", "3.11.2026", "27/11/2026", "11/27/2026", "11/3/2026", "2026-11")]
    ['2026-11-03', '2026-11-03', '2026-11-27', '2026-11-27', '11/3/2026', '2026-11']
    """
    if of_iso := DAY_OF_ISO.fullmatch(text):
        return of_iso[1]
    if dotted := DAY_WITH_DOTS.fullmatch(text):
        return _iso(dotted[3], dotted[2], dotted[1])
    if strokes := DAY_WITH_STROKES.fullmatch(text):
        first, second, year = strokes.groups()
        if int(first) > MONTHS:
            return _iso(year, second, first)
        if int(second) > MONTHS or first == second:
            return _iso(year, first, second)
    return text


def _iso(year: str, month: str, day_of_month: str) -> str:
    return f"{year}-{month:0>2}-{day_of_month:0>2}"


def percent(text: str) -> Decimal:
    """A share of a fabric.

    >>> percent("83"), percent("12,5 %")
    (Decimal('83'), Decimal('12.5'))

    Raises: BadInput.
    """
    match = PERCENT.fullmatch(text)
    if match is None:
        raise BadInput.one("bad_percent", "", text, "file_percent")
    return Decimal(match[1].replace(",", "."))


def yes_or_no(text: str) -> bool:
    """Whether a cell says yes, in any language that programs write it in. Raises: BadInput."""
    word = text.casefold()
    if word not in YES | NO:
        raise BadInput.one("unknown_value", "", text, "file_one_of", choices="yes, no")
    return word in YES


def named(text: str) -> dict[str, str]:
    """Values by name, one a line.

    >>> named("height = cm; weight = kg")
    {'height': 'cm', 'weight': 'kg'}
    """
    pairs = (part.partition("=") for part in LINES.split(text) if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _named_lines(values: Mapping[str, str]) -> str:
    return "\n".join(f"{name} = {value}" for name, value in values.items())


def _pieces(text: str) -> list[str]:
    return [part.strip() for part in PARTS.split(text) if part.strip()]


def _comma_list(words: Sequence[str]) -> str:
    return ", ".join(words)


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)


TEXT: Final = CellForm(str, str)
"""Words as they stand, with blanks at their ends."""
WORD: Final = CellForm(str, str.strip)
"""An id, a word of a list, an address, a figure with its unit."""
BAND: Final = CellForm(band_cell, str.strip)
GTIN: Final = CellForm(str, lambda text: gtin(text.strip()))
DAY: Final = CellForm(str, lambda text: day(text.strip()))
WORDS: Final = CellForm(_comma_list, _pieces)
"""Several words, parted by commas."""
TEXTS: Final = CellForm(_lines, lambda text: [line for line in text.split("\n") if line])
"""Several texts, one a line of the cell."""
NAMED: Final = CellForm(_named_lines, named)
WHOLE: Final = CellForm(str, lambda text: whole(text.strip()))
SHARE: Final = CellForm(str, lambda text: percent(text.strip()))
YES_NO: Final = CellForm(lambda value: "yes" if value else "no", lambda text: yes_or_no(text.strip()))


def written(form: CellForm, value: object) -> str:
    """The cell of a value; empty for none."""
    return "" if value is None else guarded(form.write(value))


def read_cell_as(form: CellForm, cell: str) -> object:
    """The value of a cell; None for an empty one. Raises: BadInput."""
    text = unguarded(cell)
    return form.read(text) if text.strip() or (form is TEXT and text) else None
