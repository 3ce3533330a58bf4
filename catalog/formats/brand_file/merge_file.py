"""A brand file of an import and what the shop says of that brand now become one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field

from ...model.brand_file_report import RecordAction, RecordReport
from ...model.product_name import NO_BRAND
from .chart_names import named_by_person, renamed_in_marks, with_names, with_uses
from .chart_uses import NO_CHARTS, ChartPlan, ChartPlanner, ChartsBefore, ProductBefore, charts_of
from .lost_zeros import shortened_skus, with_whole_numbers
from .marks import Marks, imported_fields, mark, marks_in, marks_of
from .merge import Merged, Record, as_it_is, as_new, other_brand
from .merge_charts import merge_chart, merge_copy
from .merge_prices import PricedProduct, date_prices, days_of
from .merge_product import Entries, ShopNow, gone_product, is_the_same_shop, merge_product, numbers_of
from .merge_sources import Earlier, merged_sources, with_earlier, with_source_names
from .merge_uses import FileCharts, without_taken_out
from .moved import Moved, note_moved
from .product_names import ids_in_file, renamed_products, with_ids, written_as
from .shop_read import ALL_READ, CHARTS, GIVEN, ShopRead
from .variants_again import with_known_variants

KINDS: Final = ("source", "chart", "product")
Records = dict[str, Any]
"""Sources, charts or products by id."""


class FileMerge(Struct):
    """One brand file and the news of the shop; every record of the import is reported in `records`."""

    file: str
    mine: Record
    """The fields of the file as it stands; none for a new one."""
    news: Record
    """Those of a file as the import would write it anew, every chart at its top."""
    elsewhere: Mapping[str, str] = {}
    """`product ID` and `chart ID` that stand in the files of the folder, and the names of these."""
    read: ShopRead = ALL_READ
    """How well these were read."""
    moved: Mapping[str, Moved] = {}
    """The products that a person moved from this file to another one, by id."""
    entries: dict[str, Entries] = field(default_factory=dict)
    """The sources, charts and products of the file after the import, with their places in it."""
    marks: dict[str, dict[str, Marks]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    records: list[RecordReport] = field(default_factory=list)
    base: dict[str, dict[str, Marks]] = field(default_factory=dict)
    """The marks of everything that an import wrote, by kind and id."""
    theirs: dict[str, Records] = field(default_factory=dict)
    """What the shop says, by kind and id."""
    written_as: dict[int, str] = field(default_factory=dict)
    """The id by which an import knows a product of the file, by the place of the product."""
    ids: dict[str, str] = field(default_factory=dict)
    """By the id that the shop has for a product: that of the file, where it is another one."""
    shortened: dict[str, str] = field(default_factory=dict)
    """By SKUs of the file: what the shop's are now, without their zeros."""
    earlier: Earlier = field(default_factory=Earlier)
    """The sources of the shop as an earlier import was told of them."""
    charts: ChartPlan = NO_CHARTS
    """Which chart of the shop is which of the file."""

    def __post_init__(self) -> None:
        imported = self.mine.get("imported") or {}
        for kind in KINDS:
            self.base[kind] = {id: marks_in(text) for id, text in imported.get(kind, {}).items()}
            self.theirs[kind] = {record["id"]: record for record in self.news.get(kind, ())}
        products = self.mine.get("product", [])
        theirs, self.shortened = with_whole_numbers(self.theirs["product"], self.base["product"], products)
        self.written_as = written_as(products, self.base["product"], theirs)
        barred = {id for id in theirs if f"product {id}" in self.elsewhere}
        names = renamed_products(self.written_as, self.base["product"], theirs, barred)
        mine = {id: products[at] for at, id in self.written_as.items()}
        self.ids = ids_in_file(theirs, names, {id: product["id"] for id, product in mine.items()})
        coming = with_ids(theirs, names)
        self.theirs["product"] = with_known_variants(coming, self.base["product"], mine, self.read.unsure_skus)
        self.read = self.read.of_ids(names)
        self._take_earlier_sources()
        self._plan_charts()

    def _take_earlier_sources(self) -> None:
        """What an earlier import was told of the shop, and this one was not, holds still."""
        mine, theirs = self.mine.get("source", ()), self.theirs["source"]
        self.earlier = with_earlier(theirs.values(), mine, self.base["source"], self.read)
        self.theirs["source"] = dict(self.earlier.sources)
        for kind in ("chart", "product") if self.earlier.names else ():
            records = self.theirs[kind]
            self.theirs[kind] = {id: with_source_names(record, self.earlier.names) for id, record in records.items()}
        products = self._standing_products() if self.earlier.names else {}
        self.theirs["product"] |= {id: self.earlier.with_pages(product) for id, product in products.items()}
        self.read = self.read.without(products, "link")

    def _plan_charts(self) -> None:
        """The charts of the shop, and those that its products name, get the ids that they have in the file."""
        standing = {chart.get("id", ""): chart for chart in self._standing_charts()}
        by_person = named_by_person(self.base["chart"], standing)
        by_mark = {mark(old): id for old, id in by_person.items()} | self._renamed_in_marks()
        self.base["chart"] = {by_person.get(id, id): marks for id, marks in self.base["chart"].items()}
        self._name_charts({id: by_mark[mark(id)] for id in self.theirs["chart"] if mark(id) in by_mark})
        self.base["product"] = {id: with_uses(marks, by_mark) for id, marks in self.base["product"].items()}
        own = standing.keys() - {chart.get("id", "") for chart in self.mine.get("chart", ())}
        products = self._standing_products()
        before = ChartsBefore(standing, self.base["chart"], frozenset(own))
        coming = [name for p in self._coming() if p["id"] not in products for name in p.get(CHARTS, ())]
        taken = {name.removeprefix("chart ") for name in self.elsewhere}
        self.charts = ChartPlanner(before, self.theirs["chart"], products, self.read).plan(coming, taken)
        self.theirs["chart"] = dict(self.charts.news)
        self._name_charts(self.charts.names)
        for id, uses in self.charts.uses.items():
            self.theirs["product"][id] = {**self.theirs["product"][id], CHARTS: uses.theirs}

    def _renamed_in_marks(self) -> dict[str, str]:
        """Charts that a person renamed in the marks of the file, too, by the marks of their old ids."""
        products = enumerate(self.mine.get("product", ()))
        used = ((charts_of(p), self.base["product"].get(self.written_as.get(at, ""), {})) for at, p in products)
        return renamed_in_marks(self.base["chart"], used)

    def _standing_products(self) -> dict[str, ProductBefore]:
        """The products of the file that the shop has, by their ids there."""
        theirs, base = self.theirs["product"], self.base["product"]
        written = [(self.written_as.get(at, ""), p) for at, p in enumerate(self.mine.get("product", ()))]
        return {id: ProductBefore(p, base.get(id, {}), theirs[id]) for id, p in written if id in theirs}

    def _name_charts(self, names: Mapping[str, str]) -> None:
        """Charts of the shop get other ids, and its products name them so."""
        for kind in ("chart", "product") if names else ():
            records = [with_names(record, names) for record in self.theirs[kind].values()]
            self.theirs[kind] = {record["id"]: record for record in records}

    def _standing_charts(self) -> list[Record]:
        """The charts of the file and of its products."""
        own = [chart for product in self.mine.get("product", ()) for chart in product.get("chart", ())]
        return [*self.mine.get("chart", ()), *own]

    def merge(self) -> Records:
        """The fields of the file after the import."""
        self._merge_products(self._merge_charts())
        self._leave_out_dropped_charts()
        self._merge_sources()
        self._date_prices()
        if (brand := other_brand(self.mine, self.news)) is not None:
            self._note("brand", self._brand(), brand)
        fields: Records = {"brand": self._brand()}
        fields |= {kind: [e.fields for _, e in self.entries[kind]] for kind in KINDS if self.entries[kind]}
        return fields | {"imported": imported_fields(self.news["brand"], self.base, self.marks)}

    def _brand(self) -> str:
        """The brand as the file spells it; one that had none before has that of the shop."""
        mine = self.mine.get("brand", NO_BRAND)
        return str(self.news["brand"] if mine == NO_BRAND else mine)

    def _note(self, kind: str, id: str, merged: Merged, action: RecordAction | None = None, file: str = "") -> None:
        """A record is reported, and its marks are kept."""
        if kind == "product" and CHARTS in merged.fields and self.read.is_given(id, self.base["product"].get(id, {})):
            merged.marks[GIVEN] = "1"
        if merged.marks:
            before = self.base[kind].get(id, {}) if kind == "product" else {}
            self.marks[kind][id] = {name: merged.marks[name] for name in before if name in merged.marks} | merged.marks
        action = action or (RecordAction.CHANGED if merged.changes else RecordAction.UNCHANGED)
        named, name = merged.fields.get("id", id), merged.fields.get("name", "")
        changes, corrections, kept_parts = tuple(merged.changes), tuple(merged.corrections), tuple(merged.kept.items())
        file = file or self.file
        report = RecordReport(kind, named, name, self._brand(), file, action, changes, corrections, kept_parts)
        self.records.append(report)

    def _merge_charts(self) -> FileCharts:
        """The charts of the file and of its products; those at its top become its entries.

        Of new ones only those are taken that a product of the file, or a new one, is sized by.
        """
        base, theirs, top = self.base["chart"], dict(self.theirs["chart"]), self.mine.get("chart", [])
        before = {chart.get("id", ""): chart for chart in self._standing_charts()}
        after = {id: self._merged_chart(id, chart, base.get(id), theirs.pop(id, None)) for id, chart in before.items()}
        self.entries["chart"] = [(at, after[chart.get("id", "")]) for at, chart in enumerate(top)]
        needed = self._needed_charts()
        new = list(self._new_entries("chart", {id: c for id, c in theirs.items() if id in needed}))
        self.entries["chart"] += new
        after |= {merged.fields["id"]: merged for _, merged in new}
        at_top = frozenset(entry.fields.get("id", "") for _, entry in self.entries["chart"])
        return FileCharts(before, after, at_top, self.theirs["chart"], self.charts.uses, self.charts.copies)

    def _merged_chart(self, id: str, mine: Record, base: Marks | None, news: Record | None) -> Merged:
        if base is None and news is None:
            return as_it_is(mine)
        is_unread = id in self.charts.unread
        merged = merge_chart(base or {}, mine, news, is_unread=is_unread) if news else Merged(dict(mine))
        merged.marks = merged.marks or dict(base or {})
        is_unknown = any(id in uses.unknown for uses in self.charts.uses.values())
        self._note("chart", id, merged, None if news or is_unknown or not self.read.complete else RecordAction.GONE)
        return merged

    def _new_record(self, kind: str, record: Record) -> Merged:
        """A record that the file has not yet; what a person corrected in the chart that it comes for goes along."""
        old = self.charts.copies.get(record["id"]) if kind == "chart" else None
        if old is None:
            return as_new(record)
        before = next(chart for chart in self._standing_charts() if chart.get("id") == old)
        return merge_copy(self.base["chart"][old], before, record, is_unread=record["id"] in self.charts.unread)

    def _coming(self) -> list[Record]:
        """The products of the shop that are in the file or come into it."""
        written, barred = set(self.written_as.values()), self.base["product"].keys() | self.elsewhere.keys()
        theirs = self.theirs["product"]
        return [theirs[id] for id in theirs if id in written or not {id, f"product {id}"} & barred]

    def _needed_charts(self) -> set[str]:
        """The charts that these products are sized by, and those that they are taken from."""
        charts = self.theirs["chart"]
        needed = {chart for product in self._coming() for chart in product.get("charts", ())}
        return needed | {chart["chart_of"] for id in needed if (chart := charts.get(id)) and chart.get("chart_of")}

    def _new_entries(self, kind: str, theirs: Records) -> Iterator[tuple[None, Merged]]:
        """What the shop has and the file has not, but for what a person took out or keeps elsewhere."""
        base = self.base[kind]
        for id, record in theirs.items():
            other = self.elsewhere.get(f"{kind} {id}", "")
            if id in base or other:
                action = RecordAction.ELSEWHERE if other else RecordAction.TAKEN_OUT
                merged = Merged({"name": record.get("name", "")}, marks=dict(base.get(id, {})))
                if kind == "product" and id in self.moved:
                    note_moved(merged, self.moved[id], record, self.news, self.base["chart"], self.read)
                self._note(kind, id, merged, action, other)
            else:
                merged = self._new_record(kind, record)
                self._note(kind, id, Merged(merged.fields, marks=merged.marks, kept=merged.kept), RecordAction.NEW)
                yield None, merged

    def _merge_products(self, charts: FileCharts) -> None:
        """The products of the file, each with its charts, and the new ones."""
        theirs, shop, entries = dict(self.theirs["product"]), self._shop(charts), []
        for at, product in enumerate(self.mine.get("product", ())):
            id = self.written_as.get(at, "")
            merged = self._merged_product(id, product, theirs.pop(id, None), shop)
            if product.get("chart"):
                merged.set_list("chart", [(n, charts.after[c.get("id", "")]) for n, c in enumerate(product["chart"])])
            entries.append((at, merged))
        new = [(None, without_taken_out(merged, charts.at_top)) for _, merged in self._new_entries("product", theirs)]
        self.entries["product"] = [*entries, *new]
        self._keep_marks("product", self.base["product"])

    def _shop(self, charts: FileCharts) -> ShopNow:
        """What the shop has now."""
        variants = (variant for product in self._coming() for variant in product.get("variant", ()))
        return ShopNow(
            charts,
            frozenset(number for variant in variants for number in numbers_of(variant)),
            self.read,
            is_the_same_shop(self.written_as.values(), self.base["product"], self.theirs["product"]),
        )

    def _merged_product(self, id: str, mine: Record, news: Record | None, shop: ShopNow) -> Merged:
        """A product of the file; one of a person's own, which no import wrote, has no id there."""
        if not id:
            return as_it_is(mine)
        base = self.base["product"].get(id, {})
        merged = merge_product(base, mine, news, id, shop) if news else gone_product(base, mine, id, shop)
        is_gone = not news and self.read.may_be_gone(id, base)
        merged.kept |= shortened_skus(news or {}, self.shortened)
        self._note("product", id, merged, RecordAction.GONE if is_gone else None)
        return merged

    def _keep_marks(self, kind: str, base: Mapping[str, Marks]) -> None:
        """What an import wrote and neither file nor shop has any more stays out, should the shop have it again."""
        for id, marks in base.items():
            self.marks[kind].setdefault(id, marks)

    def _leave_out_dropped_charts(self) -> None:
        """A chart that the shop dropped and no product is sized by goes, unless a person changed it."""
        base, theirs = self.base["chart"], self.theirs["chart"]
        products = [product.fields for _, product in self.entries["product"]]
        charts = [*(e.fields for _, e in self.entries["chart"]), *(c for p in products for c in p.get("chart", ()))]
        used = {id for product in products for id in product.get("charts", ())} | {c.get("chart_of") for c in charts}
        for at, merged in list(self.entries["chart"]):
            id = merged.fields.get("id", "")
            if id in base and id not in theirs and id not in used and marks_of(merged.fields) == base[id]:
                self.entries["chart"].remove((at, merged))
                del self.marks["chart"][id]
                self.records = [record for record in self.records if (record.kind, record.id) != ("chart", id)]
        self._keep_marks("chart", {id: marks for id, marks in base.items() if id in theirs})

    def _merge_sources(self) -> None:
        sources = self.mine.get("source", [])
        merged = merged_sources(self.base["source"], sources, self.theirs["source"], self.entries)
        self.entries["source"] = [(at, source) for at, source, _ in merged]
        for _, source, action in merged:
            if action is not None:
                source.kept |= self.earlier.kept
                self.earlier.kept = {}
                self._note("source", source.fields["id"], source, action)

    def _date_prices(self) -> None:
        """The prices of products that an import wrote get a day of their own where that of their source is another."""
        standing, theirs = self.mine.get("product", []), self.theirs["product"]
        placed = [(at, merged) for at, merged in self.entries["product"] if at is not None and self.written_as.get(at)]
        products = [PricedProduct(m, standing[at], theirs.get(self.written_as[at], {})) for at, m in placed]
        after = days_of(source.fields for _, source in self.entries["source"])
        date_prices(products, days_of(self.mine.get("source", ())), after, days_of(self.theirs["source"].values()))
