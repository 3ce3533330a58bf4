"""A brand file that an import wrote, and an export of legfit that a person may have corrected as a spreadsheet.

What the export says otherwise than the file is a correction, as one in the file itself: the file gets it, and what an
import remembers of its shop stays. Where both say the same, the file keeps its own words for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any, Final

from msgspec import Struct, field

from ...model.brand_file_report import RecordAction, RecordReport
from .chart_uses import charts_of
from .export_record import merged_chart, merged_product, with_marks_of_stock
from .marks import Marks, marks_in, marks_text
from .merge import Merged, Record, as_it_is
from .merge_product import Entries
from .merge_sources import sources_named, with_source_names
from .shop_read import CHARTS

KINDS: Final = ("source", "chart", "product")
Records = Mapping[str, Record]
"""Charts or products by id."""


class ExportMerge(Struct):
    """One brand file and an export of its products; every product and every changed chart is reported in `records`."""

    file: str
    mine: Record
    """The fields of the file as it stands."""
    own: Record
    """What an export of the file as it stands would say, every chart at its top."""
    news: Record
    """What the export says, in the same way."""
    elsewhere: Mapping[str, str] = {}
    """`product ID` and `chart ID` that stand in the files of the folder, and the names of these."""
    takes_new: bool = True
    """Whether products that stand in no file come into this one."""
    entries: dict[str, Entries] = field(default_factory=dict)
    """The sources, charts and products of the file afterwards, with their places in it."""
    records: list[RecordReport] = field(default_factory=list)
    marks: dict[str, Marks] = field(default_factory=dict)
    """The marks of products afterwards, by id."""

    def merge(self) -> dict[str, Any]:
        """The fields of the file afterwards."""
        self.own, self.news = self._with_own_sources(self.own), self._with_own_sources(self.news)
        products = self.mine.get("imported", {}).get("product", {})
        self.marks = {id: marks_in(text) for id, text in products.items()}
        self._merge_products(self._merge_charts())
        self.entries["source"] = list(self._sources())
        fields: dict[str, Any] = {"brand": self.mine["brand"]}
        fields |= {kind: [e.fields for _, e in self.entries[kind]] for kind in KINDS if self.entries[kind]}
        return {**fields, "imported": self._imported(products)}

    def _imported(self, products: Mapping[str, Any]) -> Record:
        """What the next import is to know: as it stands, but for the stock."""
        changed = {id: marks_text(marks) for id, marks in self.marks.items() if marks != marks_in(products[id])}
        imported: Record = self.mine["imported"]
        return {**imported, "product": {**products, **changed}} if changed else imported

    def _with_own_sources(self, record: Record) -> Record:
        """The same with the ids that the sources have in the file, where it has them."""
        mine = {_without_id(source): source["id"] for source in reversed(self.mine.get("source", ()))}
        taken, names = set(mine.values()), {}
        for source in record.get("source", ()):
            id, stem = mine.get(_without_id(source), ""), source["id"]
            names[stem] = id or next(name for name in _numbered(stem) if name not in taken)
            taken.add(names[stem])
        renamed = {kind: with_source_names(record.get(kind, []), names) for kind in ("chart", "product")}
        return {**record, **renamed, "source": [{**s, "id": names[s["id"]]} for s in record.get("source", ())]}

    def _merge_charts(self) -> dict[str, Merged]:
        """The charts of the file and of its products, by id; those at its top become its entries."""
        own, news, products = _by_id(self.own, "chart"), _by_id(self.news, "chart"), self.mine.get("product", ())
        standing = [*self.mine.get("chart", ()), *(chart for p in products for chart in p.get("chart", ()))]
        after = {}
        for chart in standing:
            id = chart.get("id", "")
            after[id] = merged_chart(chart, own.get(id, {}), news[id]) if id in news else as_it_is(chart)
            if after[id].changes:
                self._note("chart", after[id], RecordAction.CHANGED)
        self.entries["chart"] = [
            (at, after[chart.get("id", "")]) for at, chart in enumerate(self.mine.get("chart", ()))
        ]
        needed = {id for product in self._coming() for id in product.get(CHARTS, ())} - after.keys()
        self.entries["chart"] += [(None, as_it_is(news[id])) for id in news if id in needed]
        return after

    def _coming(self) -> Iterator[Record]:
        """The products of the export that are in the file or come into it."""
        mine = {product.get("id") for product in self.mine.get("product", ())}
        for product in self.news["product"]:
            place = f"product {product['id']}"
            is_new = self.takes_new and place not in self.elsewhere and product["id"] not in self.marks
            if product["id"] in mine or is_new:
                yield product

    def _merge_products(self, charts: Mapping[str, Merged]) -> None:
        own, news = _by_id(self.own, "product"), {product["id"]: product for product in self._coming()}
        self.entries["product"] = []
        for at, product in enumerate(self.mine.get("product", ())):
            now = news.pop(product.get("id", ""), None)
            merged = as_it_is(product) if now is None else merged_product(product, own[now["id"]], now)
            if product.get("chart"):
                left = [(n, chart) for n, chart in enumerate(product["chart"]) if _is_left(chart["id"], now)]
                merged.set_list("chart", [(n, charts[chart["id"]]) for n, chart in left])
            self.entries["product"].append((at, merged))
            if now is not None:
                self._note("product", merged, RecordAction.CHANGED if merged.changes else RecordAction.UNCHANGED)
                self.marks |= with_marks_of_stock(self.marks, merged)
        for product in news.values():
            merged = as_it_is(product)
            self.entries["product"].append((None, merged))
            self._note("product", merged, RecordAction.NEW)
        self._note_left_out()

    def _note_left_out(self) -> None:
        """Products that another file has, or that a person took out."""
        coming = {product["id"] for product in self._coming()}
        for product in self.news["product"] if self.takes_new else ():
            other = self.elsewhere.get(f"product {product['id']}", "")
            if product["id"] not in coming:
                action = RecordAction.ELSEWHERE if other else RecordAction.TAKEN_OUT
                self._note("product", as_it_is(product), action, other)

    def _sources(self) -> Iterator[tuple[int | None, Merged]]:
        """The sources of the file, and those that its records name besides."""
        mine = self.mine.get("source", [])
        yield from ((at, as_it_is(source)) for at, source in enumerate(mine))
        records = [merged.fields for kind in ("chart", "product") for _, merged in self.entries[kind]]
        needed = {id for fields in records for id in sources_named(fields)} - {source["id"] for source in mine}
        yield from ((None, as_it_is(source)) for source in self.news["source"] if source["id"] in needed)

    def _note(self, kind: str, merged: Merged, action: RecordAction, file: str = "") -> None:
        name, changes = merged.fields.get("name", ""), tuple(merged.changes)
        brand = self.mine["brand"]
        parts = tuple(merged.kept.items())
        report = RecordReport(
            kind, merged.fields["id"], name, brand, file or self.file, action, changes, kept=parts
        )  # fmt: skip
        self.records.append(report)


def _is_left(chart: str, now: Record | None) -> bool:
    """Whether a product has a chart of its own still."""
    return now is None or chart in charts_of(now)


def _by_id(record: Record, kind: str) -> Records:
    return {inner["id"]: inner for inner in record.get(kind, ())}


def _without_id(source: Record) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((name, value) for name, value in source.items() if name != "id"))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
