"""The cases of size tables in ../shared/cases/tables, and a chart that was read compared with what a person reads.

Written after the README there: `accept` names what else is right, `instead` another whole reading, `or` a chart that may be
missing, `exit` other exit codes. A band counts as right, wrong or missed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from catalog.formats.size_table.limits import PointLimits
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.read_chart import ChartsRead, ReadChart

CASES = Path(__file__).parents[3] / "shared" / "cases" / "tables"
OWN_CASES = Path(__file__).parents[1] / "cases" / "size_tables"
"""More cases in the same form, made for this repository."""
Rows = Mapping[tuple[str, int], Mapping[str, str]]


def limits() -> dict[LegPoint, PointLimits]:
    """What is possible and likely at each point, after the shipped policy, in cm and kg."""
    policy = shipped_policy()
    own = {}
    for point in LegPoint:
        ranges = [policy.range_at(point, grade) for grade in ("possible", "likely")]
        if all(ranges):
            per = 1000 if point is LegPoint.WEIGHT else 10_000
            low, high = ((Fraction(r[0], per), Fraction(r[1], per)) for r in ranges if r)
            own[point] = PointLimits(low, high)
    return own


def case_files(folder: Path = CASES) -> list[Path]:
    """Every file of a case; none where the folder is not there."""
    return sorted(p for p in folder.glob("[0-9]*") if not p.name.endswith(".expected.json"))


def cases(folder: Path = CASES) -> list[tuple[str, Path, dict[str, Any]]]:
    """Each case: its name, its file, and what is to be read."""
    return [
        (p.name, p, json.loads((folder / f"{p.name.rsplit('.', 1)[0]}.expected.json").read_text("utf-8")))
        for p in case_files(folder)
    ]


@dataclass
class Score:
    """How many bands are right, and what is wrong, missed, or not as it should be besides."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    besides: list[str] = field(default_factory=list)


def as_document(chart: ReadChart) -> dict[str, Any]:
    """The parts of a chart that are compared, as the contract writes them."""
    twin = chart.twin
    return {
        "title": chart.title, "audience": chart.audience, "unit": chart.unit, "units": dict(chart.units),
        "rows": [{"size": r.size, **dict(r.bands)} for r in chart.rows], "measures": str(chart.measures),
        "twin": None if twin is None else {
            "unit": twin.unit, "units": dict(twin.units), "rows": [{"size": r.size, **dict(r.bands)} for r in twin.rows]
        },
        "unread": [{"row": u.row, "column": u.column, "size": u.size, "point": u.point, "code": u.code, "text": u.text} for u in chart.unread],
    }  # fmt: skip


def compare(expected: Mapping[str, Any], read: ChartsRead) -> Score:
    """The score of what was read, by the reading of the case, or the other whole one, that it is nearest to."""
    wholes = [expected, *(a["instead"] for a in expected.get("accept", ()) if "instead" in a)]
    charts = [as_document(chart) for chart in read.charts]
    left = {t.number for t in read.tables_left_out}
    scores = [_score({**expected, **whole}, charts, left) for whole in wholes]
    return min(scores, key=lambda s: (len(s.wrong), len(s.missed), len(s.besides)))


def _score(expected: Mapping[str, Any], charts: list[dict[str, Any]], left: set[int]) -> Score:
    score = Score()
    accept = expected.get("accept", ())
    charts = [*charts]
    for number, chart in enumerate(expected["charts"], start=1):
        own = [a for a in accept if a.get("chart") == number]
        at = _nearest(chart, charts)
        if at is None:
            if not any(a.get("or") == "left_out" for a in own):
                score.missed += [f"chart {number}: {band}" for band in _names(chart["rows"])]
            continue
        _chart(score, f"chart {number}", chart, charts.pop(at), own)
    score.wrong += [f"a chart too many: {b}" for chart in charts for b in _names(chart["rows"])]
    wanted = {t["number"] for t in expected["tables_left_out"]}
    if left - wanted and not any(a.get("or") == "left_out" for a in accept):
        score.besides.append(f"left out {sorted(left - wanted)}")
    if wanted - left:
        score.besides.append(f"not left out {sorted(wanted - left)}")
    return score


def _names(rows: list[dict[str, str]]) -> Iterator[str]:
    return (f"{row['size']} {p} {b}" for row in rows for p, b in row.items() if p != "size")


