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
    match = re.search(r"(?<![\d.,/-])(?<!\d )(\d{2,5})/(\d{1,2})(?!\d)", text, re.ASCII)
    if match is None or int(match[2]) not in TAPE_PARTS | {3}:
        return
    splits = [(match[1][:at], match[1][at:]) for at in range(1, len(match[1]))]
    proper = [(w, n) for w, n in splits if not n.startswith("0") and int(n) < int(match[2])]
    in_feet = re.search(r"['a-zß]", text[: match.start()])
    likely = [(w, n) for w, n in proper if in_feet or FEWEST <= int(w) < MOST]
    for whole, numerator in likely or proper:
        yield f"{text[: match.start()]}{whole} {numerator}/{match[2]}{text[match.end() :]}"


def _decimal_feet(text: str) -> Iterator[str]:
    """`5.10 ft` is five feet ten, `5.5 ft` five and a half, `5.25 ft` five and a quarter."""
    match = re.fullmatch(rf"(\d+)(?:[.,](\d+)|[ -]?(\d/\d)|[ -]?([{SIGNS}])) ?(?:'|[a-zéß]+)\.?", text, re.ASCII)
    unit = re.sub(r"[\d.,/ -]|[^\w']", "", text).strip(SIGNS)
    if match is None or unit_words(("ft",)).get(unit) is None:
        return
    whole, decimals = match[1], match[2]
    if decimals and decimals != "5" and int(decimals) < 12 and decimals == str(int(decimals)):
        yield f"{whole}'{int(decimals)}\"" if int(decimals) else f"{whole} ft"
        return
    numerator, denominator = map(int, match[3].split("/")) if match[3] else FRACTION_SIGNS.get(match[4], (0, 1))
    if not denominator:
        return
    part = Fraction(f"0.{decimals}") if decimals else Fraction(numerator, denominator)
    inches = round(part * 12)
    if not inches:
        yield f"{whole} ft"
    elif inches < 12:
        yield f"{whole}'{inches}\""


def _as_decimal(text: str) -> Iterator[str]:
    """`36 1/2 cm` is `36.5 cm`: where the unit takes no such fraction."""
    match = re.search(rf"(\d+)(?:[ -]?([{SIGNS}])|[ -](\d{{1,2}})/(\d{{1,2}}))", text, re.ASCII)
    if match is None or (match[4] and not int(match[4])):
        return
    part = Fraction(*FRACTION_SIGNS[match[2]]) if match[2] else Fraction(int(match[3]), int(match[4]))
    if part < 1:
        yield f"{text[: match.start()]}{match[1]} {match[2] or f'{match[3]}/{match[4]}'}{text[match.end() :]}"
        third = {Fraction(1, 3): "⅓", Fraction(2, 3): "⅔"}.get(part)
        if third:
            yield f"{text[: match.start()]}{match[1]}{third}{text[match.end() :]}"
        yield f"{text[: match.start()]}{plain_number(int(match[1]) + part)}{text[match.end() :]}"


def _misspelt_unit(text: str) -> Iterator[str]:
    """`36 centimeterss` is `36 centimeters`, `36 cms` is `36 cm`."""
    match = re.fullmatch(r"(.*\d[^a-z]*?) ?([^\W\d_]{2,20})\.*", text)
    if match is None:
        return
    short = {"cms": "cm", "mms": "mm", "ins": "in", "kms": "km", "mtr": "m", "mtrs": "m", "cmm": "cm"}.get(match[2])
    if short:
        yield f"{match[1]} {short}"
    if len(match[2]) > 3:
        yield from (f"{match[1]} {word}" for word in get_close_matches(match[2], WORDS, n=3, cutoff=0.75))


def _words_after(text: str) -> Iterator[str]:
    """`36 cm around` is `36 cm`: where no word after the unit is a unit."""
    match = re.fullmatch(r"(.*\d ?(?:\"|[^\W\d_]+\.?)) ?\(?([^\W\d_]{2,}(?: [^\W\d_]+)*)\)?", text)
    if match and not any(word in ALL_UNITS or word in ALTERNATIVES for word in match[2].split()):
        yield match[1]


