"""The drafts of a round and their texts: written whole or not at all, and deleted where the news was taken back."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from ..formats.brand_file.marks import marks_in
from ..formats.brand_file.merge_product import GONE
from ..formats.brand_toml import Register, products_of
from ..formats.draft.models import BrandDraft
from ..formats.draft.problems import FieldPath, ProblemCollector
from ..model.problem import BadInput
from ..model.product import Product

IMPORTED: Final = re.compile(r"^\[imported\]\nbrand = (.+)$", re.M)
"""The table by which a brand file shows that an import wrote it, and for which brand."""
Texts = dict[str, str]
"""The texts of brand files by their names."""


def drafts_in(folder: Path) -> dict[str, str]:
    """The texts of the drafts in a folder by file name; none where there is no folder."""
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.toml"))}


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder, which is made where there is none: all are whole before the first gets its name.

    Raises: BadInput (they cannot be written).
    """
    drafts = {folder / f".{name}.draft": text for name, text in texts.items()}
    try:
        if texts:
            folder.mkdir(parents=True, exist_ok=True)
        for draft, text in drafts.items():
            with draft.open("w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
        for draft, name in zip(drafts, texts, strict=True):
            draft.replace(folder / name)
    except OSError as error:
        raise _unwritable(folder, error) from None


def delete_drafts(folder: Path, names: Iterable[str]) -> list[Path]:
    """Delete those of some drafts that are there, and return them. Raises: BadInput (one cannot be deleted)."""
    drafts = [path for path in (folder / name for name in names) if path.exists()]
    try:
        for draft in drafts:
            draft.unlink()
    except OSError as error:
        raise _unwritable(folder, error) from None
    return drafts


def of_other_brands(drafts: Texts, mine: Texts) -> Texts:
    """The drafts of brands for which people keep no file that an import wrote, whatever that is called."""
    taken = {match[1] for text in mine.values() if (match := IMPORTED.search(text))}
    brands = {name: IMPORTED.search(text) for name, text in drafts.items()}
    return {name: text for name, text in drafts.items() if not ((match := brands[name]) and match[1] in taken)}


def without_stock(draft: BrandDraft) -> BrandDraft:
    """Take out of a draft what of each variant is in stock: that is true for a day, and a brand file for months."""
    for variant in (v for product in draft.product for v in product.variant):
        variant.stock = variant.availability = None
    return draft


def products_before(texts: Texts) -> dict[str, Product]:
    """The products of brand files by their ids."""
    register, nowhere = Register(), ProblemCollector()
    files = (products_of(text, FieldPath(nowhere, (name,)), register) for name, text in texts.items())
    return {product.id: product for products in files for product in products}


def gone_before(texts: Texts) -> set[str]:
    """The ids of the products of which brand files say that the shop had them no longer at the last import."""
    imported = (tomllib.loads(text).get("imported", {}).get("product", {}) for text in texts.values())
    return {id for products in imported for id, marks in products.items() if GONE in marks_in(marks)}


def _unwritable(folder: Path, error: OSError) -> BadInput:
    reason, place = error.strerror or type(error).__name__, str(folder)
    return BadInput.one("unwritable", place, place, "cli_writable_folder", "cli_system", reason=reason)
