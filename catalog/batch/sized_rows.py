"""The rows of a result while they come together: numbers until the end, then one column after the other at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from msgspec import Struct

from ..search.edge_distance import edge_distances
from ..search.leg_table import LegTable
from ..search.many_legs import CERTAINTIES
from ..search.many_products import ProductSizes
from .people import People
from .row_cautions import RowCautions

COLUMNS = ("product", "place", "outcome", "size", "also", "certainty", "confidence", "needs", "reasons", "cautions")
DISTANCE = "edge_mm"
"""The column that is there only where it is asked for."""
TYPES = dict.fromkeys(COLUMNS, pa.string()) | {
    "place": pa.int32(), "confidence": pa.float64(), DISTANCE: pa.float64(),
}  # fmt: skip
OF_ANSWERS: Final = ("outcome", "size", "also", "needs", "reasons")
OF_ROWS: Final = (*OF_ANSWERS, "cautions")
Cells = tuple[str | None, ...]
"""What the cells of `OF_ROWS` say in one row."""
BETWEEN: Final = ";"
"""What stands between several sizes, measures or codes in one cell."""
NONE: Final = -1
"""The number that stands for an empty cell."""
MILLIMETRE: Final = 1000
SHOWN_DIGITS: Final = 4


class SizedRows:
    """The rows of a result, product by product in any order of people."""

    def __init__(self, ids: Sequence[str], cautions: RowCautions, with_distance: LegTable | None) -> None:
        """`ids` are those of the products by number; `with_distance` the legs, where distances are asked for."""
        self._ids, self._cautions, self._legs = ids, cautions, with_distance
        self._answers: dict[Cells, int] = {}
        """What the rows say, each once, and its number."""
        self._parts = [_without_size(np.empty(0, np.intp), NONE, NONE, 0)]

    def add(self, sizes: ProductSizes, people: People, order: int = 0) -> None:
        """Add what one product says of some people."""
        columns, place, legs = sizes.columns, sizes.place, self._legs
        one_leg = people.only[sizes.rows] > 0
        distinct, which = np.unique(columns.number * 2 + one_leg, return_inverse=True)
        answers = np.array([self._number(self._cells(sizes, *divmod(n, 2))) for n in distinct.tolist()], np.int32)
        rows, nothing = people.rows[sizes.rows], np.full(len(sizes.rows), NONE, np.int32)
        self._parts.append(
            _NumberedRows(
                rows,
                order=nothing * 0 + order if place is None else place,
                product=np.full(len(rows), sizes.product, np.int32),
                answer=answers[which],
                place=nothing if place is None else place,
                certainty=sizes.chart.certainty(columns.number, sizes.confidence),
                confidence=sizes.confidence,
                away=rows[:0] if legs is None else edge_distances(sizes.chart, legs, sizes.rows) / MILLIMETRE,
            )
        )

    def add_same(
        self, rows: np.ndarray, outcome: str, reason: str | None = None, product: int = NONE, order: int = 0
    ) -> None:
        """Add rows that all say the same and have no size."""
        answer = self._number((outcome, None, None, None, reason, None))
        self._parts.append(_without_size(rows, answer, product, order))

    def _cells(self, sizes: ProductSizes, number: int, one_leg: int) -> Cells:
        """What the cells say of one answer of a product."""
        answer = sizes.columns.answers[number]
        cautions = self._cautions.of(sizes.product, number, answer, one_leg=bool(one_leg))
        return (*(_cell(getattr(answer, name)) for name in OF_ANSWERS), _cell(cautions))

    def _number(self, cells: Cells) -> int:
        return self._answers.setdefault(cells, len(self._answers))

    def _whole(self, name: str) -> np.ndarray:
        """One figure of all rows, in the order in which they were added."""
        return np.concatenate([getattr(part, name) for part in self._parts])

    def table(self, keys: pa.Array | pa.ChunkedArray) -> pa.Table:
        """The whole table: people in their order, and the products of each by place."""
        rows = self._whole("rows")
        order = np.lexsort((self._whole("order"), rows))
        columns = {"person": keys.take(pa.array(rows[order]))}
        columns |= dict.fromkeys(COLUMNS if self._legs is None else (*COLUMNS, DISTANCE))
        answer = self._whole("answer")[order]
        for at, name in enumerate(OF_ROWS):
            columns[name] = _taken([cells[at] for cells in self._answers], answer)
        columns["product"] = _taken(self._ids, self._whole("product")[order])
        columns["certainty"] = _taken([*map(str, CERTAINTIES)], self._whole("certainty")[order])
        place = self._whole("place")[order]
        columns["place"] = pa.array(place + 1, TYPES["place"], mask=place == NONE)
        columns["confidence"] = pa.array(np.round(self._whole("confidence")[order], SHOWN_DIGITS), from_pandas=True)
        if self._legs is not None:
            columns[DISTANCE] = pa.array(self._whole("away")[order], from_pandas=True)
        return pa.table(columns)


class _NumberedRows(Struct, frozen=True):
    """Some rows of the result, `NONE` or NaN where a cell stays empty."""

    rows: np.ndarray
    """Which rows of the table of people they are of."""
    order: np.ndarray
    """What the entries of one person are sorted by."""
    product: np.ndarray
    answer: np.ndarray
    place: np.ndarray
    certainty: np.ndarray
    confidence: np.ndarray
    away: np.ndarray
    """How many millimetres away the nearest edge is."""


def _without_size(rows: np.ndarray, answer: int, product: int, order: int) -> _NumberedRows:
    """Rows that all say the same."""
    orders, products, answers, nothing = (np.full(len(rows), n, np.int32) for n in (order, product, answer, NONE))
    absent = np.full(len(rows), np.nan)
    return _NumberedRows(rows, orders, products, answers, nothing, nothing, absent, absent)


def _taken(words: Sequence[str | None], numbers: np.ndarray) -> pa.Array:
    """The word of each number; nothing for `NONE`."""
    return pa.array(words, pa.string()).take(pa.array(numbers, mask=numbers == NONE))


def _cell(value: str | Sequence[str] | None) -> str | None:
    """What stands in one cell: several words with a semicolon between them, nothing where there is none."""
    return value if value is None or isinstance(value, str) else BETWEEN.join(value) or None
