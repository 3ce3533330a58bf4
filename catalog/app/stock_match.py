"""Which variant each row of a stock feed is about: the keys of a row have to lead to one, and its rows to agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from ..formats.draft.problems import FieldPath
from ..formats.stock_feed.stock_row import StockFeed, StockRow, added_up
from ..model.stock_report import LeftOutRow
from ..store.offer_updates import OfferedVariant

Places = tuple[int, ...]
"""Where variants stand in the list of all."""


class VariantIndex:
    """All variants by each of their keys: SKU, GTIN and shop id."""

    def __init__(self, variants: Sequence[OfferedVariant]) -> None:
        self.variants = variants
        self._by_sku = _index(v.sku for v in variants)

    @cached_property
    def _by_gtin(self) -> Mapping[str, Places]:
        return _index(v.gtin for v in self.variants)

    @cached_property
    def _by_shop_id(self) -> Mapping[str, Places]:
        return _index(v.shop_id for v in self.variants)

    def places(self, row: StockRow) -> Places:
        """Where the variants stand that the keys of a row lead to; several where the keys do not agree."""
        by_sku = self._by_sku.get(row.sku, ())
        if not (row.gtin or row.shop_id or row.any_id):
            return by_sku
        by_id = (*self._by_shop_id.get(row.any_id, ()), *self._by_sku.get(row.any_id, ()))
        others = (*self._by_gtin.get(row.gtin, ()), *self._by_shop_id.get(row.shop_id, ()), *by_id)
        return tuple(dict.fromkeys((*by_sku, *others)))


def _index(keys: Iterable[str]) -> Mapping[str, Places]:
    index: dict[str, Places] = {}
    for at, key in enumerate(keys):
        if key:
            index[key] = (*index[key], at) if key in index else (at,)
    return index


class MatchedRows(Struct, frozen=True):
    """What a feed says of each variant, by its place in the list of all, and the rows that are about none of them."""

    statements: Mapping[int, StockRow]
    not_found: tuple[LeftOutRow, ...]
    elsewhere: tuple[LeftOutRow, ...]


def match_rows(index: VariantIndex, feed: StockFeed, collection: str, place: FieldPath) -> MatchedRows:
    """Lead each row to its variant, within one collection where that is named.

    Rows whose keys lead to several variants, and rows that contradict one another, are problems at their lines.
    """
    by_variant: dict[int, list[StockRow]] = {}
    not_found: list[LeftOutRow] = []
    elsewhere: list[LeftOutRow] = []
    for row in feed.rows:
        places = index.places(row)
        inside = _inside(index.variants, places, collection) if collection else places
        if len(inside) == 1:
            by_variant.setdefault(inside[0], []).append(row)
        elif inside:
            _report_several(row, [index.variants[at] for at in inside], place.to(f"{feed.counted} {row.line}"))
        elif places:
            elsewhere.append(LeftOutRow(row.line, row.label, index.variants[places[0]].collection))
        else:
            not_found.append(LeftOutRow(row.line, row.label))
    statements = {at: _one(rows, feed.counted, place) for at, rows in by_variant.items()}
    return MatchedRows(statements, tuple(not_found), tuple(elsewhere))


def _inside(variants: Sequence[OfferedVariant], places: Places, collection: str) -> Places:
    return tuple(at for at in places if variants[at].collection == collection)


def _report_several(row: StockRow, variants: Sequence[OfferedVariant], here: FieldPath) -> None:
    keys = ", ".join(key for key in (row.sku, row.gtin, row.shop_id, row.any_id) if key)
    named = ", ".join(f"{v.sku} ({v.product}, {v.collection})" for v in variants)
    here.report("two_variants", keys, "feed_one_variant", "feed_two_variants", variants=named)


def _one(rows: Sequence[StockRow], counted: str, place: FieldPath) -> StockRow:
    """The one statement of all rows on a variant; a problem at the first that contradicts those before it."""
    statement = rows[0] if len(rows) == 1 else added_up(rows)
    if statement is not None:
        return statement
    other = next((row for row in rows if row.news != rows[0].news), rows[-1])
    here = place.to(f"{counted} {other.line}")
    here.report("contradiction", other.label, "feed_one_statement", "feed_line_before", line=rows[0].line)
    return rows[0]
