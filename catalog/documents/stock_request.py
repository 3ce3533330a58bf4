"""The JSON that takes a shop's stock over: a list of offers, and how it is to be taken."""

from __future__ import annotations

from typing import Annotated, Any, Final

from ..model.money import DECIMALS
from ..model.offer import Availability
from ..model.problem import BadInput, Problem
from .fields import ObjectFields, Reader, text_up_to, yes_or_no
from .records import Record, about
from .schema import Schema

LONGEST_NAME: Final = 60
FACTS: Final = (("example", '{"sku": "RUN-M", "availability": "in_stock"}'),)
TEXT: Final[Schema] = {"type": "string"}
NUMBER: Final[Schema] = {"anyOf": [{"type": "integer"}, {"type": "number"}, TEXT]}
CURRENCY: Final[Schema] = {"type": "string", "pattern": "^[A-Z]{3}$", "examples": ["EUR"]}
OFFER: Final[Schema] = {
    "type": "object",
    "description": "What a shop says of one variant; a field that is left out is not changed.",
    "properties": {
        "sku": {**TEXT, "description": "The SKU; or another key below."},
        "gtin": {**TEXT, "description": "The GTIN."},
        "shop_id": {**TEXT, "description": "The shop's id of the variant."},
        "stock": {**NUMBER, "description": "How many there are."},
        "availability": {**TEXT, "examples": list(Availability), "description": "Whether the shop has it."},
        "price": {**NUMBER, "examples": ["49.90 EUR"], "description": "What it costs."},
        "link": {**TEXT, "description": "Where it can be bought."},
        "image": {**TEXT, "description": "The address of a picture."},
    },
}
"""The fields by the names that feeds have most; others that feeds have are read too, and all else is passed over."""


class StockFeedDocument(Record, kw_only=True):
    """What a shop offers of its variants now."""

    offers: Annotated[list[dict[str, Any]], about("What the shop says, a variant each.")]
    complete: Annotated[bool, about("Whether variants that it lacks are sold out.")] = False
    collection: Annotated[str, about("The only collection that may change.")] = ""
    yes: Annotated[bool, about("Do so although it lacks more than half of what is not sold out.")] = False
    dry_run: Annotated[bool, about("Tell what would change; write nothing.")] = False
    currency: Annotated[str, about("The currency of prices without one, by its three letters.")] = ""


def _offers(value: object) -> list[object]:
    if not isinstance(value, list):
        raise BadInput.one("not_a_list", "", value, "list", "square_brackets")
    return value


def _currency(value: object) -> str:
    code = str(value).strip().upper()
    if code not in DECIMALS:
        raise BadInput.one("unknown_currency", "", value, "feed_three_letters")
    return code


STOCK_FIELDS: Final = ObjectFields(
    "http_feed",
    {
        "offers": Reader(_offers, lambda: {"type": "array", "minItems": 1, "items": OFFER}),
        "complete": yes_or_no,
        "collection": text_up_to(LONGEST_NAME),
        "yes": yes_or_no,
        "dry_run": yes_or_no,
        "currency": Reader(_currency, lambda: CURRENCY),
    },
    {"offers": Problem("missing", "offers", "", "http_feed", facts=FACTS)},
    record=StockFeedDocument,
    facts=FACTS,
)
"""The fields of a stock feed in JSON."""
