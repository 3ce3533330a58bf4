"""People out of files, some thousand rows at a time: Parquet, Arrow IPC and CSV, never a whole file in memory."""

from __future__ import annotations

import codecs
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet
from numpy.typing import NDArray

from ..model.problem import BadInput
from .utf8 import NOT_UTF8, Utf8Reader

ENDINGS: Final = {
    ".parquet": "parquet", ".arrow": "ipc", ".ipc": "ipc", ".feather": "ipc", ".csv": "csv", ".tsv": "tsv",
}  # fmt: skip
MARKS: Final = {"parquet": b"PAR1", "ipc": b"ARROW1"}
"""The bytes with which a whole file of a format begins and ends; Arrow streams have none."""
MOST_IN_MARK: Final = 8
BYTES: Final = (
    pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view, pa.types.is_fixed_size_binary,
)  # fmt: skip
"""How Parquet and Arrow keep bytes that may be a text."""
UNREADABLE: Final = (pa.ArrowException, OSError)
IN_TABS: Final = "\t"
RAGGED: Final = "\0ragged"
"""The column of text files that says of a row whether it has another number of cells than the first line has."""

MOST_NOT_UTF8: Final = 0.5
"""From which share of the first rows on a file is taken for one in another encoding; one row alone never is."""

BLOCK: Final = 1 << 22
"""Bytes of a text file that are read at once."""
END: Final = "\ufdd1"
"""Begins the row that is put behind the last one of a text file: it is not read where a quote is still open."""
ROWS_BEFORE: Final = 2
"""Arrow counts rows from 1, and the one with the names of the columns is the first."""


def kind_of(path: Path, field: str) -> str:
    """The format of a file by the end of its name. Raises: BadInput (none of the formats)."""
    kind = ENDINGS.get(path.suffix.lower())
    if kind is None:
        raise BadInput.one("unknown_format", field, path.name, "batch_file", endings=", ".join(ENDINGS))
    return kind


def column_names(path: Path) -> list[str]:
    """The names of the columns of a file. Raises: BadInput (it cannot be read)."""
    try:
        return list(_schema(path).names)
    except UNREADABLE as error:
        raise unreadable(path) from error


def is_writable_key(path: Path, name: str) -> bool:
    """Whether the cells of a column can be written in a text file: lists and records cannot."""
    return not pa.types.is_nested(_schema(path).field(name).type)


def unreadable(path: Path) -> BadInput:
    """What is said of a file that is missing or not what its name says; never what stands in it."""
    if not path.exists():
        return BadInput.one("file_missing", str(path), "", "one_file_exists")
    return BadInput.one("file_unreadable", str(path), "", "one_file_readable", _why_unreadable(path))


def _why_unreadable(path: Path) -> str:
    """The code of the hint that says what stands there instead; empty where it is unclear."""
    if path.is_dir():
        return "file_is_folder"
    try:
        with path.open("rb") as file:
            begin = file.read(BLOCK).removeprefix(codecs.BOM_UTF8)
            file.seek(-min(len(begin), MOST_IN_MARK), io.SEEK_END)
            end = file.read()
    except OSError:
        return "file_check_rights"
    if not begin.strip():
        return "file_is_empty"
    kind = kind_of(path, "IN")
    mark = MARKS.get(kind, b"")
    if begin.startswith(mark):
        return "" if end.endswith(mark) else "file_cut_off"
    return "file_other_format" if kind == "parquet" else ""


