"""What an import of a shop's products does to the brand files of a folder, or would do."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from .product_difference import FieldChange


class RecordAction(StrEnum):
    """What becomes of one product, chart or source."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"
    """The shop does not have it any more; it stays in its file."""
    TAKEN_OUT = "taken_out"
    """A person took it out of the file; it stays out."""
    ELSEWHERE = "elsewhere"
    """It stands in a file that is not the import's, which is never written to; nothing of it is taken from the shop."""


class Correction(Struct, frozen=True):
    """One thing that a person wrote otherwise than the import, and that stays so."""

    path: tuple[str, ...]
    """From the outside in: `("variant", "RS-1-M", "size")`."""
    yours: str
    """Empty where the person took it out."""
    shop: str
    """Empty where the shop does not say it, or no longer."""
    is_news: bool
    """Whether the shop says something else than at the last import: a person has to look again."""


class RecordReport(Struct, frozen=True):
    """One product, chart or source of an import, or the brand of a file, and what becomes of it."""

    kind: str
    """`product`, `chart`, `source` or `brand`."""
    id: str
    """As it stands in the file."""
    name: str
    """What a person knows a product by; empty for charts and sources."""
    brand: str
    file: str
    action: RecordAction
    changes: tuple[FieldChange, ...] = ()
    corrections: tuple[Correction, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    """The parts that stay only because this import could not read them, or was not given them, each with what it is."""


class FileReport(Struct, frozen=True):
    """One brand file of an import."""

    name: str
    brand: str
    is_new: bool = False
    is_changed: bool = False
    products: int = 0
    rewritten: bool = False
    """Whether it was laid out in a way that only a whole new text could change: its comments are lost."""


class BrandFilesReport(Struct, frozen=True):
    """Every brand file of an import, and every product, chart and source of them."""

    files: tuple[FileReport, ...] = ()
    records: tuple[RecordReport, ...] = ()

    @property
    def products(self) -> tuple[RecordReport, ...]:
        """The products alone."""
        return tuple(record for record in self.records if record.kind == "product")
