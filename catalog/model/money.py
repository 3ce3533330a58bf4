"""Money: whole minor units of one currency, and the one table of what a minor unit is."""

from __future__ import annotations

import re
from typing import Final, Self

from msgspec import Struct

from .notation.quantity import clean, decimal_number
from .number_text import refuse
from .problem import BadInput

# ISO 4217:2015, List One (currencies in force) of the maintenance agency SIX, edition of 2026-01-01,
# https://www.six-group.com/dam/download/financial-information/data-center/iso-currrency/lists/list-one.xml
# read through the package iso4217 1.16.20260101; decision 14 says why the table stands here.
HUNDREDTHS: Final = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY
    COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR
    MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
    STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
"""
WHOLE: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
THOUSANDTHS: Final = "BHD IQD JOD KWD LYD OMR TND"
TEN_THOUSANDTHS: Final = "CLF UYW"
# Out of force (List Three), still met in prices that were read a few years ago.
GONE: Final = "ANG BGN CUC HRK SLL ZWL"
DECIMALS: Final = {
    code: decimals
    for decimals, codes in ((2, HUNDREDTHS), (2, GONE), (0, WHOLE), (3, THOUSANDTHS), (4, TEN_THOUSANDTHS))
    for code in codes.split()
}
"""How many decimals each currency has, by its three letters."""
USUAL_DECIMALS: Final = 2
NO_CURRENCY: Final = "XXX"
"""What ISO 4217 writes where there is no currency."""
AMOUNT: Final = r"\d+(?:[.,]\d+)?"
NAME: Final = r"[^\d\s.,/+'\"()-][^\d\s.,/+'\"()-]{0,5}\.?"
TEXT: Final = re.compile(rf"(?:({AMOUNT}) ?({NAME})|({NAME}) ?({AMOUNT}))")
CODE: Final = re.compile(r"[a-z]{3}", re.ASCII)
SIGNS: Final = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "zł": "PLN", "kč": "CZK", "us$": "USD", "ca$": "CAD",
    "au$": "AUD", "nz$": "NZD", "hk$": "HKD",
}  # fmt: skip
"""Signs and words that mean one currency."""
OF_SEVERAL: Final = {
    "$": "USD, CAD, AUD, NZD", "kr": "SEK, NOK, DKK, ISK", "kr.": "DKK, NOK, SEK, ISK", "¥": "JPY, CNY",
    "fr": "CHF, XPF", "fr.": "CHF, XPF", "rs": "INR, PKR", "rs.": "INR, PKR",
}  # fmt: skip
"""Signs of several currencies, with those that are meant most."""
NO_CENTS: Final = re.compile(r"(?<=\d)[.,][-–](?!\d)")
THOUSANDS: Final = re.compile(r"(?<!\d)(\d{1,3})(?:([., ])(\d{3}))+(?:[.,](\d{1,2}))?(?!\d)")
PRICE: Final = "price"
MOST_DIGITS: Final = 12


class Money(Struct, frozen=True, array_like=True, gc=False):
    """An amount in whole minor units (cents) of its own currency; empty where the source prints none.

    There is no order among amounts: those of two currencies are never compared.
    """

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: object, *, unnamed: bool = False) -> Self:
        """The amount that `50 EUR`, `49,90 eur`, `EUR 50`, `€50`, `50 £` or `4900 JPY` names.

        With `unnamed`, `45 XXX` is an amount whose currency the source does not print.

        Raises: BadInput (no amount with a currency, no such currency, too many decimals, or not above zero).
        """
        typed = clean(text, PRICE).lower()
        written = TEXT.fullmatch(typed)
        if written is None:
            bare = re.fullmatch(AMOUNT, typed, re.ASCII)
            code = "unit_missing" if bare else "not_a_price"
            raise refuse(code, text, PRICE, "amount_and_letters", suggestion=_likely(typed))
        currency = _currency(written[2] or written[3], text, unnamed=unnamed)
        minor = _minor(written[1] or written[4], currency, text)
        if minor <= 0:
            raise refuse("not_positive", text, PRICE, "amount_above_zero")
        return cls(minor, currency)

    @property
    def decimals(self) -> int:
        """How many decimals its currency has; two where that is not known."""
        return DECIMALS.get(self.currency, USUAL_DECIMALS)

    @property
    def amount(self) -> str:
        """The amount alone, with every decimal of its currency: `49.90`, `4900` for yen."""
        whole, rest = divmod(self.minor, 10**self.decimals)
        return f"{whole}.{rest:0{self.decimals}}" if self.decimals else str(whole)

    def text(self) -> str:
        """The amount with its currency: `49.90 EUR`, `4900 JPY`; the amount alone where none is printed."""
        return f"{self.amount} {self.currency}".strip()

    def typed(self) -> str:
        """The amount as a person types it: `50 EUR`, `49.90 EUR`; `parse` reads it again."""
        whole, rest = divmod(self.minor, 10**self.decimals)
        return f"{self.amount if rest else whole} {self.currency or NO_CURRENCY}"

    def more_than(self, limit: Money) -> bool | None:
        """Whether it is more than a limit; None where the two are of different currencies."""
        return None if self.currency != limit.currency else self.minor > limit.minor


def _currency(name: str, text: object, *, unnamed: bool) -> str:
    """The currency of a sign or of three letters; empty for `XXX` where that may stand."""
    if name in OF_SEVERAL:
        raise refuse("ambiguous_currency", text, PRICE, "several_currencies", sign=name, choices=OF_SEVERAL[name])
    code = SIGNS.get(name, name.upper())
    if name not in SIGNS and not CODE.fullmatch(name):
        raise refuse("not_a_price", text, PRICE, "amount_and_letters")
    if unnamed and code == NO_CURRENCY:
        return ""
    if code not in DECIMALS:
        raise refuse("unknown_currency", text, PRICE, "not_a_currency", currency=code)
    return code


def _likely(typed: str) -> str:
    """What `50,- €` or `1.234,50 EUR` probably means, as it would be typed; empty where that is no amount either."""
    mended = THOUSANDS.sub(_without_marks, NO_CENTS.sub("", typed))
    if mended == typed:
        return ""
    try:
        return Money.parse(mended).typed()
    except BadInput:
        return ""


def _without_marks(amount: re.Match[str]) -> str:
    """The amount of groups of three digits as plain digits, with a point before its cents."""
    cents = amount[4]
    whole = amount[0][: -len(cents) - 1] if cents else amount[0]
    return re.sub("[., ]", "", whole) + (f".{cents}" if cents else "")


def _minor(amount: str, currency: str, text: object) -> int:
    """The whole minor units of an amount as written."""
    decimals = DECIMALS.get(currency, USUAL_DECIMALS)
    whole = f"{re.sub('[.,]', '', amount)} {currency}" if re.search(r"[.,]\d{3}$", amount) and decimals < 3 else ""
    try:
        minor = decimal_number(amount, text, PRICE) * 10**decimals
    except BadInput as bad:
        raise refuse(bad.problems[0].code, text, PRICE, "thousands_mark", suggestion=whole) from None
    if minor.denominator != 1:
        hint = "thousands_mark" if whole else ""
        raise refuse("too_fine", text, "price_decimals", hint, suggestion=whole, currency=currency, decimals=decimals)
    if len(amount) > MOST_DIGITS:
        raise refuse("too_large", text, PRICE, "fewer_digits")
    return int(minor)
