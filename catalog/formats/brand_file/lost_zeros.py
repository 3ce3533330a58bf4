"""Numbers that a spreadsheet program made shorter: what they are in a file that has them whole."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, Final

from .marks import ABSENT, Marks, mark, mark_in_variant
from .merge import Record

NUMBER: Final = re.compile(r"([1-9]\d{0,12})([.,]0)?")
MOST_DIGITS: Final = 14
"""As many as a GTIN has at most."""
SHORTENED: Final = "sku"
"""What is called the part of a product whose SKUs stay because the source lost their zeros."""
SIZE_AND_COLOUR: Final = ("size", "colour")


def whole_numbers(text: str) -> Iterator[str]:
    """What a number may have been before a program took zeros away from it, or put one behind it.

    >>> list(whole_numbers("417"))[:3], next(whole_numbers("417.0")), list(whole_numbers("RS-417"))
    (['0417', '00417', '000417'], '417', [])
    """
    if (match := NUMBER.fullmatch(text)) is not None:
        digits = match[1]
        yield from (digits.zfill(width) for width in range(len(digits) + (not match[2]), MOST_DIGITS + 1))


def with_whole_numbers(
    theirs: Mapping[str, Record], base: Mapping[str, Marks], mine: Sequence[Record]
) -> tuple[dict[str, Record], dict[str, str]]:
    """The products of a shop by id with the SKUs and GTINs of the file; and by these SKUs those of the shop.

    A SKU that neither the products of the file (`mine`) have nor an import wrote (`base`) is the same number with zeros
    before it, where an import wrote that one, for the same size and colour, and the shop does not have it beside.
    """
    written = {name: text for marks in base.values() for name, text in marks.items() if name.startswith("variant.")}
    if not written:
        return dict(theirs), {}
    own = {str(variant.get("sku")) for product in theirs.values() for variant in product.get("variant", ())}
    standing = {str(variant.get("sku")) for product in mine for variant in product.get("variant", ())}
    whole: dict[str, str] = {}
    products = {}
    for id, product in theirs.items():
        variants = [_whole(variant, written, own, standing) for variant in product.get("variant", ())]
        pairs = zip(variants, product.get("variant", ()), strict=True)
        whole |= {str(new["sku"]): str(old["sku"]) for new, old in pairs if new.get("sku") != old.get("sku")}
        products[id] = {**product, "variant": variants} if variants else product
    return products, whole


def _whole(variant: Record, written: Marks, own: Container[str], standing: Container[str]) -> Record:
    """A variant of the shop, which has its `own` SKUs, with the SKU and the GTIN that an import wrote."""
    sku = str(variant.get("sku"))
    if f"variant.{mark(sku)}" not in written and sku not in standing:
        longer = (text for text in whole_numbers(sku) if text not in own)
        sku = next((text for text in longer if _is_of(variant, written.get(f"variant.{mark(text)}"))), sku)
    gtin = _whole_gtin(str(variant.get("gtin", "")), written.get(f"variant.{mark(sku)}", ""))
    if sku == str(variant.get("sku")) and gtin == variant.get("gtin", ""):
        return variant
    return {**variant, "sku": sku, **({"gtin": gtin} if gtin else {})}


def _is_of(variant: Record, text: str | None) -> bool:
    """Whether marks are those of a variant of the same size and colour."""
    return text is not None and all(
        mark_in_variant(text, name) == mark(variant.get(name)) for name in SIZE_AND_COLOUR
    )  # fmt: skip


def _whole_gtin(gtin: str, text: str) -> str:
    """A GTIN with as many zeros before it as an import wrote."""
    before = mark_in_variant(text, "gtin")
    if not gtin or before in (ABSENT, mark(gtin)):
        return gtin
    return next((longer for longer in _same_gtins(gtin) if mark(longer) == before), gtin)


def _same_gtins(gtin: str) -> Iterator[str]:
    plain = gtin.lstrip("0")
    yield from (plain.zfill(width) for width in range(len(plain), MOST_DIGITS + 1))


def of_export(own: Record, news: Record) -> tuple[Record, dict[str, str]]:
    """A product of an export of legfit with the SKUs that its file has (`own`); and by these those of the export."""
    names, theirs = ({str(v.get("sku")): v for v in product.get("variant", ())} for product in (own, news))
    whole: dict[str, Any] = {}
    for sku, variant in theirs.items():
        longer = (text for text in whole_numbers(sku) if sku not in names and text in names and text not in theirs)
        same = (text for text in longer if all(names[text].get(n) == variant.get(n) for n in SIZE_AND_COLOUR))
        if (text := next(same, None)) is not None:
            whole[sku] = text
    if not whole:
        return news, {}
    variants = [{**v, "sku": whole.get(str(v.get("sku")), v.get("sku"))} for v in news["variant"]]
    return {**news, "variant": variants}, {text: sku for sku, text in whole.items()}


def shortened_skus(product: Record, whole: Mapping[str, str]) -> dict[str, str]:
    """What is told of a product of which the source has some SKUs without their zeros: these, and those of the file."""
    skus = [str(variant.get("sku")) for variant in product.get("variant", ())] if whole else []
    words = ", ".join(f"{whole[sku]} ({sku})" for sku in skus if sku in whole)
    return {SHORTENED: words} if words else {}
