"""Trade item numbers (GTIN) as GS1 defines them: 8, 12, 13 or 14 digits, the last one a check digit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LENGTHS: Final = frozenset({8, 12, 13, 14})
BLANKS: Final = re.compile(r"[\s-]")
DIGITS: Final = bytes.maketrans(b"0123456789", bytes(range(10)))


def gtin_of(text: str) -> str:
    """The GTIN that a text prints, padded to 14 digits; empty where it prints none. The check digit is not looked at.

    >>> gtin_of("4 006381 333931"), gtin_of("0360-0029-1452"), gtin_of("36000291452")
    ('04006381333931', '00036000291452', '')
    """
    digits = text if text.isdecimal() else BLANKS.sub("", text)
    return digits.rjust(14, "0") if _has_length(digits) else ""


def check_digit(gtin: str) -> int:
    """The check digit that the digits before the last one of a GTIN ask for.

    >>> check_digit("4006381333931")
    1
    """
    digits = gtin.encode().translate(DIGITS)
    return -(3 * sum(digits[-2::-2]) + sum(digits[-3::-2])) % 10


@lru_cache(maxsize=256)
def is_gtin(text: str) -> bool:
    """Whether a text is the digits of a GTIN, without blanks, and its check digit is right.

    The last ones are remembered: an import asks when it mends a number, and when it takes it.

    >>> is_gtin("4006381333931"), is_gtin("4006381333932"), is_gtin("4-006381-333931")
    (True, False, False)
    """
    return _has_length(text) and check_digit(text) == int(text[-1])


def _has_length(text: str) -> bool:
    """Whether a text is as many digits as a GTIN has."""
    return len(text) in LENGTHS and text.isascii() and text.isdecimal()
