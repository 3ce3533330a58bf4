"""What a load would do: which products are new, changed, unchanged, gone, taken over or left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from sqlalchemy import Connection, Row, select

from ..model.problem import BadInput
from ..model.product import OWN, Product
from . import tables
from .fingerprint import product_digest
from .ownership import FileProduct, belonging_of, id_problems, identifier_problems
from .to_rows import Belonging

ProductsByFile = Mapping[str, Sequence[Product]]
"""The products of each file, by file name."""
StoredRow = Row[Any]
"""The row of a product, with the name of its brand."""


class LoadOptions(Struct, frozen=True):
    """How a load treats what the catalog has already."""

    collections: Mapping[str, str] = field(default_factory=dict)
    """The collection of each file, by its name; every other file is of `own`."""
    sync: bool = False
    """Retire the products of these collections that stand in none of the files."""
    partial: Collection[str] = ()
    """Collections of which the files are only some that belong together: no other product of them is touched."""
    take: bool = False
    """Move products here, by their id, from another file or collection."""
    earlier: Collection[str] = ()
    """The ids of products that were written before, in the same transaction, as part of the same load."""
    confirmed: Collection[str] | None = None
    """The ids that a person agreed to retire; None where nobody was asked."""
    explained: bool = False
    """Work out what differs of each product that changes, before it is written."""

    def belonging(self, file: str) -> Belonging:
        """Where the products of a file are from."""
        return Belonging(file, self.collections.get(file, OWN))

    def whole(self, collections: Collection[str]) -> tuple[str, ...]:
        """Those of some collections whose other products are left behind by this load."""
        return tuple(name for name in collections if name not in self.partial)


PLAIN = LoadOptions()


class Planned(Struct, frozen=True):
    """One product of the load, where it is from, its fingerprint and row number."""

    product: Product
    belonging: Belonging
    digest: str
    number: int
    stored: StoredRow | None = None
    """Its row as it is."""

    @property
    def judged(self) -> str | None:
        """The fingerprint of the verdicts that are stored."""
        return None if self.stored is None else self.stored.judged


class Plan(Struct):
    """The products of a load by what has to be done with them."""

    collections: tuple[str, ...] = ()
    """The collections that its files are loaded into."""
    added: list[Planned] = field(default_factory=list)
    changed: list[Planned] = field(default_factory=list)
    unchanged: list[Planned] = field(default_factory=list)
    retired: list[StoredRow] = field(default_factory=list)
    left: list[StoredRow] = field(default_factory=list)
    """Products of these collections that stand in none of the files and are not retired."""
    taken: list[Planned] = field(default_factory=list)
    """Those among the changed that were another file's or another collection's."""

    @property
    def present(self) -> Iterator[Planned]:
        """Every product of the load."""
        yield from (*self.added, *self.changed, *self.unchanged)


def make_plan(connection: Connection, files: ProductsByFile, options: LoadOptions, first_number: int) -> Plan:
    """What has to be done so that the catalog holds the products of these files.

    Raises: BadInput (an id or identifier is one of another product, a product is one of another file or collection, or
    more would be retired than a person agreed to).
    """
    stored = {row.id: row for row in connection.execute(_every_product())}
    from_files = list(_from_files(files, options, stored))
    plan = Plan(tuple(dict.fromkeys(options.belonging(file).collection for file in files)))
    problems = [*id_problems(from_files, files, sync=options.sync, take=options.take)]
    problems += identifier_problems(connection, from_files, options.whole(plan.collections) if options.sync else ())
    if problems:
        raise BadInput(problems)
    for product in from_files:
        _plan_product(plan, product, first_number)
    _plan_others(plan, stored, files, options)
    return plan


def _from_files(files: ProductsByFile, options: LoadOptions, stored: Mapping[str, StoredRow]) -> Iterator[FileProduct]:
    for file, products in files.items():
        belonging = options.belonging(file)
        for product in products:
            yield FileProduct(product, belonging, product_digest(product), stored.get(product.id))


def _every_product() -> Any:
    product, brand = tables.product, tables.brand
    query = select(product, brand.c.name.label("brand_name"))
    return query.join_from(product, brand, product.c.brand == brand.c.number).order_by(product.c.number)


def _plan_product(plan: Plan, product: FileProduct, first_number: int) -> None:
    row = product.stored
    number = first_number + len(plan.added) if row is None else row.number
    planned = Planned(product.product, product.belonging, product.digest, number, row)
    if row is None:
        plan.added.append(planned)
        return
    (plan.unchanged if product.is_the_same else plan.changed).append(planned)
    if not row.retired and belonging_of(row) != product.belonging:
        plan.taken.append(planned)


def _plan_others(plan: Plan, stored: Mapping[str, StoredRow], files: ProductsByFile, options: LoadOptions) -> None:
    """What becomes of the products of the same collections that stand in none of the files."""
    in_files = {*options.earlier, *(product.id for products in files.values() for product in products)}
    collections = options.whole(plan.collections)
    others = [
        row for row in stored.values()
        if not row.retired and row.collection in collections and row.id not in in_files
    ]  # fmt: skip
    if not options.sync:
        plan.left = others
        return
    plan.retired = others
    if options.confirmed is not None:
        _refuse_others_than([row.id for row in others if row.id not in options.confirmed])


def _refuse_others_than(more: Sequence[str]) -> None:
    """Do nothing where no product would be retired that nobody agreed to. Raises: BadInput."""
    if more:
        read, expected, hint = ", ".join(more), "store_retired_as_agreed", "store_look_again"
        raise BadInput.one("retires_more", "sync", read, expected, hint, count=len(more))
