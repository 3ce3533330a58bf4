"""What a load would do: which products are new, changed, unchanged, back again or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from sqlalchemy import Connection, Row, select

from ..model.problem import BadInput, Problem, safe_repr
from ..model.product import Product
from . import tables
from .fingerprint import product_digest
from .to_rows import Belonging

ProductsByFile = Mapping[str, Sequence[Product]]
"""The products of each file, by file name."""


class Planned(Struct, frozen=True):
    """One product of the load, the file it is from, its fingerprint and row number."""

    product: Product
    belonging: Belonging
    digest: str
    number: int
    judged: str | None = None
    """The fingerprint of the verdicts that are stored."""


class Plan(Struct):
    """The products of a load by what has to be done with them."""

    added: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    unchanged: list[Planned] = field(default_factory=list)
    retired: list[Row[Any]] = field(default_factory=list)

    @property
    def present(self) -> Iterator[Planned]:
        """Every product of the load."""
        yield from (*self.added, *self.changed, *self.unchanged)


def make_plan(connection: Connection, files: ProductsByFile, first_number: int, *, sync: bool, collection: str) -> Plan:
    """What has to be done so that the catalog holds the products of these files.

    Raises: BadInput (a product id stands twice in the files, or belongs to another file).
    """
    rows = connection.execute(select(tables.product)).all()
    stored = {row.id: row for row in rows}
    _refuse_duplicates(files, {} if sync else stored)
    plan = Plan()
    for origin, products in files.items():
        for product in products:
            _plan_product(plan, product, Belonging(origin, collection), stored, first_number)
    if sync:
        present = {planned.product.id for planned in plan.present}
        plan.retired = [r for r in rows if not r.retired and r.id not in present and r.collection == collection]
    return plan


def _plan_product(
    plan: Plan, product: Product, belonging: Belonging, stored: Mapping[str, Row[Any]], first_number: int
) -> None:
    content, row = product_digest(product), stored.get(product.id)
    if row is None:
        plan.added.append(Planned(product, belonging, content, first_number + len(plan.added)))
        return
    stored_as = row.digest, Belonging(row.origin, row.collection), row.retired
    same = stored_as == (content, belonging, False)
    (plan.unchanged if same else plan.changed).append(Planned(product, belonging, content, row.number, row.judged))


def _refuse_duplicates(files: ProductsByFile, stored: Mapping[str, Row[Any]]) -> None:
    """Refuse an id that stands twice in the files, or that the catalog has from another file."""
    owner = {row.id: row.origin for row in stored.values() if not row.retired and row.origin not in files}
    problems: list[Problem] = []
    for origin, products in files.items():
        for product in products:
            first = owner.get(product.id)
            if first is not None:
                problems.append(_twice(product.id, origin, first))
            owner[product.id] = origin
    if problems:
        raise BadInput(problems)


def _twice(product_id: str, origin: str, first: str) -> Problem:
    facts = (("first", first),)
    return Problem("duplicate_id", f"{origin}: id", safe_repr(product_id), "store_unused_id", "store_other_id", facts)
