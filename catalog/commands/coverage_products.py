"""Which products are looked at and what stands beside them: as typed, of the catalog or of brand files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from ..app.changed_chart import check_changes, is_change
from ..app.timing import this_day
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..search.lookup import check_names, products_named
from .opening import loaded_catalog
from .options.gathering import BadFile, ProblemGathering

if TYPE_CHECKING:
    from ..analytics.look import CoverageLook
    from ..model.product import Product
    from ..model.question import Question
    from ..search.loaded_catalog import LoadedCatalog

WHAT_IF, AGAINST = "--what-if", "--against"
FILTERS: Final = "--brand", "--collection"


class WantedProducts(Struct, frozen=True):
    """The products that were typed, and what is to stand beside them."""

    question: Question
    named: Sequence[str]
    files: Sequence[Path]
    """Brand files that they are of; none for the catalog."""
    what_if: Sequence[str]
    against: Sequence[str]
    database: str | None


def looked_at(gathering: ProblemGathering, wanted: WantedProducts, *, with_numpy: bool) -> CoverageLook | None:
    """The products and what stands beside them; None where it is gathered why they cannot be looked at.

    `with_numpy` says whether what looks at many legs is there.
    """
    gathering.read(lambda: check_changes(wanted.what_if, WHAT_IF))
    catalog = gathering.read(lambda: _catalog_of(wanted))
    look: CoverageLook | None = None
    if catalog is not None:
        gathering.read(lambda: check_names(catalog, wanted.question, *FILTERS))
        products = gathering.each(catalog.finder.find, wanted.named)
        if with_numpy and (products or not wanted.named):
            look = gathering.read(lambda: _look(wanted, catalog, products))
    others = gathering.read(lambda: _others(wanted, catalog)) or ()
    return None if look is None else look.beside(others)


def _catalog_of(wanted: WantedProducts) -> LoadedCatalog:
    """The catalog, or that of the brand files. Raises: BadFile, StoreError."""
    from ..app.file_catalog import catalog_of_files

    if not wanted.files:
        return loaded_catalog(wanted.database)
    try:
        return catalog_of_files(wanted.files, shipped_policy())
    except BadInput as bad:
        raise BadFile(bad.problems) from None


def _others(wanted: WantedProducts, catalog: LoadedCatalog | None) -> tuple[Product, ...]:
    """The products to compare with: of the catalog, whether the looked at are or not. Raises: BadInput, StoreError."""
    of_catalog = loaded_catalog(wanted.database) if wanted.against and wanted.files else catalog
    if of_catalog is None:
        return ()
    try:
        return products_named(of_catalog, wanted.against)
    except BadInput as bad:
        raise BadInput(p.at(AGAINST) for p in bad.problems) from None


def _look(wanted: WantedProducts, catalog: LoadedCatalog, products: Sequence[Product]) -> CoverageLook:
    """Look at the products, where some were named at those. Raises: BadInput (changes that their chart cannot have)."""
    from ..analytics.look import CoverageLook, CoverageQuestion

    changes = tuple(text for text in wanted.what_if if is_change(text))
    file = ", ".join(path.name for path in wanted.files)
    ids = tuple(product.id for product in products)
    question = CoverageQuestion(wanted.question, ids, changes, file=file)
    return CoverageLook(catalog, question, shipped_policy(), this_day())
