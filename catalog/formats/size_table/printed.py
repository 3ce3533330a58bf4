"""The text of a cell or line as it is printed: blanks collapsed, fractions written `1/2`, small raised marks apart."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

RAISED, LOWERED, LEVEL = "\ue000", "\ue001", "\ue002"
"""Stand before raised text, before lowered text and behind both, while a cell is being read."""
UNSEEN: Final = {ord(c): None for c in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"}
"""Characters that nobody sees."""
VULGAR: Final = {
    c: unicodedata.normalize("NFKC", c).replace("\u2044", "/") for c in "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅐⅑⅒"
}  # fmt: skip
FRACTION: Final = re.compile(rf"(\d?)[ \t\u00a0\u2009\u202f]*([{''.join(VULGAR)}])")
SMALL: Final = re.compile("(\\d?)\\s*([⁰¹²³⁴-⁹]+)\\s*[/\u2044]\\s*([₀-₉]+)")
SET_UP: Final = re.compile(
    f"(\\d?)\\s*{RAISED}\\s*(\\d+)\\s*(?:{LEVEL}\\s*[/\u2044]\\s*(?:{LOWERED}\\s*(\\d+)\\s*{LEVEL}|(\\d+))"
    f"|[/\u2044]\\s*(\\d+)\\s*{LEVEL}|{LEVEL}\\s*{LOWERED}\\s*[/\u2044]\\s*(\\d+)\\s*{LEVEL})"
)
"""A fraction set with raised and lowered figures: `<sup>1/2</sup>`, `<sup>1</sup>/<sub>2</sub>`, `<sup>1</sup>/2`."""
LIFTED: Final = re.compile(f"{RAISED}([^{LEVEL}]*){LEVEL}?|{LOWERED}([^{LEVEL}]*){LEVEL}?")
SPECIAL: Final = re.compile(f"[{''.join((*map(chr, UNSEEN), *VULGAR))}\u2044⁰¹²³⁴-⁹]")
"""What makes a text one that cannot stay as it is."""
TO_RAISED: Final = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
TO_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
TO_LEVEL: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def printed(text: str) -> str:
    """One line of a text as it is printed.

    >>> printed(" 7½ –  8\u00a0 ¾ "), printed("11\u2044 2"), printed("¼")
    ('7 1/2 – 8 3/4', '11/ 2', '1/4')
    """
    if text.isascii() or not SPECIAL.search(text):
        return " ".join(text.split())
    text = text.translate(UNSEEN)
    text = SMALL.sub(lambda m: _fraction(m[1], m[2].translate(TO_LEVEL), m[3].translate(TO_LEVEL)), text)
    text = FRACTION.sub(lambda m: f"{m[1]} {VULGAR[m[2]]}" if m[1] else VULGAR[m[2]], text)
    return " ".join(text.replace("\u2044", "/").split())


def printed_lines(text: str) -> str:
    r"""Several lines, each as it is printed; those that show nothing are left out.

    >>> printed_lines("30-34\n\n  12-13  ")
    '30-34\n12-13'
    """
    if "\n" not in text:
        return printed(text)
    return "\n".join(filter(None, map(printed, text.split("\n"))))


def set_up(text: str) -> str:
    """A text in which raised and lowered parts are marked, as one line of characters.

    >>> set_up(f"8{RAISED}1/2{LEVEL}"), set_up(f"8{RAISED}1{LEVEL}/{LOWERED}2{LEVEL}"), set_up(f"Calf{RAISED}1{LEVEL}")
    ('8 1/2', '8 1/2', 'Calf¹')
    """
    text = SET_UP.sub(lambda m: _fraction(m[1], m[2], m[3] or m[4] or m[5] or m[6]), text)
    return LIFTED.sub(_lifted, text).replace(LEVEL, "")


def _fraction(before: str, upper: str, lower: str) -> str:
    return f"{before} {upper}/{lower}" if before else f"{upper}/{lower}"


def _lifted(match: re.Match[str]) -> str:
    if match[2] is not None:
        return match[2].translate(TO_LOWERED)
    inner = match[1].strip()
    return inner.translate(TO_RAISED) if len(inner) == 1 or inner.replace(",", "").isdigit() else inner
