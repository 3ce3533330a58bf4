"""The shapes of the codes printed with products; a right shape is not a proof that the code exists."""

from __future__ import annotations

import re
from typing import Final

from ...model.gtin import is_gtin

SHAPES: Final = {
    "510k": r"K\d{6}", "hcpcs": r"A(?:65[2-9]\d|660\d)", "fda_product_code": r"DWL|FQL", "lppr": r"\d{7}",
    "hilfsmittelnummer": r"\d{10}", "migel": r"\d{2}(?:\.\d{2}){2,3}(?:\.\d{1,2})?", "gudid": r"\d{8,14}",
    "eudamed": r"[0-9A-Z+=$/%.()-]{6,40}", "drug_tariff": r"[0-9A-Z./ -]{3,30}", "acl": r"\d{7}|\d{13}",
}  # fmt: skip
ALIASES: Final = {
    "510(k)": "510k", "510_k": "510k", "fda_510k": "510k", "k_number": "510k",
    "product_code": "fda_product_code", "fda_code": "fda_product_code", "procode": "fda_product_code",
    "udi": "udi_di", "basic_udi_di": "eudamed", "eudamed_id": "eudamed", "gudid_di": "gudid",
    "hmv": "hilfsmittelnummer", "hilfsmittel": "hilfsmittelnummer", "himi": "hilfsmittelnummer",
    "lpp": "lppr", "ean": "gtin", "upc": "gtin", "fp10": "drug_tariff", "cip_acl": "acl",
    "hs": "hs", "hs_code": "hs", "taric": "hs", "customs": "hs",
}  # fmt: skip


def scheme_name(scheme: str) -> str:
    """The plain name of a code scheme: small letters, underscores, known aliases resolved."""
    name = scheme.strip().lower().replace("-", "_").replace(" ", "_")
    return ALIASES.get(name, name)


def pzn_ok(value: str) -> bool:
    """Whether a value is a German pharmacy number: 7 or 8 digits, check digit modulo 11."""
    digits = value.strip().upper().removeprefix("PZN").strip(" -:")
    if len(digits) not in {7, 8} or not (digits.isascii() and digits.isdigit()):
        return False
    first = 9 - len(digits)
    total = sum(int(d) * weight for weight, d in enumerate(digits[:-1], first))
    return total % 11 == int(digits[-1])


def udi_di_ok(value: str) -> bool:
    """Whether a value has the shape of a UDI-DI of GS1, HIBCC or ICCBBA."""
    value = value.strip().upper().removeprefix("(01)")
    return is_gtin(value) or re.fullmatch(r"\+[A-Z0-9]{6,23}|=[A-Z0-9/]{6,25}", value, re.ASCII) is not None


def code_ok(scheme: str, value: str) -> bool:
    """Whether a code has the shape of its scheme; schemes not known here are never right."""
    name, value = scheme_name(scheme), value.strip().upper()
    if name == "pzn":
        return pzn_ok(value)
    if name == "gtin":
        return is_gtin(value)
    if name == "udi_di":
        return udi_di_ok(value)
    if name == "hilfsmittelnummer":
        value = value.replace(".", "").replace(" ", "")
    if name == "hs":
        return re.fullmatch(r"\d{6}(?:\d{2}){0,2}", re.sub(r"[. ]", "", value), re.ASCII) is not None
    shape = SHAPES.get(name)
    return shape is not None and re.fullmatch(shape, value, re.ASCII) is not None


def clearance_words(words: tuple[str, ...], at: int) -> int:
    """How many words a 510(k) number takes that begins at word `at`; 0 where none does.

    >>> clearance_words(("k040353",), 0), clearance_words(("k", "040353"), 0), clearance_words(("k2", "ski"), 0)
    (1, 2, 0)
    """
    length = 2 if words[at] == "k" and at + 1 < len(words) else 1
    number = "".join(words[at : at + length]).upper()
    return length if re.fullmatch(SHAPES["510k"], number, re.ASCII) else 0


def is_billing_code(word: str) -> bool:
    """Whether a word in small letters is a billing code of compression stockings: A6520 to A6609."""
    return re.fullmatch(SHAPES["hcpcs"], word.upper(), re.ASCII) is not None
