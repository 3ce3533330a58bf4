"""Products that an import makes one after the other: what their drafts share is read once, and as if it were not."""

from __future__ import annotations

import pytest

from catalog.formats.brand_toml import GrowingBrand
from catalog.formats.draft.models import OfferPriceDraft, ProductDraft, SourceDraft, VariantDraft
from catalog.formats.draft.problems import FieldPath, ProblemCollector

SHOP = SourceDraft(id="shop", url="https://shop.example/", seen_on="2026-11-27", read_as="data", confidence="quoted")


def made(prices: list[OfferPriceDraft]) -> tuple[object, list[tuple[str, str]]]:
    """The prices of the product with such variants and their days, and the code and place of every problem."""
    problems = ProblemCollector()
    variants = [VariantDraft(sku=f"R-{at}", price=price) for at, price in enumerate(prices)]
    draft = ProductDraft(id="run", name="Run", garment="sock", sources=["shop"], variant=variants)
    product = GrowingBrand("Stride", FieldPath(problems, ("stride.toml",))).product(draft, [SHOP], [])
    assert product is not None
    offers = [(v.offer.price, v.offer.priced_on) for v in product.variants]
    return offers, [(p.code, p.field) for p in problems.problems]


@pytest.mark.parametrize(
    ("price", "problems"),
    [
        pytest.param({"amount": "39.90 EUR"}, 0, id="sound"),
        pytest.param({"amount": "39.90 EUR", "seen_on": "2026-10"}, 0, id="with a day of its own"),
        pytest.param({"amount": "39.90"}, 1, id="no currency"),
        pytest.param({"amount": "39.90 EUR", "seen_on": "soon"}, 1, id="no day"),
        pytest.param({"amount": "39.90 EUR", "source": "other"}, 1, id="another source"),
    ],
)
def test_a_price_that_variants_share_is_read_as_one_of_each(price: dict[str, str], problems: int) -> None:
    one = OfferPriceDraft.model_validate(price)
    together, apart = made([one, one]), made([OfferPriceDraft.model_validate(price) for _ in range(2)])
    assert together == apart
    assert len({place for _, place in together[1]}) == 2 * problems
