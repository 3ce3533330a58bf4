"""What the person narrowed by: which products were asked about. Nothing here is a judgement."""

from __future__ import annotations

from collections.abc import Callable

from ..model.product import Audience, Product
from ..model.question import Filters, Question
from .catalog_index import ProductGroup


def is_asked(product: Product, question: Question) -> bool:
    """Whether the person asked about this product: its kind, brand, audience and a known price.

    What a source does not state never removes a product; it is said in the match instead.
    """
    wanted = question.filters
    if question.garment is not None and product.garment is not question.garment:
        return False
    if wanted.brands and product.brand.casefold() not in {b.casefold() for b in wanted.brands}:
        return False
    return made_for(product.audience, wanted.audience) and in_reach(product, wanted)


def asks_for_cohort(question: Question) -> Callable[[ProductGroup], bool]:
    """Whether the products of a cohort are asked about, their prices apart."""
    garment, wanted = question.garment, question.filters
    brands = {b.casefold() for b in wanted.brands}
    if not brands and wanted.audience is None:
        return lambda cohort: garment is None or cohort.garment is garment

    def asked(cohort: ProductGroup) -> bool:
        return (
            (garment is None or cohort.garment is garment)
            and (not brands or cohort.brand in brands)
            and made_for(cohort.audience, wanted.audience)
        )

    return asked


def narrows_products(wanted: Filters) -> bool:
    """Whether the price leaves out single products."""
    return wanted.max_price is not None


def in_reach(product: Product, wanted: Filters) -> bool:
    """Whether a product is not known to be dearer than the limit; a price in another currency is not compared."""
    if wanted.max_price is None or product.price is None:
        return True
    return not product.price.money.more_than(wanted.max_price)


def made_for(audience: Audience | None, wanted: Audience | None) -> bool:
    """Whether a product for some people suits those asked for; unisex and unstated suit everybody."""
    if wanted is None or audience is None or Audience.UNISEX in (audience, wanted):
        return True
    return audience is wanted
