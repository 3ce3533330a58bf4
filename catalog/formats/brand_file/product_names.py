"""Products of a file and of the shop that are the same under two ids, because a person or the shop gave another one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from .marks import Marks, mark
from .merge import Record

Records = Mapping[str, Any]
"""Products by id."""


def written_as(products: Sequence[Record], base: Mapping[str, Marks], theirs: Records) -> dict[int, str]:
    """The id by which an import knows a product of the file, by the place of the product.

    A person may have given it another id: then the old one is an alias of it, or it has a SKU that the old one had.
    """
    ids = {at: product.get("id", "") for at, product in enumerate(products)}
    imported_ids = {at: id for at, id in ids.items() if id in base or id in theirs}
    in_file = set(ids.values())
    missing = {id: marks for id, marks in base.items() if id not in in_file}
    for at in sorted(ids.keys() - imported_ids.keys()) if missing else ():
        old = _old_id(products[at], missing)
        if old:
            imported_ids[at] = old
            del missing[old]
    return imported_ids


def _old_id(product: Record, missing: Mapping[str, Marks]) -> str:
    """The id that a product had before a person gave it another one; empty where it had none."""
    alias = next((id for id in product.get("aliases", ()) if id in missing), "")
    skus = {f"variant.{mark(variant.get('sku'))}" for variant in product.get("variant", ())}
    return alias or next((id for id, marks in missing.items() if skus & marks.keys()), "")


def renamed_products(
    imported_ids: Mapping[int, str], base: Mapping[str, Marks], theirs: Records, barred: Collection[str]
) -> dict[str, str]:
    """The ids that products of the shop have in the file, where these are other ones than the shop's.

    `imported_ids` are those of the products of the file. A product that the shop does not have any more is the new one
    of the shop that has a SKU of it; one that a person took out of the file has the SKUs of at least half of the new
    one. Those that are `barred` stand elsewhere.
    """
    in_file = set(imported_ids.values())
    gone = [id for id in (*base, *imported_ids.values()) if id not in theirs]
    old_of = {name: id for id in gone for name in base.get(id, {}) if name.startswith("variant.")}
    names: dict[str, str] = {}
    renamed: set[str] = set()
    for id in theirs if old_of else ():
        variants = () if id in base or id in barred or id in in_file else theirs[id].get("variant", ())
        owners = [old_of[name] for v in variants if (name := f"variant.{mark(v.get('sku'))}") in old_of]
        old = {name for name in owners if name in in_file or 2 * owners.count(name) >= len(variants)}
        if len(old) == 1 and not old & renamed:
            names[id] = next(iter(old))
            renamed |= old
    return names


def with_ids(theirs: Records, names: Mapping[str, str]) -> dict[str, Record]:
    """Products of the shop under other ids."""
    return {(id := names.get(old, old)): {**product, "id": id} for old, product in theirs.items()}


def ids_in_file(theirs: Iterable[str], names: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """By the ids of the shop: those of the file, where they are other ones.

    `names` are the ids by which the import knows products now, `own` those that a person gave these.

    >>> ids_in_file(["a", "b", "c"], {"b": "old-b"}, {"old-b": "my-b", "c": "c"})
    {'b': 'my-b'}
    """
    pairs = ((id, names.get(id, id)) for id in theirs)
    return {id: own.get(name, name) for id, name in pairs if own.get(name, name) != id}
