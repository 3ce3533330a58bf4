"""The days of prices after an import: each price keeps the day on which it was said, whatever day its source gets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from ..draft.values import UNKNOWN_DAY
from .marks import SEEN_ON, mark, mark_in_variant, undated
from .merge import Merged, Record

PRICE: Final = "price"
Days = Mapping[str, str]
"""The day of each source by its id."""


class PricedProduct(Struct, frozen=True):
    """A product of a file after an import, what stood in the file before it, and what the shop says."""

    after: Merged
    mine: Record
    news: Record


def settled_price(merged: Merged, sku: str, base: str, mine: Any, news: Any) -> Any:
    """The price of a variant as `Merged.settle` settles any field; a day beside it is no correction of a person."""
    if undated(mine) == undated(news) and (mine == news or SEEN_ON not in news):
        return mine
    path = ("variant", sku, PRICE)
    if mark(undated(mine)) == base:
        merged.note_change(path, mine, news)
        return news
    merged.note_correction(path, mine, news, is_news=mark(undated(news)) != base)
    return mine


def date_prices(products: Iterable[PricedProduct], before: Days, after: Days, of_shop: Days) -> None:
    """Write a day into each price of an import that would else get another one than it has from its source.

    `before` and `after` the import are the days of the sources of the file, `of_shop` those of its news. A price that
    the shop changed is of the day of its news, one that it says again goes with its source, one that it does not say
    any more keeps its day. Prices of a person stay as they are.
    """
    for product in products:
        old, now = _prices(product.mine), _prices(product.news)
        for variant in product.after.fields.get("variant", ()):
            price, sku = variant.get(PRICE), str(variant.get("sku"))
            if price is None or SEEN_ON in price or not _is_imported(price, sku, product.after):
                continue
            implied, day = _day(price, product.after.fields, after), ""
            if sku not in now:
                day = _day(old.get(sku, price), product.mine, before)
            elif _amount(old.get(sku)) == _amount(price):
                continue
            else:
                day = _day(now[sku], product.news, of_shop)
            if day != implied:
                variant[PRICE] = {**price, SEEN_ON: day or UNKNOWN_DAY}


def days_of(sources: Iterable[Record]) -> dict[str, str]:
    """The day of each source by its id."""
    return {source["id"]: str(source.get(SEEN_ON, "")) for source in sources if source.get("id")}


def _prices(product: Record) -> dict[str, Any]:
    """The prices of the variants of a product by their SKU."""
    return {str(v.get("sku")): v[PRICE] for v in product.get("variant", ()) if v.get(PRICE) is not None}


def _is_imported(price: Any, sku: str, product: Merged) -> bool:
    """Whether an import wrote a price just so."""
    return mark_in_variant(product.marks.get(f"variant.{mark(sku)}", ""), PRICE) == mark(undated(price))


def _amount(price: Any) -> Any:
    return price and price.get("amount")


def _day(price: Any, product: Record, days: Days) -> str:
    """The ISO day that a reader takes a price to be of: its own, or that of its source; empty where none is known."""
    sources = product.get("sources") or []
    source = price.get("source") or (sources[0] if len(sources) == 1 else "")
    day = str(price.get(SEEN_ON) or days.get(source, ""))
    return day if day[:1].isdigit() else ""
