"""Which charts of a brand file each product is sized by after an import, decided before any of them is merged.

The id of a chart is made of its figures, so that a shop that prints other figures has another chart. Which one is in
the place of which is told product by product: what one is sized by now is what it was sized by before, changed. Where
all its products go along, the chart of the file changes where it stands. Where others keep it, those that leave it
get one of their own, with what a person corrected in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, Final

from msgspec import Struct

from ...model.leg import GIRTHS
from ..size_table.brand_file import ALTERNATIVES
from .marks import Marks, mark, marks_of
from .merge import Record
from .merge_charts import OWN, merge_chart
from .shop_read import CHARTS, ShopRead

Records = Mapping[str, Any]
"""Charts or products by id."""
Pair = tuple[str, str]
"""A chart of the file, and the one of the shop in its place."""
GIRTH_NAMES: Final = frozenset(point.value for point in GIRTHS)


class ChartsBefore(Struct, frozen=True):
    """The charts of a brand file, at its top and in its products, as they stand before an import."""

    charts: Records
    base: Mapping[str, Marks]
    """What an import wrote of them, by their ids in the file."""
    own: frozenset[str] = frozenset()
    """Those that a person moved into a product."""

    def is_corrected(self, id: str) -> bool:
        """Whether a person changed something in a chart that an import wrote."""
        return id in self.own or marks_of(self.charts[id]) != self.base[id]


class ProductBefore(Struct, frozen=True):
    """A product that stands in the file and that the shop has."""

    mine: Record
    base: Marks
    news: Record


class _Uses(Struct):
    """What a product was sized by, and what the shop has for it now, by the ids of the shop."""

    ours: list[str]
    theirs: list[str]
    old: list[str]
    """Those that an import wrote and the shop does not have for it now."""
    new: list[str]
    """Those that the shop has for it and no import wrote."""
    is_unread: bool
    is_not_given: bool
    """Whether it had a chart that a person gave, and this run was given none."""
    beside: list[str]
    """Those that the shop has now for a product whose chart a person gave."""
    pairs: dict[str, str]
    """By one of the old ones: the new one in its place."""


class ProductUses(Struct, frozen=True):
    """The charts that one product of the file is sized by; every id is one of the file."""

    theirs: list[str] = []
    """Those that the shop has for it."""
    moved: dict[str, str] = {}
    """By a chart that it was sized by: the other one that is in its place now."""
    unknown: list[str] = []
    """Those of before of which this run cannot say that the shop has them no longer."""
    left: list[str] = []
    """Those that the shop has no longer, and that stay because a person corrected them."""
    is_not_given: bool = False
    """Whether it had a chart that a person gave, and this run was given none."""
    refused: list[str] = []
    """Those of the shop that stay away because it has one of a person's own."""


class ChartPlan(Struct, frozen=True):
    """The charts of a shop under the ids of the file."""

    uses: Mapping[str, ProductUses]
    """By the id of each product that stands in the file."""
    news: Records
    """What the shop says of each chart."""
    names: Mapping[str, str]
    """By the id that the shop has for a chart: that of the file, for products that are new."""
    copies: Mapping[str, str]
    """By a chart that comes into the file: the one that it comes in the place of for some products."""
    unread: frozenset[str]
    """Charts of which something could not be read."""


NO_CHARTS: Final = ChartPlan({}, {}, {}, {}, frozenset())


