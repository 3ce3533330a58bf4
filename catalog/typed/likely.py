"""What a refused text probably meant: the first of some usual slips that, mended, gives a text that is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from fractions import Fraction
from typing import Final

from .look_alikes import DASH, FRACTION_SIGNS, MINUS
from .numbers import SIGNS, TAPE_PARTS, plain_number
from .unit_words import SPELLINGS, unit_words

Mend = Callable[[str], Iterator[str]]
FEWEST, MOST = 4, 80
"""Inches between which a measure of a leg lies: where a lost blank could have stood in two places, these decide."""
ALL_UNITS: Final = unit_words(tuple(SPELLINGS))
WORDS: Final = sorted(word for word in ALL_UNITS if len(word) > 3)
ALTERNATIVES: Final = frozenset({"or", "and", "oder", "und", "ou", "et", "o", "y", "to", "bis"})


def likely_reading(text: str, write: Callable[[str], str]) -> str:
    """The likeliest reading of a text in plain small characters, as `write` has it; empty where none is likely.

    `write` makes of a candidate the text that would be typed, and of one that is refused an empty text. One slip is
    mended, or two of different kinds.
    """
    once = [text, *_mended(text)]
    for candidate in once:
        if typed := write(candidate):
            return typed
    for candidate in once[1:]:
        for again in _mended(candidate):
            if typed := write(again):
                return typed
    return ""


def _mended(text: str) -> Iterator[str]:
    for mend in MENDS:
        yield from (candidate for candidate in mend(text) if candidate != text)


def _lost_blank(text: str) -> Iterator[str]:
    """`143/8 in` is `14 3/8 in`: the longest numerator that leaves a measure of a leg."""
    found = re.search(r"(?<![\d.,/-])(?<!\d )(\d{2,5})/(\d{1,2})(?!\d)", text, re.ASCII)
    if found is None or int(found[2]) not in TAPE_PARTS | {3}:
        return
    splits = [(found[1][:at], found[1][at:]) for at in range(1, len(found[1]))]
    proper = [(w, n) for w, n in splits if not n.startswith("0") and int(n) < int(found[2])]
    in_feet = re.search(r"['a-zß]", text[: found.start()])
    likely = [(w, n) for w, n in proper if in_feet or FEWEST <= int(w) < MOST]
    for whole, numerator in likely or proper:
        yield f"{text[: found.start()]}{whole} {numerator}/{found[2]}{text[found.end() :]}"


def _decimal_feet(text: str) -> Iterator[str]:
    """`5.10 ft` is five feet ten, `5.5 ft` five and a half, `5.25 ft` five and a quarter."""
    found = re.fullmatch(rf"(\d+)(?:[.,](\d+)|[ -]?(\d/\d)|[ -]?([{SIGNS}])) ?(?:'|[a-zéß]+)\.?", text, re.ASCII)
    unit = re.sub(r"[\d.,/ -]|[^\w']", "", text).strip(SIGNS)
    if found is None or unit_words(("ft",)).get(unit) is None:
        return
    whole, decimals = found[1], found[2]
    if decimals and decimals != "5" and int(decimals) < 12 and decimals == str(int(decimals)):
        yield f"{whole}'{int(decimals)}\"" if int(decimals) else f"{whole} ft"
        return
    part = Fraction(f"0.{decimals}") if decimals else Fraction(found[3] or "/".join(map(str, FRACTION_SIGNS[found[4]])))
    inches = round(part * 12)
    if not inches:
        yield f"{whole} ft"
    elif inches < 12:
        yield f"{whole}'{inches}\""


def _decimal_stones(text: str) -> Iterator[str]:
    """`11.4 st` and `11 st 4` are eleven stone four."""
    if found := re.fullmatch(r"(\d+)[.,](\d{1,2}) ?(?:st|stones?)\.?", text, re.ASCII):
        yield f"{found[1]} st {int(found[2])} lb"
    if found := re.fullmatch(r"(\d+) ?(?:st|stones?)\.?,? ?(\d{1,2})", text, re.ASCII):
        yield f"{found[1]} st {found[2]} lb"


def _as_decimal(text: str) -> Iterator[str]:
    """`36 1/2 cm` is `36.5 cm`: where the unit takes no such fraction."""
    found = re.search(rf"(\d+)(?:[ -]?([{SIGNS}])|[ -](\d{{1,2}})/(\d{{1,2}}))", text, re.ASCII)
    if found is None or (found[4] and not int(found[4])):
        return
    part = Fraction(*FRACTION_SIGNS[found[2]]) if found[2] else Fraction(int(found[3]), int(found[4]))
    if part < 1:
        yield f"{text[: found.start()]}{found[1]} {found[2] or f'{found[3]}/{found[4]}'}{text[found.end() :]}"
        third = {Fraction(1, 3): "⅓", Fraction(2, 3): "⅔"}.get(part)
        if third:
            yield f"{text[: found.start()]}{found[1]}{third}{text[found.end() :]}"
        yield f"{text[: found.start()]}{plain_number(int(found[1]) + part)}{text[found.end() :]}"


def _two_metric_units(text: str) -> Iterator[str]:
    """`1 m 78 cm` is `1.78 m`, `36 cm 5 mm` is `36.5 cm`."""
    if found := re.fullmatch(r"(\d) ?m\.?,? ?(\d\d)(?: ?cm)?\.?", text, re.ASCII):
        yield f"{found[1]}.{found[2]} m"
    if found := re.fullmatch(r"(\d+) ?cm\.?,? ?(\d)(?: ?mm)?\.?", text, re.ASCII):
        yield f"{found[1]}.{found[2]} cm"


def _unit_before_fraction(text: str) -> Iterator[str]:
    """`14" 3/8` and `14 in 3/8` are `14 3/8 in`."""
    if found := re.fullmatch(r"(\d+) ?(\"|in|inch|inches)\.? ?(\d+/\d+)", text, re.ASCII):
        yield f"{found[1]} {found[3]} in"


def _misspelt_unit(text: str) -> Iterator[str]:
    """`36 centimeterss` is `36 centimeters`, `36 cms` is `36 cm`."""
    found = re.fullmatch(r"(.*\d[^a-z]*?) ?([^\W\d_]{2,20})\.*", text)
    if found is None:
        return
    short = {"cms": "cm", "mms": "mm", "ins": "in", "kms": "km", "mtr": "m", "mtrs": "m", "cmm": "cm"}.get(found[2])
    if short:
        yield f"{found[1]} {short}"
    if len(found[2]) > 3:
        yield from (f"{found[1]} {word}" for word in get_close_matches(found[2], WORDS, n=3, cutoff=0.75))


def _words_after(text: str) -> Iterator[str]:
    """`36 cm around` is `36 cm`: where no word after the unit is a unit."""
    found = re.fullmatch(r"(.*\d ?(?:\"|[^\W\d_]+\.?)) ?\(?([^\W\d_]{2,}(?: [^\W\d_]+)*)\)?", text)
    if found and not any(word in ALL_UNITS or word in ALTERNATIVES for word in found[2].split()):
        yield found[1]


PATTERNS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"(\d) ?[-{DASH}{MINUS}] ?(\d+)/(\d+)", r"\1 \2/\3"),
        (r"(\d) ?[.,+&] ?(\d+)/(\d+)", r"\1 \2/\3"),
        (r"(\d) and (?:a )?(\d+)/(\d+)", r"\1 \2/\3"),
        (r"(\d+) ?/ ?(\d+)", r"\1/\2"),
        (r"(?<=[\d.,])[o]|[o](?=[\d.,])", "0"),
        (r"(?<=[\d.,])[li|](?=[\d.,])|^[li|](?=\d)", "1"),
        (r"(\d)[.,] (\d)", r"\1.\2"),
        (r"(\d) ([.,]\d)", r"\1\2"),
        (r"(\d)[;:'·•_](\d+ ?[a-z])", r"\1.\2"),
        (r"(\d)([.,])[.,]+(\d)", r"\1\2\3"),
        (r"(\d)[.,](?= ?[^\d\s/])", r"\1"),
        (r"^(\d+) (\d) ?(cm|mm|kg)\b", r"\1.\2 \3"),
        (rf"^(?:[~≈=:+>]|[a-zéè]{{2,10}}[.:]?|ca\.?) ?(?=[\d{SIGNS}])", ""),
        (r"^(.*\d ?(?:\"|'|[a-zéèêóíß]+))[.,;:!?)* ]+$", r"\1"),
    )
)


def _slips(text: str) -> Iterator[str]:
    """Marks in a wrong place, letters for digits, words before or after the measure."""
    for pattern, replacement in PATTERNS:
        yield pattern.sub(replacement, text)


MENDS: Final[tuple[Mend, ...]] = (
    _decimal_feet, _decimal_stones, _two_metric_units, _unit_before_fraction, _lost_blank, _as_decimal, _slips,
    _misspelt_unit, _words_after,
)  # fmt: skip
