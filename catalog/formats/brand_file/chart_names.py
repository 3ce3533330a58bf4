"""Charts of a file that a person gave another id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from .marks import Marks, mark, marks_of

Records = Mapping[str, Any]
"""Charts or products by id."""
FRAME: Final = ("keyed_by", "unit", "chart_of")
ROW: Final = "rows."


def named_by_person(base: Mapping[str, Marks], standing: Records) -> dict[str, str]:
    """By the id that an import gave to a chart: the id that a person gave to it in the file.

    Such a chart means what the import wrote, and most of its rows are still as they were written. Where two charts are
    so, or two were so before, nobody knows which is which.
    """
    missing = {id: marks for id, marks in base.items() if id not in standing}
    new = {id: marks_of(chart) for id, chart in standing.items() if id not in base} if missing else {}
    pairs = [(old, id) for old, before in missing.items() for id, now in new.items() if _is_the_same(before, now)]
    olds, news = Counter(old for old, _ in pairs), Counter(id for _, id in pairs)
    return {old: id for old, id in pairs if olds[old] == news[id] == 1}


def _is_the_same(before: Marks, now: Marks) -> bool:
    rows = {name for name in before if name.startswith(ROW)}
    same_rows = {name for name in rows if now.get(name) == before[name]}
    return 2 * len(same_rows) > len(rows) and all(before.get(name) == now.get(name) for name in FRAME)


def with_names(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A chart or product with some charts under other ids."""
    changed = dict(record)
    for field in ("id", "chart_of"):
        if record.get(field) in names:
            changed[field] = names[record[field]]
    if "charts" in record:
        changed["charts"] = [names.get(id, id) for id in record["charts"]]
    return changed


def with_uses(marks: Marks, names: Mapping[str, str]) -> Marks:
    """The marks of a product with some of its charts under other ids."""
    by_mark = {mark(old): mark(new) for old, new in names.items()}
    if not by_mark or "charts" not in marks:
        return marks
    return {**marks, "charts": ",".join(by_mark.get(text, text) for text in marks["charts"].split(","))}
