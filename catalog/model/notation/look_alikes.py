"""Characters read as what they look like: digits of every script, blanks, quotes, hyphens, unit signs."""

from __future__ import annotations

import unicodedata
from typing import Final

DASH: Final = "\N{EN DASH}"
"""What every dash that is no hyphen is read as."""
MINUS: Final = "\N{MINUS SIGN}"
FRACTION_SIGNS: Final = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8), "⅓": (1, 3), "⅔": (2, 3),
    "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6),
}  # fmt: skip
"""Numerator and denominator of each sign of a fraction."""

WITHOUT_WIDTH: Final = frozenset(
    map(chr, [
        0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202D), *range(0x2060, 0x2065),
        *range(0x2066, 0x206A), *range(0xFE00, 0xFE10), 0xFEFF,
    ])
)  # fmt: skip
"""Marks that cannot be seen: joiners, byte order marks, soft hyphens, directions; not the two that turn the order."""
SAME: Final = {
    " ": "\t\N{BRAILLE PATTERN BLANK}\N{HANGUL FILLER}\N{HALFWIDTH HANGUL FILLER}",
    "-": "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SMALL HYPHEN-MINUS}",
    DASH: "\N{FIGURE DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{SMALL EM DASH}\N{TWO-EM DASH}\N{WAVE DASH}\N{SWUNG DASH}",
    "/": "\N{FRACTION SLASH}\N{DIVISION SLASH}",
    ".": "\N{SMALL FULL STOP}\N{ONE DOT LEADER}",
    ",": "\N{SMALL COMMA}\N{ARABIC DECIMAL SEPARATOR}",
    "'": "\N{PRIME}\N{REVERSED PRIME}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}\N{MODIFIER LETTER PRIME}\N{MODIFIER LETTER APOSTROPHE}\N{ACUTE ACCENT}`",
    '"': "\N{DOUBLE PRIME}\N{REVERSED DOUBLE PRIME}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}\N{MODIFIER LETTER DOUBLE PRIME}\N{DOUBLE ACUTE ACCENT}\N{DITTO MARK}",
    "\N{POUND SIGN}": "\N{FULLWIDTH POUND SIGN}",
    "\N{YEN SIGN}": "\N{FULLWIDTH YEN SIGN}",
}  # fmt: skip
UNIT_SIGNS: Final = {"㎜": "mm", "㎝": "cm", "㎞": "km", "㎏": "kg", "㏌": "in", "℃": "°C", "℉": "°F"}
PLAIN: Final = {sign: plain for plain, signs in SAME.items() for sign in signs} | UNIT_SIGNS
FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
"""The printable ASCII characters as wide as an ideograph; 0xFEE0 above the plain ones."""


def as_it_looks(text: str) -> str:
    """The text in plain characters, trimmed, with single blanks; what has no plain look-alike stays.

    `３６．５　㎝` becomes `36.5 cm`; two primes become a double one, a grave accent a quote.
    """
    seen = "".join(_plain(c) for c in unicodedata.normalize("NFC", text) if c not in WITHOUT_WIDTH)
    return " ".join(part for part in seen.strip().split(" ") if part).replace("''", '"')


def _plain(char: str) -> str:
    if char.isascii() and char not in "\t`":
        return char
    if ord(char) in FULL_WIDTH:
        return _plain(chr(ord(char) - 0xFEE0))
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    return " " if unicodedata.category(char) == "Zs" else PLAIN.get(char, char)
