"""Prices of one thing in several currencies, as a shop with two countries in one feed has them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

CODE: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")


def are_in_currencies_of_their_own(prices: Sequence[str]) -> bool:
    """Whether each of several prices names another currency by its code.

    >>> are_in_currencies_of_their_own(["30 EUR", "33 CHF"]), are_in_currencies_of_their_own(["30 EUR", "33 EUR"])
    (True, False)
    """
    codes = [CODE.findall(price) for price in prices]
    return all(len(own) == 1 for own in codes) and len({own[0].upper() for own in codes}) == len(prices)


def price_in(prices: Sequence[str], currency: str) -> str:
    """The one of several prices that is in a currency; empty where none is.

    >>> price_in(["30 EUR", "33 CHF"], "chf"), price_in(["30 EUR", "33 CHF"], "")
    ('33 CHF', '')
    """
    return next((price for price in prices if currency and currency.upper() in price.upper().split()), "")
