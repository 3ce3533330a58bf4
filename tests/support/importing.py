"""A shop whose exports are imported into one catalog and one folder."""

from __future__ import annotations

import io
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from databases import migrated

from catalog.app.fetch import Fetcher
from catalog.app.import_shop import BringOptions, ImportRequest, ReadyImport, limits_of, ready_import, write_import
from catalog.app.import_source import source_files
from catalog.model.import_report import ImportReport
from catalog.model.policy import shipped_policy
from catalog.store.database import connect
from catalog.store.read import read_snapshot

POLICY = shipped_policy()
HEAD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Inventory Qty,Variant Price,Variant Barcode,Status\n"
)
CHART = (
    "<p>Graduated compression for running.</p><table><tr><th>Size</th><th>Calf (cm)</th></tr>"
    "<tr><td>S</td><td>28-33</td></tr><tr><td>M</td><td>{m}</td></tr></table>"
)


def row(handle: str, *, title: str = "Run Sock", vendor: str = "Stride", m: str = "34-38", price: str = "29.90") -> str:
    """The lines of one product with two sizes."""
    body = CHART.format(m=m)
    first = f'{handle},{title},"{body}",{vendor},Compression Socks,running,TRUE,Size,S,{handle}-S,3,{price},,active\n'
    return f"{first}{handle},,,,,,,,M,{handle}-M,2,{price},,\n"


def export(*rows: str) -> str:
    """A Shopify export."""
    return HEAD + "".join(rows)


class Shop:
    """A shop whose exports are imported into one catalog and one folder."""

    def __init__(self, folder: Path) -> None:
        self.engine, self.folder = connect(migrated(folder / "catalog.db")), folder

    def ready(self, text: str, **request: Any) -> ReadyImport:
        """Read an export."""
        (self.folder / "export.csv").write_text(text, "utf-8")
        bring = BringOptions("2026-11-27", limits_of(POLICY), currency="EUR")
        with ExitStack() as opened:
            sources = source_files([str(self.folder / "export.csv")], io.BytesIO(), Fetcher(), opened)
            return ready_import(ImportRequest(bring, **request), sources, POLICY)

    def load(self, text: str, confirmed: Any = None, **request: Any) -> ImportReport:
        """Read an export and load it."""
        return write_import(self.ready(text, load=True, **request), POLICY, self.engine, confirmed)

    @property
    def products(self) -> dict[str, Any]:
        """The products of the catalog by id."""
        return {p.id: p for p in read_snapshot(self.engine).products}
