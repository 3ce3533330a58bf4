"""Which of the charts that were read is a product's: by its audience, one by girths and one by build or shoe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from ...model.leg import LegPoint
from ...model.read_chart import ReadChart
from ..size_table.brand_file import UNREAD
from .charts import PreparedChart, WeighedChart
from .notes import MOST_QUOTED, Notes

OWN_SEX: Final = ("women", "men")
MOST_CELLS: Final = 20
"""So many unread cells of a product are named one by one."""
TOO_LITTLE_READ: Final = frozenset({"chart_impossible", "chart_without_key"})
"""Why a chart is not taken, where its cells that were not read say more."""


class ChartChoice(Struct, frozen=True):
    """The charts that a product has, and those that a person has to choose among."""

    taken: tuple[PreparedChart, ...] = ()
    open: tuple[PreparedChart, ...] = ()
    labels: tuple[str, ...] = ()
    """The labels of the charts that it has, each once."""


def sound_charts(charts: Iterable[WeighedChart], notes: Notes) -> list[PreparedChart]:
    """The charts that can be a product's; the others are noted, each with why."""
    sound: dict[str, PreparedChart] = {}
    for weighed in charts:
        if weighed.why_not:
            notes.add(weighed.why_not, chart=_title(weighed.chart))
            note_unread([weighed.chart] if weighed.why_not in TOO_LITTLE_READ else [], notes)
        for prepared in weighed.prepared:
            if prepared.refused:
                notes.add("chart_refused", chart=_title(weighed.chart), codes=prepared.refused)
            else:
                sound.setdefault(prepared.digest, prepared)
    return list(sound.values())


def choose(
    charts: Sequence[PreparedChart], mapped: Sequence[PreparedChart], audience: str | None, notes: Notes
) -> ChartChoice:
    """The charts of a product of an audience; charts that a person gave it go before those of its description."""
    taken: list[PreparedChart] = []
    undecided: list[PreparedChart] = []
    for by_girth in (True, False):
        by_person = [c for c in mapped if c.by_girth is by_girth]
        printed = [c for c in charts if c.by_girth is by_girth]
        if not (by_person or printed):
            continue
        own = _of_audience(by_person or printed, audience)
        if by_person and any(c.digest not in {g.digest for g in by_person} for c in printed):
            notes.add("chart_replaced", chart=_title(printed[0].chart))
        if not own:
            notes.add("chart_for_others", charts=", ".join(_title(c.chart) for c in by_person or printed))
        if len(own) == 1:
            taken += own
        elif own:
            undecided += own
            notes.add("several_charts", count=len(own), charts=", ".join(_title(c.chart) or c.digest for c in own))
    read = [chart.chart for chart in taken]
    read = read if read[:1] != read[1:] else read[:1]  # one by girths and one by build may be of one table
    note_unread(read, notes)
    note_missing(taken, notes)
    if any(LegPoint.SHOE_UNSTATED in chart.points for chart in taken):
        notes.add("shoe_unstated")
    note_passed_over(read, notes)
    labels = dict.fromkeys(label for chart in taken for label in chart.labels)
    return ChartChoice(tuple(taken), tuple(undecided), tuple(labels))


def _of_audience(charts: Sequence[PreparedChart], audience: str | None) -> list[PreparedChart]:
    """The charts for an audience: its own, else those that name none; all where nobody says whom it is for."""
    by_digest = {chart.digest: chart for chart in charts}
    if audience in OWN_SEX:
        own = [c for c in by_digest.values() if c.chart.audience == audience]
        return own or [c for c in by_digest.values() if c.chart.audience not in OWN_SEX]
    shared = [c for c in by_digest.values() if c.chart.audience not in OWN_SEX]
    return shared or list(by_digest.values())


def note_passed_over(charts: Iterable[ReadChart], notes: Notes) -> None:
    """A note for each chart that has more columns than were read: what its maker asks besides is not compared."""
    for chart in charts:
        heads = [" ".join(column.head.split())[:MOST_QUOTED] for column in chart.passed_over]
        if any(heads):
            notes.add("columns_not_used", chart=_title(chart), heads=", ".join(dict.fromkeys(filter(None, heads))))


def note_unread(charts: Iterable[ReadChart], notes: Notes) -> None:
    """A note for each cell of some charts that was not read."""
    cells = dict.fromkeys([(_title(chart), cell) for chart in charts for cell in chart.unread])
    for title, cell in list(cells)[:MOST_CELLS]:
        notes.add(
            "unread_cell", chart=title, row=cell.row, column=cell.column, text=cell.text[:MOST_QUOTED], why=cell.code
        )  # fmt: skip
    if len(cells) > MOST_CELLS:
        notes.add("more_unread_cells", count=len(cells) - MOST_CELLS)


def note_missing(charts: Iterable[PreparedChart], notes: Notes) -> None:
    """A note for each chart of which some sizes have no figure where others have one, and no cell was unread."""
    for chart in charts:
        unread = {(cell.size, cell.point) for cell in chart.chart.unread}
        missing = [
            (row["size"], point) for row in chart.fields["rows"] for point, band in row.items()
            if band == UNREAD and point != "size" and (row["size"], point) not in unread
        ]  # fmt: skip
        if missing:
            points = tuple(LegPoint(point) for point in dict.fromkeys(point for _, point in missing))
            sizes = ", ".join(dict.fromkeys(size for size, _ in missing))[:MOST_QUOTED]
            notes.add("measure_missing", chart=_title(chart.chart), sizes=sizes, points=points)


def _title(chart: ReadChart) -> str:
    """What a person would know the chart by: its title, whom it is for, else its sizes."""
    sizes = ", ".join(dict.fromkeys(row.size for row in chart.rows)) or next((c.text for c in chart.unread), "")
    return " ".join((chart.title or chart.audience or sizes).split())[:MOST_QUOTED]
