"""The drafts of brand files before the last product is read: they wait in a temporary file, each brand by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ...model.import_report import ImportNote
from ..draft.models import BrandDraft, ChartDraft, Draft, ProductDraft, SourceDraft
from ..spool import Spool, Spooled
from .canonical import fields_of
from .packed import packed_fields, unpacked_fields

SettleDraft = Callable[[int, ProductDraft], tuple[ImportNote, ...]]
"""Changes the draft of a product, by its number, once all products are known; what is told of that."""
Named = TypeVar("Named", SourceDraft, ChartDraft, ProductDraft)


class DraftSpool(Mapping[str, BrandDraft]):
    """The draft of the file of each brand, made anew of what waits each time that it is asked for."""

    def __init__(self) -> None:
        self.settle: SettleDraft | None = None
        """Changes the drafts of products whenever they are made again."""
        self._spool = Spool()
        self._brands: dict[str, list[Spooled]] = {}

    def add(
        self, brand: str, products: Sequence[tuple[int, ProductDraft]], sources: Sequence[SourceDraft],
        charts: Sequence[ChartDraft],
    ) -> None:  # fmt: skip
        """Take in some products with their numbers, and what comes with them into the file of their brand."""
        fields = {"source": _all(sources), "chart": _all(charts), "product": _all(draft for _, draft in products)}
        fields["numbers"] = [number for number, _ in products]
        self._brands.setdefault(brand, []).append(self._spool.put(packed_fields(fields)))

    def __getitem__(self, brand: str) -> BrandDraft:
        """The draft of the file of a brand."""
        return self._settled(brand)[0]

    def settlement_notes(self, brand: str) -> tuple[ImportNote, ...]:
        """What is told of the changes in the drafts of the products of a brand."""
        return self._settled(brand)[1]

    def _settled(self, brand: str) -> tuple[BrandDraft, tuple[ImportNote, ...]]:
        fields: dict[str, list[Any]] = {"source": [], "chart": [], "product": [], "numbers": []}
        for waiting in self._brands[brand]:
            for name, values in unpacked_fields(waiting.data).items():
                fields[name] += values
        numbers = fields.pop("numbers")
        draft = BrandDraft.model_validate({"brand": brand, **fields})
        settled = map(self.settle, numbers, draft.product) if self.settle is not None else ()
        notes = tuple(note for notes in settled for note in notes)
        return _each_once(draft), notes

    def __iter__(self) -> Iterator[str]:
        """The brands in the order in which they came."""
        return iter(self._brands)

    def __len__(self) -> int:
        """How many brands there are."""
        return len(self._brands)


def _each_once(draft: BrandDraft) -> BrandDraft:
    """A draft in which the first of several with one id counts: a feed and an export of legfit may have the same."""
    draft.source, draft.chart, draft.product = _firsts(draft.source), _firsts(draft.chart), _firsts(draft.product)
    return draft


def _firsts(drafts: Iterable[Named]) -> list[Named]:
    by_id: dict[str | None, Named] = {}
    for draft in drafts:
        by_id.setdefault(draft.id, draft)
    return list(by_id.values())


def _all(drafts: Iterable[Draft]) -> list[Any]:
    return [fields_of(draft) for draft in drafts]
