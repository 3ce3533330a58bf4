"""Charts of a shop that are those of a file under another id: it is made of the figures, or a person gave another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def renamed_charts(
    base: Mapping[str, Mapping[str, Marks]], charts: Records, products: Records, standing: Records,
    by_person: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """The ids that charts of the shop have in the file, where these are other ones than the shop's.

    `base` are the marks of what the last import wrote by kind and id, `charts` and `products` what the shop says now,
    `standing` the charts of the file, `by_person` the ids that a person gave to charts of `base`, by those of the
    import. A chart that a product was sized by and the shop does not have any more is that
    which the product is sized by instead; where products disagree, that of most of them.
    """
    votes: Counter[tuple[str, str]] = Counter()
    written = {id: old for old, id in by_person.items()}
    by_mark = {mark(written.get(id, id)): id for id in base["chart"] if written.get(id, id) not in charts}
    for id, product in products.items() if by_mark else ():
        sized_by = base["product"].get(id, {}).get("charts", "").split(",")
        old = [by_mark[text] for text in sized_by if text in by_mark]
        new = [chart for chart in product.get("charts", ()) if chart not in {*base["chart"], *standing, *by_person}]
        votes.update(_pairs(old, new, {**standing, **charts}))
    names = {old: id for old, id in by_person.items() if old in charts}
    for (old_id, new_id), _ in votes.most_common():
        if new_id not in names and old_id not in names.values():
            names[new_id] = old_id
    return names


def _pairs(old: Sequence[str], new: Sequence[str], charts: Records) -> Iterator[tuple[str, str]]:
    """The one with the one, of several those that are the only ones with some keys."""
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    ours, theirs = _by_keys(old, charts), _by_keys(new, charts)
    for keys, ids in ours.items():
        if len(ids) == len(theirs.get(keys, ())) == 1:
            yield ids[0], theirs[keys][0]


def _by_keys(ids: Iterable[str], charts: Records) -> dict[str, list[str]]:
    by_keys: dict[str, list[str]] = {}
    for id in ids:
        by_keys.setdefault(str(charts.get(id, {}).get("keyed_by")), []).append(id)
    return by_keys


def with_names(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A chart or product with some charts under other ids."""
    changed = dict(record)
    for field in ("id", "chart_of"):
        if record.get(field) in names:
            changed[field] = names[record[field]]
    if "charts" in record:
        changed["charts"] = [names.get(id, id) for id in record["charts"]]
    return changed
