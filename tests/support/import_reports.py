"""What imports did, or would do, with something in every list."""

from __future__ import annotations

from catalog.model.import_report import (
    ImportAction,
    ImportedProduct,
    ImportedSource,
    ImportNote,
    ImportReport,
    LeftOutOfImport,
)
from catalog.model.load_report import NamedProduct, WaitingProduct
from catalog.model.problem import Problem
from catalog.model.product_difference import FieldChange


def product(id: str, action: ImportAction, **changes: tuple[FieldChange, ...]) -> ImportedProduct:
    """A product of the maker Stride."""
    return ImportedProduct(id, f"Stride {id.removeprefix('stride-').title()}", "stride.toml", action, **changes)


def an_import(*, written: bool = True) -> ImportReport:
    """The second import of a shop, with something in every list but that of a load."""
    band = ("chart", "stride-calf", "M", "calf_max_girth")
    return ImportReport(
        written=written,
        sources=(ImportedSource("export.csv", "shopify-csv", 12, 40), ImportedSource("more.csv", "spreadsheet", 1, 1)),
        products=(
            *(product(f"stride-new-{at}", ImportAction.NEW) for at in range(5)),
            product("stride-race", ImportAction.CHANGED, fields=(FieldChange(("name",), "Race", "Race Sock"),)),
            product("stride-run", ImportAction.UNCHANGED, corrections=(FieldChange(band, "34-38", "35-39"),)),
            product("stride-old", ImportAction.UNCHANGED),
            product("stride-gone", ImportAction.GONE),
            product("stride-sold", ImportAction.TAKEN_OUT),
            product("stride-mine", ImportAction.CONFLICT),
        ),
        left_out=(
            *(LeftOutOfImport("not_compression", f"Cosy Sock {at}", f"line {at}") for at in range(4)),
            LeftOutOfImport("children", "Kids' Run Sock", "line 9", "kids"),
        ),
        notes=tuple(
            ImportNote("gtin_left_out", f"stride-new-{at}", f"export.csv: line {at}", (("count", 1), ("text", "123")))
            for at in range(5)
        ),
        waiting=(WaitingProduct(NamedProduct("stride-old", "Stride Old", "stride.toml", "own"), "unknown"),),
        medical=(NamedProduct("stride-race", "Stride Race", "stride.toml", "own"),),
        with_chart=9,
        without_chart=("stride-old",),
        charts=2,
        not_kept=(("Cost per item", 40), ("Gift Card", 12)),
        problems=(Problem("bad_price", "export.csv: line 3: Variant Price", "free", "file_amount"),),
        problem_count=1,
        tables=(
            ImportedProduct(
                "stride-calf",
                "",
                "stride.toml",
                ImportAction.CHANGED,
                (FieldChange(("rows", "L", "calf_max_girth"), "39-44", "39-45"),),
            ),
        ),
        files=("brands/stride.toml",),
    )
