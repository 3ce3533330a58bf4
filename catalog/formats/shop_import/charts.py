"""A size chart as a brand file has it, made once however many products print it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct

from ...model.leg import Dimension, LegPoint
from ...model.read_chart import CHILDREN, Measures, ReadChart, ReadRow
from ...model.source import Confidence, Source
from ..draft.charts import size_chart
from ..draft.models import ChartDraft
from ..draft.problems import FieldPath, ProblemCollector
from ..size_table.brand_file import ALTERNATIVES, UNREAD, chart_keys
from ..size_table.word_list import has_phrase, phrases, words_of

REMEMBERED: Final = 2_048
"""Charts of which it is remembered what becomes of them: a shop prints the same few under all its products."""
SOCK_POINTS: Final = frozenset({"ankle_min_girth", "calf_max_girth", "below_knee_girth"})
"""A chart of one of these is for a leg; waist and hip are on charts of every garment."""
ANY_SOURCE: Final = Source("https://example.com/", "unknown", "data", Confidence.QUOTED)
MOST_ROWS: Final = 200


class PreparedChart(Struct, frozen=True):
    """A chart that was read, as the fields of a brand file, with the digest of its figures."""

    chart: ReadChart
    fields: Mapping[str, Any]
    digest: str
    by_girth: bool
    labels: tuple[str, ...]
    """The labels of its sizes, in order, each once."""
    refused: str = ""
    """The codes of what a brand file would refuse it for."""

    @property
    def points(self) -> frozenset[str]:
        """Every point that it goes by."""
        return frozenset(point for key in self.fields["keyed_by"] for point in key.split(ALTERNATIVES))

    def named(self, brand: str) -> str:
        """Its id for a brand: the same in every run, whichever product is read first."""
        first = self.fields["keyed_by"][0].split(ALTERNATIVES)[0].replace("_", "-")
        return "-".join(filter(None, (brand[:30].strip("-"), first, self.digest)))


@lru_cache(maxsize=REMEMBERED)
def prepared_charts(chart: ReadChart) -> tuple[PreparedChart, ...]:
    """The charts that a brand file would have of one that was read: one by girths, lengths and shoe, one by build."""
    return tuple(_prepared(chart, keys) for keys in chart_keys(chart))


def _prepared(chart: ReadChart, keys: tuple[str, ...]) -> PreparedChart:
    points = [point for key in keys for point in key.split(ALTERNATIVES)]
    units = {point: unit for point, unit in chart.units if point in points}
    fields: dict[str, Any] = {"keyed_by": list(keys)}
    if chart.unit and any(p not in units and LegPoint(p).dimension is Dimension.LENGTH for p in points):
        fields["unit"] = chart.unit
    if units:
        fields["units"] = units
    if chart.twin is not None and chart.twin.unit:
        fields["note"] = f"printed in {chart.twin.unit} too"
    fields["rows"] = list(_rows(chart.rows, keys))
    figures = json.dumps(fields, sort_keys=True, ensure_ascii=True)
    digest = sha256(figures.encode()).hexdigest()[:8]
    by_girth = any(LegPoint(point).is_girth for point in points)
    labels = tuple(dict.fromkeys(row["size"] for row in fields["rows"]))
    return PreparedChart(chart, fields, digest, by_girth, labels, _refused(fields))


def _rows(rows: Sequence[ReadRow], keys: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The rows as tables, each once; a key without a band is `?`, but for an alternative beside one that has one.

    A size that is called by children is none of a product for adults.
    """
    made: set[tuple[tuple[str, str], ...]] = set()
    for row in rows:
        if has_phrase(words_of(row.size), phrases("audience", CHILDREN)):
            continue
        cells = {"size": row.size}
        for key in keys:
            printed = [(point, band) for point in key.split(ALTERNATIVES) if (band := row.band(point))]
            cells.update(printed or [(key.split(ALTERNATIVES)[0], UNREAD)])
        if (cell_texts := tuple(cells.items())) not in made:
            made.add(cell_texts)
            yield cells


def _refused(fields: Mapping[str, Any]) -> str:
    """The codes of what the checks of a brand file say against a chart; empty where they take it."""
    collector = ProblemCollector()
    place = FieldPath(collector, ("chart",))
    if len(fields["rows"]) > MOST_ROWS:
        return "too_many_rows"
    size_chart(ChartDraft(id="chart", **fields), place, lambda *_: ANY_SOURCE)
    return ", ".join(dict.fromkeys(problem.code for problem in collector.problems))


@lru_cache(maxsize=REMEMBERED)
def why_not_taken(chart: ReadChart) -> str:
    """The code of why a chart that was read is no chart of a product; empty where it can be one."""
    if chart.audience == CHILDREN:
        return "chart_for_children"
    if chart.measures == Measures.GARMENT:
        return "chart_of_garment"
    if chart.is_impossible:
        return "chart_impossible"
    if not chart_keys(chart):
        return "chart_without_key"
    lengths = [p for p in chart.points if LegPoint(p).dimension is Dimension.LENGTH]
    units = dict(chart.units)
    if chart.unit is None and any(point not in units for point in lengths):
        return "chart_unit_unknown"
    return ""


class WeighedChart(Struct, frozen=True):
    """A chart that was read: what a brand file would have of it, or the code of why it can be no product's."""

    chart: ReadChart
    prepared: tuple[PreparedChart, ...] = ()
    why_not: str = ""
    is_for_leg: bool = False


def weighed_chart(chart: ReadChart) -> WeighedChart:
    """What can become of a chart."""
    why_not = why_not_taken(chart)
    is_for_leg = not SOCK_POINTS.isdisjoint(chart.points)
    return WeighedChart(chart, () if why_not else prepared_charts(chart), why_not, is_for_leg)
