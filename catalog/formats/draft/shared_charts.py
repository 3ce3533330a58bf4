"""Charts that stand once in a brand file, beside its products, for every product that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ...model.chart import SizeChart
from ...model.product import Source
from .charts import size_chart, taken_chart
from .fields import labelled_tables
from .models import BrandDraft, ChartDraft
from .problems import FieldPath

SharedCharts = Mapping[str, SizeChart | None]
"""The charts of the `[[chart]]` tables of a file by id; None for one whose problems leave none."""


def shared_charts(
    draft: BrandDraft, place: FieldPath, sources: Mapping[str, Source], own_charts: Mapping[str, ChartDraft]
) -> dict[str, SizeChart | None]:
    """The charts of the `[[chart]]` tables of a file, each with a source that it names itself."""

    def find(name: str | None, place: FieldPath) -> Source | None:
        if name is None:
            place.missing("file_source_of_file")
        elif name not in sources:
            place.unknown("unknown_source", name, "file_source_of_file", sources)
        return sources.get(name or "")

    charts: dict[str, SizeChart | None] = {}
    for table, here in labelled_tables("chart", draft.chart, place):
        chart = size_chart(table, here, find) if table.chart_of is None else taken_chart(table, here, find, own_charts)
        if table.id:
            charts[table.id] = chart
    return charts


def named_charts(
    names: list[str], place: FieldPath, shared: SharedCharts, own_charts: Mapping[str, ChartDraft]
) -> Iterator[SizeChart]:
    """The shared charts that a product names; an unknown name and one that stands twice are problems at `place`."""
    for name, count in Counter(names).items() if len(names) > 1 else ((name, 1) for name in names):
        if count > 1:
            place.report("duplicate_chart", name, "file_id_used_once", "file_take_second_out")
        if name in shared:
            chart = shared[name]
            if chart is not None:
                yield chart
        elif name in own_charts:
            place.report("unknown_chart", name, "file_shared_chart", "file_chart_to_the_top")
        elif shared:
            place.unknown("unknown_chart", name, "file_shared_chart", shared)
        else:
            place.report("unknown_chart", name, "file_shared_chart", "file_add_a_chart")


def report_unused(draft: BrandDraft, place: FieldPath) -> None:
    """A remark at each `[[chart]]` that no product names and no other chart is taken from."""
    used = {name for table in draft.product for name in table.charts}
    used |= {c.chart_of for c in (*draft.chart, *(c for table in draft.product for c in table.chart)) if c.chart_of}
    for table, here in labelled_tables("chart", draft.chart, place):
        if table.id and table.id not in used:
            here.report("unused_chart", table.id, "file_product_with_it", "file_name_the_chart", id=table.id)
