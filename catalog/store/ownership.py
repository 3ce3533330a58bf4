"""Whose an id, SKU, GTIN or shop id is: each is one product's, over all collections."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Select, select

from ..model.problem import Problem, safe_repr
from ..model.product import Product
from . import tables
from .to_rows import Belonging

KINDS = ("gtin", "sku", "shop_id")
MOST_APART = 5
"""Products with an id of another collection that are named one by one."""
OF_ALL = {"store_of_collection": "store_of_collection_all", "store_of_file": "store_of_file_all"}
"""What to do about one product, and about very many."""


class Owner(Struct, frozen=True):
    """Who has an identifier: the product, where it stands, and the collection."""

    product_id: str
    place: str
    collection: str


Owners = dict[tuple[str, str], Owner]
"""The owner of each identifier, by its kind and text."""


class FileProduct(Struct, frozen=True):
    """A product of a load, where it is from, and the row that its id has already."""

    product: Product
    belonging: Belonging
    digest: str
    stored: Any = None
    file: str = ""
    """What problems call the place that it is from: the name of its file, or that under which it is loaded."""

    @property
    def is_the_same(self) -> bool:
        """Whether the catalog has it just so already."""
        row = self.stored
        return row is not None and not row.retired and row.digest == self.digest and self.belonging == belonging_of(row)


def belonging_of(row: Any) -> Belonging:
    """Where a stored product is from."""
    return Belonging(row.origin, row.collection)


def read_owners(connection: Connection, apart_from: Container[str], leaving: Collection[str] = ()) -> Owners:
    """Whose each GTIN, SKU and shop id is, of the products that are not retired and not among those named by id.

    `leaving` are collections whose products go with this load.
    """
    owners: Owners = {}
    for row in connection.execute(_identifiers(leaving)):
        if row.id not in apart_from:
            place = place_of(row.origin, f"product {row.id}", f"variant {row.sku}")
            for kind in KINDS:
                if text := getattr(row, kind):
                    owners.setdefault((kind, text), Owner(row.id, f"{place}: {kind}", row.collection))
    return owners


def _identifiers(leaving: Collection[str]) -> Select[Any]:
    """Every variant of the products in force that are of none of these collections."""
    product, variant = tables.product, tables.variant
    query = select(product.c.id, product.c.origin, product.c.collection, *(variant.c[kind] for kind in KINDS))
    query = query.join_from(variant, product, variant.c.product == product.c.number)
    query = query.where(product.c.retired.is_(False), product.c.collection.not_in(leaving))
    return query.order_by(product.c.id, variant.c.position)


def id_problems(
    products: Sequence[FileProduct], files: Container[str], earlier: Container[str] = (), *, sync: bool, take: bool
) -> Iterator[Problem]:
    """The products whose id stands twice in the files, or is a product's of another collection or file.

    Where very many are products of one other collection, or of other files, one problem names them together. `earlier`
    are the ids of the parts of the same load that were written before.
    """
    first: dict[str, Belonging] = {}
    elsewhere: dict[tuple[str, str], list[tuple[str, Problem]]] = {}
    """By what to do about them and the collection: the file of each product, and its problem."""
    for file_product in products:
        product_id, here, row = file_product.product.id, file_product.belonging, file_product.stored
        owner = first.get(product_id)
        if owner is None and row is not None and product_id in earlier:
            owner = belonging_of(row)
        if owner is not None:
            yield _id_problem(product_id, file_product.file, owner, "store_other_id")
        elif row is not None and not row.retired and not take:
            owner = belonging_of(row)
            is_other = owner.collection != here.collection
            if is_other or not (sync or not owner.origin or owner.origin in files):
                hint = "store_of_collection" if is_other else "store_of_file"
                problem = _id_problem(product_id, file_product.file, owner, hint)
                elsewhere.setdefault((hint, owner.collection), []).append((file_product.file, problem))
        first[product_id] = here
    for (_, collection), placed in elsewhere.items():
        problems = [problem for _, problem in placed]
        files_of_all = {file for file, _ in placed}
        yield from problems if len(problems) <= MOST_APART else [_of_all(problems, files_of_all, collection)]


def place_of(file: str, *steps: str) -> str:
    """Where something stands: the name of the file first, where it is in one.

    >>> place_of("stride.toml", "product run"), place_of("", "product run")
    ('stride.toml: product run', 'product run')
    """
    return ": ".join((file, *steps) if file else steps)


def _id_problem(product_id: str, file: str, owner: Belonging, hint: str) -> Problem:
    facts = ("first", owner.origin), ("collection", owner.collection)
    place = place_of(file, f"product {product_id}", "id")
    expected = "store_unused_id" if owner.origin else "store_unused_id_of"
    return Problem("duplicate_id", place, safe_repr(product_id), expected, hint, facts)


def _of_all(problems: Sequence[Problem], files: Collection[str], collection: str) -> Problem:
    """Many problems of one kind as one, with the file that all are of."""
    field = f"{next(iter(files))}: id" if len(files) == 1 else "id"
    read = safe_repr(", ".join(problem.read for problem in problems))
    facts = ("count", len(problems)), ("collection", collection)
    return Problem("duplicate_id", field, read, "store_unused_ids", OF_ALL[problems[0].hint], facts)


def identifier_problems(products: Sequence[FileProduct], owners: Owners) -> Iterator[Problem]:
    """The identifiers of these products that another product of the catalog has, as `owners` say."""
    news = [p for p in products if not p.is_the_same]
    for product, file in ((p.product, p.file) for p in news if owners):
        for variant in product.variants:
            for kind in KINDS:
                text = getattr(variant, kind)
                owner = owners.get((kind, text)) if text else None
                if owner is not None:
                    place = place_of(file, f"product {product.id}", f"variant {variant.sku}", kind)
                    yield _of_another(kind, text, place, owner)


def _of_another(kind: str, text: str, place: str, owner: Owner) -> Problem:
    facts = ("other", owner.place), ("collection", owner.collection)
    expected, hint = "lint_number_of_one_product", "lint_stands_in_the_catalog"
    return Problem(f"duplicate_{kind}", place, safe_repr(text), expected, hint, facts)