def tables(path: Path, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
    """Read some columns of a file as tables of exactly so many rows, the last one shorter. Raises: BadInput."""
    try:
        yield from in_tables(_batches(path, columns, rows), rows)
    except UNREADABLE as error:
        raise unreadable(path) from error


def in_tables(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """Put batches of any length together to tables of exactly so many rows, the last one shorter."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        start = 0
        while count + batch.num_rows - start >= rows:
            waiting.append(batch.slice(start, rows - count))
            start += rows - count
            yield pa.Table.from_batches(waiting)
            waiting, count = [], 0
        if start < batch.num_rows:
            waiting.append(batch.slice(start))
            count += batch.num_rows - start
    if waiting:
        yield pa.Table.from_batches(waiting)


def _schema(path: Path) -> pa.Schema:
    match kind_of(path, "IN"):
        case "parquet":
            return parquet.read_schema(path)
        case "ipc":
            return _ipc(path).schema
    with _csv(path, None, _BadRows()) as reader:
        return reader.schema


def _batches(path: Path, columns: Sequence[str], rows: int) -> Iterator[pa.RecordBatch]:
    names = list(columns)
    match kind_of(path, "IN"):
        case "parquet":
            with parquet.ParquetFile(path, memory_map=True) as file:
                yield from file.iter_batches(batch_size=rows, columns=names)
        case "ipc":
            reader = _ipc(path)
            streamed = isinstance(reader, pa.RecordBatchStreamReader)
            batches = reader if streamed else map(reader.get_batch, range(reader.num_record_batches))
            yield from (batch.select(names) for batch in batches)
        case _:
            yield from _rows_of_text(path, names)


def _ipc(path: Path) -> pa.ipc.RecordBatchFileReader | pa.ipc.RecordBatchStreamReader:
    source = pa.memory_map(str(path))
    try:
        return pa.ipc.open_file(source)
    except pa.ArrowInvalid:
        return pa.ipc.open_stream(pa.memory_map(str(path)))


class _BadRows:
    """The rows of a text file with another number of cells, from 0, as they come; the one behind the last is known."""

    def __init__(self) -> None:
        self.ragged: deque[int] = deque()
        self.is_at_end = False

    def leave_out(self, row: arrow_csv.InvalidRow) -> str:
        """Note a row that has not as many cells as there are names."""
        if row.text.startswith(END):
            self.is_at_end = True
        else:
            self.ragged.append(row.number - ROWS_BEFORE)
        return "skip"


def _rows_of_text(path: Path, names: list[str]) -> Iterator[pa.RecordBatch]:
    """The rows of a text file; one with another number of cells is there without any, and marked as `RAGGED`."""
    bad = _BadRows()
    ragged, first = bad.ragged, 0
    with _csv(path, names, bad) as lines:
        nothing = [pa.nulls(1, field.type) for field in lines.schema]
        without_cells = _marked(pa.RecordBatch.from_arrays(nothing, schema=lines.schema), ragged=True)
        try:
            for batch in lines:
                if not first and _is_in_other_encoding(batch):
                    raise _other_encoding(path)
                rest = batch
                while ragged and ragged[0] - first <= rest.num_rows:
                    count = ragged.popleft() - first
                    yield from (_marked(rest.slice(0, count), ragged=False), without_cells)
                    rest, first = rest.slice(count), first + count + 1
                yield _marked(rest, ragged=False)
                first += rest.num_rows
        except pa.ArrowInvalid as error:
            raise _no_end(path, "file_row_without_end", first + len(ragged) + 1) from error
        if not bad.is_at_end:
            raise _no_end(path, "file_open_quote", first + len(ragged))
        yield from repeat(without_cells, len(ragged))


def _no_end(path: Path, hint: str, row: int) -> BadInput:
    """What is said of a text file in which a quote is open to the end: who stands behind it would be lost."""
    return BadInput.one("open_quote", str(path), "", "file_closed_quotes", hint, row=row)


def _is_in_other_encoding(batch: pa.RecordBatch) -> bool:
    """Whether many of the first rows of a file have a cell that is no UTF-8."""
    rows = np.logical_or.reduce([np.zeros(batch.num_rows, np.bool_), *map(not_utf8, batch.columns)])
    return bool(rows.sum() > 1 and rows.mean() >= MOST_NOT_UTF8)


def not_utf8(column: pa.Array | pa.ChunkedArray) -> NDArray[np.bool_]:
    """Which cells of a column have bytes in them that are no UTF-8."""
    if any(is_bytes(column.type) for is_bytes in BYTES):
        return np.fromiter((not _is_utf8(cell) for cell in column.to_pylist()), np.bool_, len(column))
    if not pa.types.is_string(column.type):
        return np.zeros(len(column), np.bool_)
    marked = pc.fill_null(pc.match_substring(column, NOT_UTF8), fill_value=False)
    cells: NDArray[np.bool_] = marked.to_numpy(zero_copy_only=False)
    return cells


def _is_utf8(cell: bytes | None) -> bool:
    try:
        (cell or b"").decode()
    except UnicodeDecodeError:
        return False
    return True


def _other_encoding(path: Path) -> BadInput:
    """What is said of a text file that is not in UTF-8."""
    return BadInput.one("not_utf8", str(path), "", "file_utf8", "file_save_as_utf8")


def _marked(batch: pa.RecordBatch, *, ragged: bool) -> pa.RecordBatch:
    return batch.append_column(RAGGED, pa.array([ragged] * batch.num_rows, pa.bool_()))


def _csv(path: Path, columns: list[str] | None, bad: _BadRows) -> arrow_csv.CSVStreamingReader:
    """Every cell as text: what is no number is a fault of its row alone and not of the file.

    Rows with another number of cells are left out, and their numbers, from 0, noted as they come.
    """
    tabs = kind_of(path, "IN") == "tsv"
    with path.open("rb") as file:
        line = file.readline()
    try:
        first = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise _other_encoding(path) from error
    if "\0" in first:
        raise _other_encoding(path)
    unquoted = re.sub('"[^"]*"', "", first)
    delimiter = IN_TABS if tabs else ";" if unquoted.count(";") > unquoted.count(",") else ","

    with _opened(path, delimiter, _BadRows(), arrow_csv.ConvertOptions()) as header:
        names = header.schema.names
    as_text = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()), include_columns=columns, strings_can_be_null=True
    )
    return _opened(path, delimiter, bad, as_text, END + delimiter * len(names))


def _opened(
    path: Path, delimiter: str, bad: _BadRows, convert: arrow_csv.ConvertOptions, last_row: str = ""
) -> arrow_csv.CSVStreamingReader:
    return arrow_csv.open_csv(
        io.BufferedReader(Utf8Reader(path.open("rb"), f"\n{last_row}\n"), BLOCK),
        read_options=arrow_csv.ReadOptions(block_size=BLOCK, use_threads=False),  # with threads rows have no numbers
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, invalid_row_handler=bad.leave_out, newlines_in_values=True
        ),
        convert_options=convert,
    )