def _nearest(expected: Mapping[str, Any], charts: list[dict[str, Any]]) -> int | None:
    """The chart that shares most bands with the one of the case."""
    wanted = set(_names(expected["rows"]))
    shared = [(len(wanted & set(_names(c["rows"]))), -at) for at, c in enumerate(charts)]
    if not shared:
        return None
    count, at = max(shared)
    alike = [c for c in charts if {r["size"] for r in c["rows"]} & {r["size"] for r in expected["rows"]}]
    return -at if count or alike else None


def _chart(
    score: Score, where: str, expected: Mapping[str, Any], chart: dict[str, Any], accept: list[dict[str, Any]]
) -> None:
    audiences = {expected["audience"], *(x for a in accept if "audience" in a for x in a["audience"])}
    if chart["audience"] not in audiences:
        score.wrong.append(f"{where}: audience {chart['audience']}, not {expected['audience']}")
    if chart["measures"] != expected["measures"]:
        score.wrong.append(f"{where}: measures {chart['measures']}")
    _rows(score, where, expected, chart, chart["unread"], accept)
    twin, own = expected.get("twin"), chart["twin"]
    if twin is not None and own is not None:
        _rows(score, f"{where}, twin", twin, own, chart["unread"], accept)
    elif twin is not None:
        score.missed += [f"{where}, twin: {b}" for b in _names(twin["rows"])]
    elif own is not None:
        score.wrong += [f"{where}: a twin too many: {b}" for b in _names(own["rows"])]
    names = {(u["row"], u["column"]) for u in chart["unread"]}
    wanted = {(u["row"], u["column"]) for u in expected["unread"]}
    if wanted - names:
        score.besides.append(f"{where}: not named as unread {sorted(wanted - names)}")
    free = any(a.get("unread") for a in accept)
    if names - wanted and not free:
        score.besides.append(f"{where}: unread besides {sorted(names - wanted)}")


def _rows(
    score: Score,
    where: str,
    expected: Mapping[str, Any],
    chart: Mapping[str, Any],
    unread: list[dict[str, Any]],
    accept: list[dict[str, Any]],
) -> None:
    """Compare the bands of rows, which stand in order; labels that are accepted besides count as the one of the case."""
    for row, own in _matched(expected["rows"], chart["rows"], accept):
        label = (row or own or {})["size"]
        wanted, printed = dict(row or {}), dict(own or {})
        for point in dict.fromkeys([*wanted, *printed]):
            if point == "size":
                continue
            _band(
                score, f"{where}: {label} {point}", label, point, wanted.get(point), printed.get(point), unread, accept
            )
            if point in wanted and point in printed and not point.startswith("shoe"):
                units = [dict(c.get("units") or {}).get(point, c["unit"]) for c in (expected, chart)]
                if units[0] != units[1]:
                    score.wrong.append(f"{where}: {label} {point}: unit {units[1]}, not {units[0]}")


def _matched(
    rows: list[dict[str, str]], own: list[dict[str, str]], accept: list[dict[str, Any]]
) -> Iterator[tuple[Any, Any]]:
    others = {a["size"]: a["as"] for a in accept if "as" in a}
    free = [*own]
    for row in rows:
        labels = [row["size"], *others.get(row["size"], ())]
        at = max(
            (at for at, other in enumerate(free) if other["size"] in labels),
            key=lambda at: (sum(free[at].get(p) == b for p, b in row.items()), -at), default=None,
        )  # fmt: skip
        yield row, None if at is None else free.pop(at)
    for row in free:
        yield None, row


def _band(
    score: Score, where: str, size: str, point: str, wanted: str | None, printed: str | None, unread: list[dict[str, Any]],
    accept: list[dict[str, Any]],
) -> None:  # fmt: skip
    own = [a for a in accept if a.get("point", point) == point and a.get("size", size) == size]
    flagged = any(u["size"] == size and u["point"] == point for u in unread)
    bands = {a["band"] for a in own if "band" in a and (flagged or not a.get("flagged"))}
    bands |= {str(a["may"].get(point)) for a in own if isinstance(a.get("may"), dict)}
    if printed is None:
        if not any(a.get("unread") for a in own):
            score.missed.append(f"{where} {wanted}")
    elif printed == wanted or printed in bands:
        score.right += 1
    else:
        score.wrong.append(f"{where} {printed}, not {wanted}")
