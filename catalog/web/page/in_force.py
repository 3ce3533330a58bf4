"""The filters of a search that are in force: how each is called, what it hides, and the form without one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from .form import Form, value_of
from .form_view import FormView

FILTERS: Final = ("brand", "audience", "max_price", "graduated", "in_stock")
"""The fields that narrow what is looked for."""
DROP: Final = "drop"
"""The button that asks again without a filter: its value is the field."""
HIDES: Final = {"over_max_price": "max_price", "gradient_not_as_asked": "graduated", "sold_out": "in_stock"}
"""The filter behind each cause for which a product is left out."""


def filters_in_force(view: FormView) -> Iterable[tuple[str, str]]:
    """Each filter that is set, by its field, with its words: without them nobody sees why a product is not there."""
    if brand := view.value("brand"):
        yield "brand", brand
    yield from (("audience", words) for value, words in view.audiences() if value and value == view.value("audience"))
    if most := view.value("max_price"):
        yield "max_price", f"{view.text('page.max_price')} {most} {view.picked('currency')}"
    proof = view.value("graduated")
    for value, words in view.gradients()[1:]:
        if value == proof:
            yield "graduated", f"{view.text('page.graduated')}: {words}"
    if view.value("in_stock"):
        yield "in_stock", view.text("page.in_stock")


def without_dropped(form: Form) -> Form:
    """The form without the filter whose button was pressed.

    >>> without_dropped({"brand": ("CEP",), "in_stock": ("1",), "drop": ("brand",)})
    {'in_stock': ('1',)}
    """
    dropped = {DROP} | ({value_of(form, DROP)} & set(FILTERS))
    return {name: values for name, values in form.items() if name not in dropped}
