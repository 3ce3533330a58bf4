"""Tables of brand files that imports make without the constructor: the same as with it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from catalog.formats.draft.models import ClaimDraft, Draft, OfferPriceDraft, ProductDraft, VariantDraft


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        pytest.param(VariantDraft, {}, id="nothing"),
        pytest.param(VariantDraft, {"sku": "A", "size": "M", "stock": 0, "gtin": None}, id="variant"),
        pytest.param(VariantDraft, {"sku": "A", "price": OfferPriceDraft(amount="5.00 EUR")}, id="with a price"),
        pytest.param(ClaimDraft, {"kind": "other", "position": "title", "text": "Run"}, id="claim"),
        pytest.param(ProductDraft, {"id": "a", "variant": [VariantDraft(sku="A")], "flags": {"a": "b"}}, id="product"),
    ],
)
def test_a_table_is_the_one_of_the_constructor(kind: type[Draft], fields):
    made, constructed = kind.of(**fields), kind(**fields)
    assert made == constructed
    assert type(made) is kind
    assert made.model_fields_set == constructed.model_fields_set


@pytest.mark.parametrize(
    "fields", [pytest.param({"no_field": "x"}, id="no such field"), pytest.param({"sku": 1}, id="no text")]
)
def test_a_table_with_what_the_constructor_refuses_is_refused(fields):
    with pytest.raises(ValidationError):
        VariantDraft.of(**fields)
