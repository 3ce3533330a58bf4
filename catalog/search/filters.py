"""What the person narrowed by: which products were asked about. Nothing here is a judgement."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..model.buying import NO_PRICE
from ..model.product import Audience
from ..model.question import Question
from .catalog_index import ProductGroup
from .chart_sizes import ChartSizes


def group_filter(question: Question) -> Callable[[ProductGroup], bool]:
    """Whether the products of a group are asked about, by kind, brand, collection and audience; prices apart."""
    garment, filters = question.garment, question.filters
    brands, collections = folded_names(filters.brands), folded_names(filters.collections)
    return lambda group: (
        (garment is None or group.garment is garment)
        and (not brands or group.brand in brands)
        and (not collections or group.collection in collections)
        and made_for(group.audience, filters.audience)
    )


def folded_names(names: Iterable[str]) -> set[str]:
    """The names of brands or collections as groups have them: without upper and lower case."""
    return {name.casefold() for name in names}


def in_reach(number: int, sizes: ChartSizes) -> bool:
    """Whether a product is not known to be dearer than the limit in a size that the leg needs.

    Where no size fits, its own price counts. A price in another currency is not compared.
    """
    limit, prices = sizes.question.filters.max_price, sizes.index.prices
    if limit is None:
        return True
    if number in prices.by_size:
        return not any(money.more_than(limit) for money in sizes.prices(number))
    return not limit.minor < prices.lowest(number, limit.currency) < NO_PRICE


def made_for(audience: Audience | None, wanted: Audience | None) -> bool:
    """Whether a product for some people suits those asked for; unisex and unstated suit everybody."""
    if wanted is None or audience is None or Audience.UNISEX in (audience, wanted):
        return True
    return audience is wanted
