"""Charts of a shop that are those of a file under another id, because the id is made of the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .marks import Marks, mark

Records = Mapping[str, Any]
"""Charts or products by id."""


def renamed_charts(
    base: Mapping[str, Mapping[str, Marks]], charts: Records, products: Records, standing: Records
) -> dict[str, str]:
    """The ids that charts of the shop have in the file, where these are other ones than the shop's.

    `base` are the marks of what the last import wrote by kind and id, `charts` and `products` what the shop says now,
    `standing` the charts of the file. A chart that a product was sized by and the shop does not have any more is that
    which the product is sized by instead; where products disagree, that of most of them.
    """
    votes: Counter[tuple[str, str]] = Counter()
    by_mark = {mark(id): id for id in base["chart"] if id not in charts}
    for id, product in products.items() if by_mark else ():
        written = base["product"].get(id, {}).get("charts", "").split(",")
        old = [by_mark[text] for text in written if text in by_mark]
        new = [chart for chart in product.get("charts", ()) if chart not in base["chart"] and chart not in standing]
        votes.update(_pairs(old, new, {**standing, **charts}))
    names: dict[str, str] = {}
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
