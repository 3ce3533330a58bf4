"""The products of an import in batches, so that never all are in memory, and what holds over all batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..formats.brand_file.plan import PlannedFile
from ..formats.product_spool import BATCH
from ..model.problem import Problem
from ..model.product import Product
from ..model.verdict import Gates
from ..rules.chart_lint.finding import placed
from ..rules.chart_lint.variants import identifiers
from .lint import ProductsByFile


class ImportedProducts(Struct, frozen=True):
    """The products of an import by the name of the file of their brand."""

    batches: Callable[[], Iterator[ProductsByFile]]
    """Every product, batch by batch, as often as it is asked for."""
    ids: frozenset[str] = frozenset()
    old_ids: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    may_share: bool = False
    """Whether products of two batches may have one identifier."""
    sources: Mapping[str, str] = {}
    """What each file is said to be that is written nowhere: the sources that its products are from."""
    gates: Callable[[int], Mapping[str, Gates]] = lambda _: {}
    """By the number of a batch: the gates of its products by id, as far as they were made ahead."""

    def at_source(self, problem: Problem) -> Problem:
        """A problem at the source of its product, where it names a file that there is not."""
        file, colon, rest = problem.field.partition(": ")
        return replace(problem, field=f"{self.sources[file]}{colon}{rest}") if file in self.sources else problem


def products_of_files(files: Sequence[PlannedFile]) -> ImportedProducts:
    """The products of brand files; each file is in one batch whole."""
    return ImportedProducts(
        lambda: _whole_files(files),
        frozenset(id for file in files for id in file.ids),
        frozenset(id for file in files for id in file.old_ids),
        frozenset(file.path.name for file in files),
        may_share=sum(len(file.ids) for file in files) > BATCH,
    )


def _whole_files(files: Sequence[PlannedFile]) -> Iterator[ProductsByFile]:
    batch: dict[str, tuple[Product, ...]] = {}
    for file in files:
        batch[file.path.name] = file.products
        if sum(map(len, batch.values())) >= BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


class EarlierOwners:
    """The identifiers of earlier batches that products of later ones have, too, and whose they are."""

    def __init__(self, imported: ImportedProducts) -> None:
        self.owners: dict[tuple[str, str], tuple[str, str, str]] = {}
        """Product id, place and no collection by kind and text, as the linter of charts has it."""
        self._shared = _shared_by_batches(imported) if imported.may_share else frozenset()

    def add(self, files: ProductsByFile) -> None:
        """Take in the products of a batch."""
        products = ((file, product) for file, some in files.items() for product in some) if self._shared else ()
        for file, product in products:
            for kind, text, variant in identifiers(product):
                if hash(text) in self._shared:
                    place = placed(file, f"product {product.id}", f"variant {variant}", kind)
                    self.owners.setdefault((kind, text), (product.id, place, ""))


def _shared_by_batches(imported: ImportedProducts) -> frozenset[int]:
    """The hashes of all identifiers that products of two batches have, and of few others: the texts take more."""
    first, shared = dict[int, int](), set[int]()
    for at, files in enumerate(imported.batches()):
        for text in (text for products in files.values() for p in products for _, text, _ in identifiers(p)):
            if first.setdefault(hash(text), at) != at:
                shared.add(hash(text))
    return frozenset(shared)