class ChartPlanner:
    """Tells which chart of a shop is which of a file."""

    def __init__(
        self, before: ChartsBefore, charts: Records, products: Mapping[str, ProductBefore], read: ShopRead
    ) -> None:
        """Take the charts of the shop by its ids, and its products that stand in the file by theirs."""
        self._before, self._charts = before, charts
        self._uses = {id: self._uses_of(id, product, read) for id, product in products.items()}
        self._unread = {c for uses in self._uses.values() if uses.is_unread for c in uses.theirs}
        self._names: dict[str, str] = {}
        self._of_pairs: dict[Pair, str] = {}
        self._copies: dict[str, str] = {}

    def plan(self, coming: Iterable[str], taken: Collection[str]) -> ChartPlan:
        """The plan; `coming` are the charts of products that are new, `taken` are ids that no new chart may have."""
        users = Counter(chart for uses in self._uses.values() for chart in uses.theirs)
        users.update(coming)
        self._rename(users)
        self._copy(users, {*taken, *self._before.charts, *self._before.base})
        of_file = {
            id: name for name, id in (*self._names.items(), *((new, id) for (_, new), id in self._of_pairs.items()))
        }
        news = {id: chart for id, chart in self._charts.items() if id not in self._names}
        news |= {id: {**self._charts[name], "id": id} for id, name in of_file.items()}
        unread = frozenset(id for id in news if of_file.get(id, id) in self._unread)
        uses = {id: self._settled(uses) for id, uses in self._uses.items()}
        return ChartPlan(uses, news, self._names, self._copies, unread)

    def _uses_of(self, id: str, product: ProductBefore, read: ShopRead) -> _Uses:
        written = product.base.get(CHARTS, "").split(",")
        is_not_given = read.is_not_given(product.base)
        ours, printed = charts_of(product.mine), list(product.news.get(CHARTS, ()))
        theirs, beside = ([], printed) if is_not_given else (printed, [])
        old = [id for id in ours if id in self._before.base and mark(id) in written and id not in theirs]
        new = [id for id in theirs if id not in ours and mark(id) not in written]
        is_unread = is_not_given or read.is_unread(id, CHARTS)
        return _Uses(ours, theirs, old, new, is_unread, is_not_given, beside, dict(self._pairs(old, new)))

    def _pairs(self, old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
        """Those that are the only ones of their sort: a product has one in force by girths and one by build or shoe."""
        for by_girth in (True, False):
            ours = [id for id in old if is_by_girth(self._before.charts[id], self._before.charts) is by_girth]
            theirs = [id for id in new if is_by_girth(self._charts.get(id, {}), self._charts) is by_girth]
            if len(ours) == len(theirs) == 1:
                yield ours[0], theirs[0]

    def _stays(self, id: str, uses: _Uses) -> bool:
        """Whether a chart of before stays although the shop names none in its place."""
        return id not in uses.pairs and (uses.is_unread or self._before.is_corrected(id))

    def _rename(self, users: Mapping[str, int]) -> None:
        """Charts that no product keeps as they are change where they stand, to what most of their products have now.

        A correction is of the products that had it: another one that the shop prints the same for now gets it as it is.
        """
        staying = {id for uses in self._uses.values() for id in uses.old if self._stays(id, uses)}
        staying |= users.keys() - self._before.own
        every = Counter(pair for uses in self._uses.values() for pair in uses.pairs.items())
        votes = [pair for pair, _ in every.most_common() if pair[0] not in staying]
        renamed: set[str] = set()
        for old, new in sorted(votes, key=lambda pair: self._before.is_corrected(pair[0])):
            is_free = new not in self._names and new not in self._before.charts and new not in self._before.base
            if old not in renamed and (is_free or self._goes_along(old, new)):
                renamed.add(old)
                self._of_pairs[old, new] = old
                is_alone = all(o == old for o, n in every if n == new)
                if is_free and (is_alone or not self._goes_along(old, new)):
                    self._names[new] = old

    def _copy(self, users: Mapping[str, int], taken: set[str]) -> None:
        """Other products leave a chart that stays as it is: what a person corrected in it goes along."""
        pairs = Counter(pair for uses in self._uses.values() for pair in uses.pairs.items())
        for (old, new), number in pairs.items():
            if (old, new) not in self._of_pairs and self._goes_along(old, new):
                is_alone = users[new] == number and new not in taken
                name = new if is_alone else next(n for n in (f"{new}-{at}" for at in count(2)) if n not in taken)
                taken.add(name)
                self._of_pairs[old, new], self._copies[name] = name, old

    def _goes_along(self, old: str, new: str) -> bool:
        """Whether a chart in the place of another one is not just as the shop has it."""
        base, mine, news = self._before.base[old], self._before.charts[old], self._charts[new]
        merged = merge_chart(base, mine, news, is_unread=new in self._unread)
        return {**merged.fields, **{name: news.get(name) for name in OWN}} != {**dict.fromkeys(OWN), **news}

    def _settled(self, uses: _Uses) -> ProductUses:
        """What a product is sized by under the ids of the file."""
        of_pairs = {new: self._of_pairs[old, new] for old, new in uses.pairs.items() if (old, new) in self._of_pairs}
        names = {id: of_pairs.get(id) or self._names.get(id, id) for id in (*uses.theirs, *uses.beside)}
        moved = {old: names[new] for old, new in uses.pairs.items() if names[new] != old}
        stay = [id for id in uses.old if self._stays(id, uses)]
        unknown, left = (stay, []) if uses.is_unread else ([], stay)
        refused = self._refused(uses, stay)
        theirs = [names[id] for id in uses.theirs if id not in refused]
        return ProductUses(theirs, moved, unknown, left, uses.is_not_given, [names[id] for id in refused])

    def _refused(self, uses: _Uses, stay: Iterable[str]) -> list[str]:
        """Charts of the shop where a person gave the product one of their sort, or corrected one that stays."""
        added = [id for id in (*uses.new, *uses.beside) if id not in (*uses.pairs.values(), *uses.ours)]
        own = [id for id in uses.ours if id not in self._before.base] if added else []
        charts = [chart for id in (*own, *stay) if (chart := self._before.charts.get(id))]
        sorts = {is_by_girth(chart, self._before.charts) for chart in charts if is_in_force(chart)}
        news = {id: self._charts.get(id, {}) for id in added}
        return [id for id, c in news.items() if is_in_force(c) and is_by_girth(c, self._charts) in sorts]


def charts_of(product: Record) -> list[str]:
    """The ids of the charts that a product of a file is sized by: those that it names, and its own."""
    return [*product.get(CHARTS, ()), *(chart.get("id", "") for chart in product.get("chart", ()))]


def is_in_force(chart: Record) -> bool:
    """Whether a chart is asked for sizes: of each sort a product has one at most."""
    return bool(chart.get("current", True))


def is_by_girth(chart: Record, charts: Records) -> bool:
    """Whether a chart sizes by a girth, not by height, weight or shoe; one of `charts` may have its figures.

    >>> is_by_girth({"keyed_by": ["shoe_eu", "calf_max_girth|height"]}, {}), is_by_girth({"keyed_by": ["shoe_eu"]}, {})
    (True, False)
    """
    chart = charts.get(chart.get("chart_of", ""), chart)
    return any(point in GIRTH_NAMES for key in chart.get("keyed_by", ()) for point in key.split(ALTERNATIVES))
