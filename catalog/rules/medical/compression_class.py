"""Compression classes: what a class numeral means in mmHg at the ankle, where its scheme is named."""

from __future__ import annotations

import re
from typing import Final

from ...model.policy import Policy
from ...model.quantities import Pressure

HOSIERY_SCHEMES: Final = ("RAL", "ENV", "BS", "AFNOR")
"""The schemes of medical hosiery; the US bands are a custom without a standard."""
NAMES: Final = {
    "ral": "RAL", "ral-gz": "RAL", "ral-gz 387": "RAL", "ral-gz 387/1": "RAL",
    "env": "ENV", "env 12718": "ENV", "bs": "BS", "bs 6612": "BS", "bs 661210": "BS", "british": "BS",
    "uk": "BS", "afnor": "AFNOR", "asqual": "AFNOR", "lppr": "AFNOR", "french": "AFNOR", "us": "US",
}  # fmt: skip
NUMERALS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
NUMERAL: Final = re.compile(r"(?<![\w.,])(iv|i{1,3}|[1-4])(?![\w]|[.,]\d)", re.ASCII)


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
