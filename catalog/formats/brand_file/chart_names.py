"""Charts of a file that a person gave another id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


def renamed_in_marks(base: Mapping[str, Marks], products: Iterable[tuple[Sequence[str], Marks]]) -> dict[str, str]:
    """By the mark of the id that an import gave to a chart: the id that stands in the marks of the file, too.

    So it is where a person replaced the id in the whole file. `base` are the marks of charts, `products` the charts of
    each product, and its marks: some of these are of no chart, and as many of its charts are in none.
    """
    standing = {mark(id): id for id in base}
    names: dict[str, set[str]] = {}
    for charts, marks in products:
        written = [text for text in marks.get("charts", "").split(",") if text]
        strays = [text for text in written if text not in standing]
        unused = [id for id in charts if id in base and mark(id) not in written]
        for text, id in zip(strays, unused, strict=True) if len(strays) == len(unused) else ():
            names.setdefault(text, set()).add(id)
    return {text: next(iter(ids)) for text, ids in names.items() if len(ids) == 1}


def with_uses(marks: Marks, names: Mapping[str, str]) -> Marks:
    """The marks of a product with some of its charts under other ids, by the marks of those that they had."""
    if not names or "charts" not in marks:
        return marks
    written = (mark(names[text]) if text in names else text for text in marks["charts"].split(","))
    return {**marks, "charts": ",".join(written)}
