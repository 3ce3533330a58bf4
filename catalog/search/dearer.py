"""What costs more than a person's limit, by name: a search counts it and looks at nothing else of it."""

from __future__ import annotations

from msgspec import Struct

from ..model.money import Money
from ..model.policy import Policy
from ..model.product import Product
from ..model.product_name import full_name
from ..model.question import Question
from .chart_sizes import ChartSizes
from .filters import group_filter, in_reach
from .loaded_catalog import LoadedCatalog
from .lookup import with_reference_size


class Dearer(Struct, frozen=True):
    """A product that is dearer than the limit, with its price, and whether it has a size for the leg."""

    product: Product
    price: Money
    fits: bool


def dearer_than_asked(catalog: LoadedCatalog, question: Question, policy: Policy) -> tuple[Dearer, ...]:
    """The products that a search leaves out for their price, the cheapest first; none where it has no limit.

    Raises: BadInput (the size that is said to fit is not one of the catalog).
    """
    if question.filters.max_price is None:
        return ()
    question, reference_chart = with_reference_size(catalog, question)
    index, is_asked = catalog.index, group_filter(question)
    sizes = ChartSizes(index, question, policy, reference_chart)
    numbers = [n for group in index.groups if is_asked(group) for n in group.members if not in_reach(n, sizes)]
    priced = [(n, price) for n in numbers if (price := sizes.price(n)) is not None]
    every = [Dearer(index.candidates[n].product, price, sizes.of(n).outcome.is_match) for n, price in priced]
    return tuple(sorted(every, key=lambda one: (one.price.minor, full_name(one.product))))
