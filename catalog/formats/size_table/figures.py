"""A figure of a spreadsheet as its cell shows it: rounded as the format says, with the words that the format adds."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

SHOWN: Final = 10
"""Significant figures where no format says how many."""
FORMAT: Final = re.compile(r"((?:\"[^\"]*\"|\\.|[ ])*)([#0,]*0)(?:\.([0#?]+))?((?:\"[^\"]*\"|\\.|[ +])*)")
QUOTED: Final = re.compile(r'"([^"]*)"|\\(.)')


def figure_text(value: float, number_format: str = "") -> str:
    """A figure as it is shown.

    A whole number has every digit, also where the cell is too narrow for it: a GTIN stays one.

    >>> figure_text(30.0), figure_text(12.2047244094), figure_text(12.2047, "0.0"), figure_text(31, '0.0" cm"')
    ('30', '12.20472441', '12.2', '31.0 cm')
    >>> figure_text(4006381333931.0), figure_text(417, "00000"), figure_text(1417, "#,##0")
    ('4006381333931', '00417', '1417')
    """
    match = FORMAT.fullmatch(number_format.partition(";")[0]) if number_format else None
    if match is None or abs(value) >= 1e15:
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else _plain(f"{value:.{SHOWN}g}")
    before, whole, decimals, after = match.groups(default="")
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text, optional = format(exact, "f"), len(decimals) - len(decimals.rstrip("#?"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    if not decimals:
        text = text.zfill(whole.count("0"))  # an article number is shown with its zeros by "00000"
    return _words(before) + text.rstrip(".") + _words(after)


def _plain(text: str) -> str:
    return format(Decimal(text), "f") if "e" in text else text


def _words(text: str) -> str:
    return QUOTED.sub(lambda match: match[1] or match[2] or "", text)
