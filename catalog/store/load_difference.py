"""What a load changes, product by product and field by field, for a person to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from ..model.load_report import ChangedProduct, LoadReport, NamedProduct, TakenProduct
from ..model.offer import NO_OFFER, Availability, Offer
from ..model.product import Decision, Product
from ..model.product_difference import FieldChange, product_changes
from ..model.product_name import full_name, name_with_brand
from .load_plan import Plan, Planned, StoredRow, group_of
from .offers import OfferNews
from .read import read_products_by_number

FieldsByProduct = Mapping[str, tuple[FieldChange, ...]]
"""What differs of each product that changes, by its id."""


def report_of(plan: Plan, dropped: tuple[Decision, ...], fields: FieldsByProduct, *, written: bool) -> LoadReport:
    """A plan as a person reads it; a product changes where it has an entry in `fields`."""
    changes = [p for p in (*plan.changed, *plan.unchanged) if p.product.id in fields]
    groups = plan.groups
    return LoadReport(
        collections=plan.collections, written=written,
        added=tuple(map(_named, plan.added)),
        changed=tuple(ChangedProduct(_named(p), fields[p.product.id]) for p in changes),
        unchanged=tuple(_named(p) for p in plan.unchanged if p.product.id not in fields),
        retired=tuple(map(_stored, plan.retired)), left=tuple(map(_stored, plan.left)),
        left_file=tuple(row.id for row in plan.left if group_of(row.origin, row.brand_name) in groups),
        taken=tuple(TakenProduct(_named(p), p.stored.origin, p.stored.collection) for p in plan.taken if p.stored),
        decisions_dropped=dropped,
    )  # fmt: skip


def field_changes(connection: Connection, plan: Plan, news: Iterable[OfferNews]) -> FieldsByProduct:
    """What differs of every product that changes, in the words of a brand file; new ones are left aside."""
    before = read_products_by_number(connection, [p.number for p in plan.changed])
    fields = {p.number: [*_of_product(before[p.number], p)] for p in plan.changed}
    added = {p.number for p in plan.added}
    for change in (change for change in news if change.product not in added):
        fields.setdefault(change.product, []).extend(_of_offer(change))
    return {p.product.id: tuple(fields[p.number]) for p in plan.present if p.number in fields}


def _of_product(before: Product, planned: Planned) -> Iterator[FieldChange]:
    row = planned.stored
    yield from product_changes(before, planned.product.with_offers({}))
    if row is not None and row.origin != planned.belonging.origin:
        yield FieldChange(("file",), row.origin, planned.belonging.origin)
    if row is not None and row.collection != planned.belonging.collection:
        yield FieldChange(("collection",), row.collection, planned.belonging.collection)
    if row is not None and row.retired:
        yield FieldChange(("retired",), "true", "false")


def _of_offer(change: OfferNews) -> Iterator[FieldChange]:
    """What a shop says of a variant, as far as it differs."""
    after = NO_OFFER if change.after is None else change.after.offer
    for (name, was), (_, now) in zip(_offer_parts(change.before.offer), _offer_parts(after), strict=True):
        if was != now:
            yield FieldChange(("variants", change.sku, name), was, now)


def _offer_parts(offer: Offer) -> Sequence[tuple[str, str]]:
    availability = "" if offer.availability is Availability.UNKNOWN else offer.availability.value
    stock = "" if offer.stock is None else str(offer.stock)
    price = "" if offer.price is None else offer.price.text()
    return (
        ("availability", availability), ("stock", stock), ("price", price), ("link", offer.link), ("image", offer.image)
    )  # fmt: skip


def _named(planned: Planned) -> NamedProduct:
    product, belonging = planned.product, planned.belonging
    return NamedProduct(product.id, full_name(product), belonging.origin, belonging.collection)


def _stored(row: StoredRow) -> NamedProduct:
    return NamedProduct(row.id, name_with_brand(row.name, row.brand_name), row.origin, row.collection)