def _replacing(*pairs: tuple[str, str], flags: re.RegexFlag = re.NOFLAG) -> Mend:
    """The mend that tries each pattern with what stands in its place."""
    compiled = [(re.compile(pattern, flags), replacement) for pattern, replacement in pairs]
    return lambda text: (pattern.sub(replacement, text) for pattern, replacement in compiled)


MENDS: Final[tuple[Mend, ...]] = (
    _decimal_feet,
    _replacing(
        # `11.4 st` and `11 st 4` are eleven stone four.
        (r"^(\d+)[.,](?=\d{1,2}(?!\d))0?(\d+) ?(?:st|stones?)\.?$", r"\1 st \2 lb"),
        (r"^(\d+) ?(?:st|stones?)\.?,? ?(\d{1,2})$", r"\1 st \2 lb"),
        # `1 m 78 cm` is `1.78 m`, `36 cm 5 mm` is `36.5 cm`, `14" 3/8` is `14 3/8 in`.
        (r"^(\d) ?m\.?,? ?(\d\d)(?: ?cm)?\.?$", r"\1.\2 m"),
        (r"^(\d+) ?cm\.?,? ?(\d)(?: ?mm)?\.?$", r"\1.\2 cm"),
        (r"^(\d+) ?(?:\"|in|inch|inches)\.? ?(\d+/\d+)$", r"\1 \2 in"),
        flags=re.ASCII,
    ),
    _lost_blank,
    _as_decimal,
    # Marks in a wrong place, letters for digits, words before or after the measure.
    _replacing(
        (rf"(\d) ?[-{DASH}{MINUS}] ?(\d+)/(\d+)", r"\1 \2/\3"),
        (r"(\d) ?[.,+&] ?(\d+)/(\d+)", r"\1 \2/\3"),
        (r"(\d) and (?:a )?(\d+)/(\d+)", r"\1 \2/\3"),
        (r"(\d+) ?/ ?(\d+)", r"\1/\2"),
        (r"(?<=[\d.,])[o]|[o](?=[\d.,])", "0"),
        (r"(?<=[\d.,])[li|](?=[\d.,])|^[li|](?=\d)", "1"),
        (r"(\d) ?k$", r"\1 km"),
        (r"(\d) ?k$", r"\1 kg"),
        (r"(\d) ?(?:m|mn|')$", r"\1 min"),
        (r"(\d) ?[.,] (\d)", r"\1.\2"),
        (r"^(\d{1,3})[.,' ](\d{3})([.,])(\d+ ?[^\d\s.,])", r"\1\2\3\4"),
        (r"(['a-zß]),? (?:and|und|et|y) (\d)", r"\1 \2"),
        (r"^(cm|mm|in|km|kg|lbs?) ?(\d[\d.,/ ]*)$", r"\2 \1"),
        (r"\b([cm]) m$", r"\1m"),
        (r"(\d)\+(?= ?[a-z\"])", r"\1"),
        (r"^['\"](.*\w)['\"]$", r"\1"),
        (r"(\d) ([.,]\d)", r"\1\2"),
        (r"(\d)[;:'·•_](\d+ ?[a-z])", r"\1.\2"),
        (r"(\d)([.,])[.,]+(\d)", r"\1\2\3"),
        (r"(\d)[.,](?= ?[^\d\s/])", r"\1"),
        (r"^(\d+) (\d) ?(cm|mm|kg)\b", r"\1.\2 \3"),
        (rf"^(?:[~≈=:+>]|[a-zéè]{{2,10}}[.:]?|ca\.?) ?(?=[\d{SIGNS}])", ""),
        (r"^(.*\d ?(?:\"|'|[a-zéèêóíß]+))[.,;:!?)* ]+$", r"\1"),
    ),
    _misspelt_unit,
    _words_after,
)
