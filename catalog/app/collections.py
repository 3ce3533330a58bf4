"""Whose the products of a catalog are: its collections, and taking products out of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.product import OWN, SHIPPED

if TYPE_CHECKING:
    from ..store.database import Engine

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class CollectionRow(Struct, frozen=True):
    """A collection of the catalog, in numbers of products and files."""

    name: str
    products: int
    with_chart: int
    held_back: int
    """Products that no search shows until somebody says what they are for."""
    files: int


def collection_name(text: str) -> str:
    """The name of a collection as it was typed. Raises: BadInput.

    >>> collection_name("shop-2026")
    'shop-2026'
    """
    if not NAME.fullmatch(text):
        raise BadInput.one("bad_collection", "collection", text, "collection_name")
    return text


def collections_of(files: Mapping[str, Path], collection: str | None) -> dict[str, str]:
    """The collection of each brand file, by its name: the one asked for, else `shipped` for shipped files, else `own`.

    Raises: BadInput (the name is none, or `shipped` is asked for files that are not the shipped ones).
    """
    if collection is None:
        return {name: SHIPPED if is_shipped_file(path) else OWN for name, path in files.items()}
    if collection_name(collection) == SHIPPED:
        refuse_as_shipped(name for name, path in files.items() if not is_shipped_file(path))
    return dict.fromkeys(files, collection)


def partial_collections(collections: Mapping[str, str]) -> tuple[str, ...]:
    """`shipped` where some of its files are loaded and others not, else none.

    Its files belong together and follow the program. A copy of one among files of somebody's own says nothing of the
    products in the others.
    """
    from ..store.package_files import shipped_files

    here = {file for file, collection in collections.items() if collection == SHIPPED}
    return (SHIPPED,) if here and not here.issuperset(file.name for file in shipped_files()) else ()


def refuse_as_shipped(names: Iterable[str]) -> None:
    """Do nothing where there is no file that cannot be of the shipped collection. Raises: BadInput."""
    problems = [
        Problem("not_shipped", name, SHIPPED, "collection_of_shipped", "collection_another") for name in names
    ]  # fmt: skip
    if problems:
        raise BadInput(problems)


def is_shipped_file(path: Path) -> bool:
    """Whether a file is one that travels with the program, or has the name and the content of one."""
    from ..store.package_files import seed_folder, shipped_files

    if path.resolve().is_relative_to(seed_folder().resolve()):
        return True
    return any(same.name == path.name and same.read_bytes() == path.read_bytes() for same in shipped_files())


def list_collections(engine: Engine) -> tuple[CollectionRow, ...]:
    """Every collection that has products, by name. Raises: StoreError (the database cannot be read)."""
    from ..store.collections import count_collections

    return tuple(CollectionRow(**counts) for counts in count_collections(engine))


def remove_products(engine: Engine, product_ids: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """Take products out of the catalog until their files are loaded again; the ids of those that were in it.

    Raises:
        BadInput: an id is none of a product; every such id is named and nothing is written.
        StoreError: the database cannot be written.
    """
    from ..store.collections import remove_products as remove
    from .after_commit import save_snapshot

    removed = remove(engine, product_ids)
    save_snapshot(engine, policy)
    return removed
