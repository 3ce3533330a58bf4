"""An Arrow table of people in, an Arrow table of their sizes out: the one step that files, Spark and others share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from msgspec import Struct, field
from msgspec.structs import replace

from ..model.answer import Answer
from ..model.policy import Policy, shipped_policy
from ..model.product import Garment
from ..model.question import Filters, Prefer, Question
from ..model.verdict import MATCHES, NO_SIZE_HOLDS
from ..search.catalog_index import CatalogIndex
from ..search.edge_distance import edge_distances
from ..search.leg_table import LegTable, question_of
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import Page, answer, answer_about, products_named
from ..search.many_legs import CERTAINTIES, SizeAnswer
from ..search.many_products import ManyProducts, ProductSizes, compared
from .columns import BatchColumns, batch_columns
from .people import People, RowFault, people_of

NOT_READ, LEFT_OUT, NO_MATCH, NOT_COMPARED = "not_read", "left_out", "no_match", "not_compared"
"""Outcomes beside those of the size rule: the row is faulty; a rule leaves the product out; none of a kind fits; none
of it could be compared, for a measure is missing or no chart is known."""
COMPARED = frozenset({*MATCHES, *NO_SIZE_HOLDS, NO_MATCH})
"""Outcomes of people with whose legs a chart was compared."""
COLUMNS = ("product", "place", "outcome", "size", "also", "certainty", "confidence", "needs", "reasons")
DISTANCE = "edge_mm"
"""The column that is there only where it is asked for."""
AT_ONCE: Final = 65_536
"""People who are judged together at most, and the people of one part."""
MOST_ROWS: Final = 5 * AT_ONCE
"""Rows that one table of results may have; where each person has many, fewer people are judged together."""
MILLIMETRE = 1000
SHOWN_DIGITS = 4
BETWEEN = ";"
"""What stands between several sizes, measures or codes in one cell."""


class BatchQuestion(Struct, frozen=True):
    """What is asked about everybody."""

    products: tuple[str, ...] = ()
    """By id, SKU, GTIN or name; empty where the best of a kind are wanted."""
    garment: Garment | None = None
    best: int = 5
    """How many of a kind a person gets at most."""
    filters: Filters = Filters()
    prefer: Prefer | None = None
    with_distance: bool = False
    """Whether it is told how far the nearest edge of the size is: with the size chart, that is the measure."""
    confirmed: bool = False
    """Whether measures that few people have are right."""

    @property
    def people_at_once(self) -> int:
        """How many people may be judged together: what bounds memory."""
        return max(1, min(AT_ONCE, MOST_ROWS // (len(self.products) or self.best)))


class BatchSizes:
    """One question over one catalog, ready for the tables of many people."""

    def __init__(
        self, catalog: LoadedCatalog, question: BatchQuestion, policy: Policy | None = None, today: str = ""
    ) -> None:
        """`today`, an ISO date, ages charts as in a search. Raises: BadInput (a product that the catalog lacks)."""
        self.policy, self.question, self._catalog, self._today = policy or shipped_policy(), question, catalog, today
        one = Question(question.garment, filters=question.filters, prefer=question.prefer)
        self._index: CatalogIndex = catalog.index
        self._named = products_named(catalog, question.products)
        if question.products:
            self._index = catalog.index_with(self._named)
            narrow = replace(question.filters, brands=(), collections=(), audience=None)
            one = replace(one, garment=None, filters=narrow)
        self._products = ManyProducts(self._index, one, self.policy, today)
        self._ids = [c.product.id for c in self._index.candidates]

    @property
    def aged(self) -> list[str]:
        """The products that come later because their charts are old today; all that answers owe to the day."""
        return [] if self.question.products else [self._ids[number] for number in self._products.weak]

    def of(self, table: pa.Table, columns: BatchColumns, first_row: int = 0) -> SizedTable:
        """Find the sizes of everybody in a table; `first_row` is the number of its first row in the whole."""
        people = people_of(table, columns, self.policy, confirmed=self.question.confirmed)
        build = _Rows(self._ids, people.legs if self.question.with_distance else None)
        if self.question.products:
            for sizes in self._products.all_of(people.legs):
                build.add(sizes, people, sizes.product)
            for product, cause in self._products.excluded.items():
                build.add_same(people.rows, self._ids[product], LEFT_OUT, cause, product)
        else:
            judged = self._products.judge(people.legs)
            for sizes in self._products.best_of(people.legs, judged, self.question.best):
                build.add(sizes, people)
            without = np.flatnonzero(~np.isin(people.rows, build.all_rows()))
            was_compared = compared(judged, without)
            build.add_same(people.rows[without[was_compared]], None, NO_MATCH)
            build.add_same(people.rows[without[~was_compared]], None, NOT_COMPARED)
        for row, reason in _by_row(people.faults).items():
            build.add_same(np.array([row]), None, NOT_READ, reason)
        keys = table.column(columns.key) if columns.key else pa.array(np.arange(table.num_rows) + first_row + 1)
        faults = tuple(replace(f, row=f.row + first_row + 1) for f in people.faults)
        sized = build.table(keys)
        counts = Counter(
            dict(zip(*(c.to_pylist() for c in sized.column("outcome").value_counts().flatten()), strict=True))
        )
        return SizedTable(sized, faults, counts)

    def answer(self, legs: LegTable, row: int, key: str) -> Answer:
        """The whole answer for one person of a table, as a search gives it."""
        everybody = self.question
        question = replace(
            question_of(legs.sides(row), everybody.prefer), garment=everybody.garment,
            filters=everybody.filters, confirmed=everybody.confirmed, id=key,
        )  # fmt: skip
        if self._named:
            return answer_about(self._catalog, question, self.policy, self._named, self._today)
        return answer(self._catalog, question, self.policy, Page(everybody.best, 0, 0), today=self._today)


class SizedTable(Struct, frozen=True):
    """The sizes of the people of one table."""

    table: pa.Table
    faults: tuple[RowFault, ...]
    """The rows, from 1 in the whole, that could not be judged."""
    outcomes: Counter[str]
    """How many rows of the table have each outcome."""


def sizes_of(
    table: pa.Table, catalog: LoadedCatalog, question: BatchQuestion, columns: Sequence[str] = (), key: str = "",
    today: str = "",
) -> pa.Table:  # fmt: skip
    """Find the size of every person in an Arrow table; a table of DuckDB or Polars is one as well.

    `columns` say which column is which measure (`calf_max_girth=wade_cm:cm`), else their own names do; `key` is the
    column that tells people apart. A row that cannot be judged has the outcome `not_read` and says why.

    Raises: BadInput (a column or a product that is not there).
    """
    return BatchSizes(catalog, question, today=today).of(table, batch_columns(table.column_names, columns, key)).table


class _Rows:
    """The rows of the result while they come together, product by product."""

    def __init__(self, ids: Sequence[str], with_distance: LegTable | None) -> None:
        self._ids, self._legs = ids, with_distance
        self._columns = COLUMNS if with_distance is None else (*COLUMNS, DISTANCE)
        self._parts: list[_SizedRows] = []

    def add(self, sizes: ProductSizes, people: People, order: int | None = None) -> None:
        """Add what one product says of some people."""
        columns, count = sizes.columns, len(sizes.rows)
        sure = sizes.chart.certainty(columns.number, sizes.confidence)
        cells = {name: pa.array([_cell(a, name) for a in columns.answers], pa.string()) for name in OF_ANSWERS}
        certainty = pa.array([*map(str, CERTAINTIES), None], pa.string()).take(pa.array(np.where(sure < 0, 3, sure)))
        place = pa.nulls(count, pa.int32()) if sizes.place is None else pa.array(sizes.place + 1, pa.int32())
        confidence = pa.array(np.round(sizes.confidence, SHOWN_DIGITS), from_pandas=True)
        numbers = pa.array(columns.number)
        arrays = {name: array.take(numbers) for name, array in cells.items()}
        product = pa.array([self._ids[sizes.product]], pa.string()).take(pa.array(np.zeros(count, np.int8)))
        arrays |= {"product": product, "place": place, "certainty": certainty, "confidence": confidence}
        if self._legs is not None:
            away = edge_distances(sizes.chart, self._legs, sizes.rows) / MILLIMETRE
            arrays[DISTANCE] = pa.array(away, from_pandas=True)
        places = np.full(count, order or 0) if sizes.place is None else sizes.place
        self._parts.append(_SizedRows(people.rows[sizes.rows], places, arrays))

    def add_same(
        self, rows: np.ndarray, product: str | None, outcome: str, reason: str | None = None, order: int = 0
    ) -> None:
        """Add rows that all say the same and have no size."""
        same = {"product": product, "outcome": outcome, "reasons": reason}
        zeros = pa.array(np.zeros(len(rows), np.int8))
        arrays = {
            name: pa.array([same.get(name)], pa.string()).take(zeros) if name in (*OF_ANSWERS, "product", "certainty")
            else pa.nulls(len(rows), pa.int32() if name == "place" else pa.float64())
            for name in self._columns
        }  # fmt: skip
        self._parts.append(_SizedRows(rows, np.full(len(rows), order), arrays))

    def all_rows(self) -> np.ndarray:
        """The rows of the table that have an entry."""
        return np.unique(np.concatenate([p.rows for p in self._parts])) if self._parts else np.empty(0, np.intp)

    def table(self, keys: pa.Array | pa.ChunkedArray) -> pa.Table:
        """The whole table: people in their order, and the products of each by place."""
        rows = np.concatenate([p.rows for p in self._parts]) if self._parts else np.empty(0, np.intp)
        arrays = {n: pa.chunked_array([p.arrays[n] for p in self._parts], TYPES[n]) for n in self._columns}
        order = pa.array(np.lexsort((np.concatenate([p.order for p in self._parts]), rows)) if self._parts else rows)
        whole = {"person": keys.take(pa.array(rows)), **arrays}
        return pa.table(whole).take(order)


class _SizedRows(Struct, frozen=True):
    """Some rows of the result: which rows of the table they are of, and their cells by column."""

    rows: np.ndarray
    order: np.ndarray
    """By row: what the entries of one person are sorted by."""
    arrays: dict[str, pa.Array] = field(default_factory=dict)


OF_ANSWERS = ("outcome", "size", "also", "needs", "reasons")
TYPES = dict.fromkeys(COLUMNS, pa.string()) | {
    "place": pa.int32(), "confidence": pa.float64(), DISTANCE: pa.float64(),
}  # fmt: skip


def _cell(answer: SizeAnswer, name: str) -> str | None:
    """What stands in one cell: several words with a semicolon between them, nothing where there is none."""
    value = getattr(answer, name)
    return value if value is None or isinstance(value, str) else BETWEEN.join(value) or None


def _by_row(faults: Iterable[RowFault]) -> dict[int, str]:
    """By row: why it could not be read, each fault as the field and the reason."""
    reasons: dict[int, str] = {}
    for fault in faults:
        text = f"{fault.field}:{fault.reason}"
        reasons[fault.row] = f"{reasons[fault.row]}{BETWEEN}{text}" if fault.row in reasons else text
    return reasons
