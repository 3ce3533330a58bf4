"""What a load would do: which products are new, changed, unchanged, gone, taken over or left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from sqlalchemy import Connection, Row, Select, select

from ..model.problem import BadInput
from ..model.product import OWN, Product
from . import tables
from .fingerprint import ProductDigests
from .ownership import FileProduct, Owners, belonging_of, id_problems, identifier_problems, read_owners
from .to_rows import Belonging

ProductsByFile = Mapping[str, Sequence[Product]]
"""The products of each file, by file name."""
StoredRow = Row[Any]
"""The row of a product, with the name of its brand."""
AT_ONCE = 500
"""Ids that are named in one question."""
Group = tuple[str, str]
"""A file, or else a brand: what a load says all of."""


def group_of(origin: str, brand: str) -> Group:
    """The group of a product: its file, or its brand where it is of none."""
    return (origin, "" if origin else brand)


class LoadBatch(Struct, frozen=True):
    """Some files that are one part of a load: others were written before, in the same transaction, or come after."""

    ids: Collection[str]
    """The ids of the products of all parts."""
    earlier: Collection[str]
    """Those of the parts before this one."""
    files: Collection[str]
    """The names of the files of all parts."""
    owners: Owners
    """Whose each identifier is, of the products of the catalog that are in no part and stay."""
    is_last: bool
    earlier_groups: Collection[Group] = ()
    """The groups that products of the parts before this one are of."""


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
    batch: LoadBatch | None = None
    """Which part of a load the files are; None where they are all of it."""
    confirmed: Collection[str] | None = None
    """The ids that a person agreed to retire; None where nobody was asked."""
    unwritten: Collection[str] = ()
    """Names that group products and are no file: those of an import without brand files, each by its brand."""
    explained: bool = False
    """Work out what differs of each product that changes, before it is written."""

    def belonging(self, file: str) -> Belonging:
        """Where the products of a file are from."""
        return Belonging("" if file in self.unwritten else file, self.collections.get(file, OWN))

    @property
    def is_end(self) -> bool:
        """Whether nothing of the load comes after these files."""
        return self.batch is None or self.batch.is_last

    def whole(self, collections: Collection[str]) -> tuple[str, ...]:
        """Those of some collections whose other products are left behind by this load."""
        return tuple(name for name in collections if name not in self.partial)

    def owners(self, connection: Connection, products: Sequence[Product], collections: Collection[str]) -> Owners:
        """Whose each identifier is, of the products of the catalog that stay and are not among these.

        `collections` are those that the files are loaded into.
        """
        if self.batch is not None:
            return self.batch.owners
        ids = {id for p in products for id in (p.id, *p.aliases)}
        return read_owners(connection, ids, self.whole(collections) if self.sync else ())


PLAIN = LoadOptions()


class Planned(Struct, frozen=True):
    """One product of the load, where it is from, its fingerprint and row number."""

    product: Product
    belonging: Belonging
    digest: str
    number: int
    stored: StoredRow | None = None
    """Its row as it is."""
    file: str = ""
    """What problems call the place that it is from, where that is no file, too."""

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
    earlier_groups: Collection[Group] = ()
    """The groups that products of earlier parts of the load are of."""
    taken: list[Planned] = field(default_factory=list)
    """Those among the changed that were another file's or another collection's."""

    @property
    def groups(self) -> set[Group]:
        """The groups that the products of the load are of, those of earlier parts, too."""
        return {group_of(p.belonging.origin, p.product.brand) for p in self.present}.union(self.earlier_groups)

    @property
    def present(self) -> Iterator[Planned]:
        """Every product of the load."""
        yield from (*self.added, *self.changed, *self.unchanged)


def make_plan(connection: Connection, files: ProductsByFile, options: LoadOptions, first_number: int) -> Plan:
    """What has to be done so that the catalog holds the products of these files.

    Raises: BadInput (an id or identifier is one of another product, a product is one of another file or collection, or
    more would be retired than a person agreed to).
    """
    products = [product for some in files.values() for product in some]
    stored = _stored(connection, {id for p in products for id in (p.id, *p.aliases)})
    from_files = list(_from_files(files, options, stored))
    plan = Plan(tuple(dict.fromkeys(options.belonging(file).collection for file in files)))
    plan.earlier_groups = () if options.batch is None else options.batch.earlier_groups
    all_files, earlier = (files, ()) if options.batch is None else (options.batch.files, options.batch.earlier)
    problems = [*id_problems(from_files, all_files, earlier, sync=options.sync, take=options.take)]
    if any(not product.is_the_same for product in from_files):
        problems += identifier_problems(from_files, options.owners(connection, products, plan.collections))
    if problems:
        raise BadInput(problems)
    for product in from_files:
        _plan_product(plan, product, first_number)
    _plan_others(plan, connection, stored, options)
    return plan


def _from_files(files: ProductsByFile, options: LoadOptions, stored: Mapping[str, StoredRow]) -> Iterator[FileProduct]:
    digests = ProductDigests()
    for file, products in files.items():
        belonging = options.belonging(file)
        for product in products:
            yield FileProduct(product, belonging, digests.of(product), stored.get(product.id), file)


def _every_product() -> Select[Any]:
    product, brand = tables.product, tables.brand
    query = select(product, brand.c.name.label("brand_name"))
    return query.join_from(product, brand, product.c.brand == brand.c.number).order_by(product.c.number)


def _stored(connection: Connection, ids: Collection[str]) -> dict[str, StoredRow]:
    """The rows of some products by id, retired ones too."""
    names, query = sorted(ids), _every_product()
    blocks = (names[at : at + AT_ONCE] for at in range(0, len(names), AT_ONCE))
    return {row.id: row for some in blocks for row in connection.execute(query.where(tables.product.c.id.in_(some)))}


def _others(
    connection: Connection, collections: Collection[str], ids: Collection[str], among: Collection[str] | None
) -> list[StoredRow]:
    """The products in force of some collections with other ids than these; `among` those alone, where it names any.

    Few are left of very many, so that the ids alone are read of all.
    """
    product = tables.product
    query = select(product.c.id).where(product.c.retired.is_(False), product.c.collection.in_(collections))
    names = connection.execute(query if among is None else query.where(product.c.id.in_(among))).scalars()
    return sorted(_stored(connection, [name for name in names if name not in ids]).values(), key=lambda r: r.number)


def _plan_product(plan: Plan, product: FileProduct, first_number: int) -> None:
    row = product.stored
    number = first_number + len(plan.added) if row is None else row.number
    planned = Planned(product.product, product.belonging, product.digest, number, row, product.file)
    if row is None:
        plan.added.append(planned)
        return
    (plan.unchanged if product.is_the_same else plan.changed).append(planned)
    if not row.retired and belonging_of(row).is_left_for(product.belonging):
        plan.taken.append(planned)


def _plan_others(plan: Plan, connection: Connection, stored: Mapping[str, StoredRow], options: LoadOptions) -> None:
    """What becomes of the products of the same collections that stand in none of the files.

    Before the end of a load only those are looked at of which a product of these files is what became.
    """
    ids = {p.product.id for p in plan.present} if options.batch is None else options.batch.ids
    among = None if options.is_end else sorted(stored.keys() - {p.product.id for p in plan.present})
    others = _others(connection, options.whole(plan.collections), ids, among) if among != [] else []
    if not (options.sync and options.is_end):
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
