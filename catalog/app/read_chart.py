"""Size charts out of bytes or a pasted text, and the brand file to correct that is written of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from ..formats.draft.addresses import LONGEST_FILE_NAME
from ..formats.size_table.brand_file import FROM_PASTE, brand_file_text
from ..formats.size_table.corrections import with_corrections
from ..formats.size_table.gather import tables_of, tables_of_text, typed_tables_of
from ..formats.size_table.limits import Limits, limits_of
from ..formats.size_table.read import read_tables
from ..formats.size_table.typed import typed_tables
from ..model.policy import Policy
from ..model.read_chart import CHILDREN
from ..model.read_chart import ChartsRead as ChartsRead
from ..model.read_chart import Corrections as Corrections
from ..model.source import FILE
from .typed_chart import placeless
from .web_address import is_address

if TYPE_CHECKING:
    from ..formats.size_table.tables import Table

LARGEST_CHART: Final = 1_000_000
"""Bytes of a page or file that a chart is read from."""
AS_IT_IS: Final = Corrections()
"""Tables as they are printed."""
CHART: Final = "chart"
"""What problems call a chart that was pasted."""
PRESSURE: Final = "pressure"


def read_charts(
    data: bytes,
    policy: Policy,
    name: str = CHART,
    *,
    charset: str = "",
    most: int = LARGEST_CHART,
    corrections: Corrections = AS_IT_IS,
) -> ChartsRead:
    """Read every size chart of a page or file; `name` is what problems call it.

    The policy says which figures are possible and likely at each point, which decides where no unit is printed.
    `corrections` are put into the tables before they are read.

    Raises: BadInput (too large, a picture, damaged, or nothing that can be read).
    """
    tables = tables_of(data, name, charset=charset, most=most)
    return _read_either(tables, typed_tables_of(data, name, charset), policy, corrections)


def read_charts_of_text(
    text: str, policy: Policy, name: str = CHART, corrections: Corrections = AS_IT_IS
) -> ChartsRead:
    """Read every size chart of a pasted text, which may be HTML. Raises: BadInput."""
    return _read_either(tables_of_text(text, name), typed_tables(text), policy, corrections)


def _read_either(
    tables: Sequence[Table], typed: Sequence[Table], policy: Policy, corrections: Corrections
) -> ChartsRead:
    """Read the tables, or the lines that were typed where these say more; which of them, corrections do not decide."""
    is_typed = bool(typed) and _says_more(typed, tables, limits_of(policy))
    return _read(typed if is_typed else tables, policy, corrections)


def _says_more(typed: Sequence[Table], tables: Sequence[Table], limits: Limits) -> bool:
    """Whether lines have sizes that are in no table, and each that is in one; or a reason where there is no table."""
    lines, charts = read_tables(typed, limits), read_tables(tables, limits)
    if not charts.charts:
        return bool(lines.charts) or placeless(lines) or not charts.tables_left_out
    rows, others = ([row for chart in read.charts for row in chart.rows] for read in (lines, charts))
    return len(charts.charts) == 1 and len(rows) > len(others) and all(row in rows for row in others)


def _read(tables: Sequence[Table], policy: Policy, corrections: Corrections) -> ChartsRead:
    """Read the charts, each with the words of pressure tables of the same page, which speak of its product too."""
    tables, corrected = with_corrections(tables, corrections)
    charts = replace(read_tables(tables, limits_of(policy)), corrected=corrected)
    firm = {t.number for t in charts.tables_left_out if t.code == PRESSURE}
    beside = tuple(_words_of(table) for table in tables if table.number in firm)
    if not beside:
        return charts
    return replace(charts, charts=tuple(replace(c, words=(*c.words, *beside)) for c in charts.charts))


def _words_of(table: Table) -> str:
    cells = [cell.text for row in table.rows for cell in row if cell is not None]
    return " ".join((table.caption, *dict.fromkeys(cells)))


def chart_file_text(charts: ChartsRead, seen_on: str, address: str = "") -> str:
    """Write the charts as a brand file to correct, but for those of children.

    `seen_on` is an ISO date, `address` that of the page, or the name of the file, where one is known.
    """
    name = "".join(c for c in address if c.isprintable() and c not in "/\\")[:LONGEST_FILE_NAME]
    source = address if is_address(address) else f"{FILE}{name}" if name else FROM_PASTE
    return brand_file_text([c for c in charts.charts if c.audience != CHILDREN], seen_on, source)
