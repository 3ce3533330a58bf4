"""An Arrow table of people in, an Arrow table of their sizes out: the one step that files, Spark and others share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from ..app.timing import this_day
from ..model.answer import Answer
from ..model.policy import Policy, shipped_policy
from ..model.product import Garment
from ..model.question import Filters, Prefer, Question
from ..model.verdict import MATCHES, NO_SIZE_HOLDS
from ..search.catalog_index import CatalogIndex
from ..search.leg_table import question_of
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import Page, answer, answer_about, products_named
from ..search.many_products import ManyProducts, compared
from .columns import BatchColumns, batch_columns
from .implausible import PlausibleRows, RowFault
from .people import SIDES, People, keys_of, people_of
from .row_cautions import RowCautions
from .sized_rows import BETWEEN, SizedRows

NOT_READ, LEFT_OUT, NO_MATCH, NOT_COMPARED = "not_read", "left_out", "no_match", "not_compared"
"""Outcomes beside those of the size rule: the row is faulty; a rule leaves the product out; none of a kind fits; none
of it could be compared, for a measure is missing or no chart is known."""
COMPARED = frozenset({*MATCHES, *NO_SIZE_HOLDS, NO_MATCH})
"""Outcomes of people with whose legs a chart was compared."""
AT_ONCE: Final = 65_536
"""People who are judged together at most, and the people of one part."""
MOST_ROWS: Final = 5 * AT_ONCE
"""Rows that one table of results may have; where each person has many, fewer people are judged together."""


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
        self.plausible = PlausibleRows(self.policy, confirmed=question.confirmed)
        if question.products:
            self._index = catalog.index_with(self._named)
            narrow = replace(question.filters, brands=(), collections=(), audience=None)
            one = replace(one, garment=None, filters=narrow)
        self._products = ManyProducts(self._index, one, self.policy, today)
        self._ids = [c.product.id for c in self._index.candidates]
        self._cautions = RowCautions([c.product for c in self._index.candidates], today, self.policy)

    @property
    def aged(self) -> list[str]:
        """The products whose charts are in doubt today, then those that come later for that: all that is of the day."""
        unsure = [self._ids[number] for number in self._products.allowed if self._cautions.is_unsure(number)]
        return [*unsure, "", *([] if self.question.products else (self._ids[n] for n in self._products.weak))]

    def of(self, table: pa.Table, columns: BatchColumns, first_row: int = 0) -> SizedTable:
        """Find the sizes of everybody in a table; `first_row` is the number of its first row in the whole."""
        people = people_of(table, columns, self.plausible)
        build = SizedRows(self._ids, self._cautions, people.legs if self.question.with_distance else None)
        if self.question.products:
            for sizes in self._products.all_of(people.legs):
                build.add(sizes, people, sizes.product)
            for product, cause in self._products.excluded.items():
                build.add_same(people.rows, LEFT_OUT, cause, product, product)
        else:
            self._add_best(people, build)
        for reason, rows in _rows_by_reason(people.faults).items():
            build.add_same(np.array(rows), NOT_READ, reason)
        keys = keys_of(table, columns, first_row)
        faults = tuple(replace(f, row=f.row + first_row + 1) for f in people.faults)
        sized = build.table(keys)
        counts = Counter(
            dict(zip(*(c.to_pylist() for c in sized.column("outcome").value_counts().flatten()), strict=True))
        )
        return SizedTable(sized, faults, counts)

    def _add_best(self, people: People, build: SizedRows) -> None:
        """Add the best products of everybody, and who has none and why."""
        judged, has_size = self._products.judge(people.legs), np.zeros(len(people.rows), np.bool_)
        for sizes in self._products.best_of(people.legs, judged, self.question.best):
            has_size[sizes.rows] = True
            build.add(sizes, people)
        without = np.flatnonzero(~has_size)
        was_compared = compared(judged, without)
        build.add_same(people.rows[without[was_compared]], NO_MATCH)
        build.add_same(people.rows[without[~was_compared]], NOT_COMPARED)

    def answer(self, people: People, row: int, key: str) -> Answer:
        """The whole answer for one person of a table, as a search gives it."""
        everybody, only = self.question, SIDES[people.only[row]]
        question = replace(
            question_of(people.legs.sides(row), everybody.prefer, only), garment=everybody.garment,
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
    today: str | None = None,
) -> pa.Table:  # fmt: skip
    """Find the size of every person in an Arrow table; a table of DuckDB or Polars is one as well.

    `columns` say which column is which measure (`calf_max_girth=wade_cm:cm`), else their own names do; `key` is the
    column that tells people apart. A row that cannot be judged has the outcome `not_read` and says why. Charts are as
    old as on the day `today`, an ISO date; that of today by default, and without age for "".

    Raises: BadInput (a column or a product that is not there).
    """
    sizes = BatchSizes(catalog, question, today=this_day() if today is None else today)
    return sizes.of(table, batch_columns(table.column_names, columns, key)).table


def _rows_by_reason(faults: Iterable[RowFault]) -> dict[str, list[int]]:
    """By why rows could not be read, each fault as the field and the reason: these rows."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for fault in faults:
        reasons[fault.row].append(f"{fault.field}:{fault.reason}")
    rows: dict[str, list[int]] = defaultdict(list)
    for row, texts in reasons.items():
        rows[BETWEEN.join(texts)].append(row)
    return rows
