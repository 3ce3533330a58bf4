"""People out of files, some thousand rows at a time: Parquet, Arrow IPC and CSV, never a whole file in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv as arrow_csv
import pyarrow.parquet as parquet

from ..model.problem import BadInput

ENDINGS: Final = {
    ".parquet": "parquet", ".arrow": "ipc", ".ipc": "ipc", ".feather": "ipc", ".csv": "csv", ".tsv": "tsv",
}  # fmt: skip
IN_TABS: Final = "\t"


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
    except (pa.ArrowException, OSError) as error:
        raise unreadable(path) from error


def unreadable(path: Path) -> BadInput:
    """What is said of a file that is missing or not what its name says; never what stands in it."""
    code = "file_unreadable" if path.exists() else "file_missing"
    return BadInput.one(code, str(path), "", "file_readable" if path.exists() else "one_file_exists")


def tables(path: Path, columns: Sequence[str], rows: int) -> Iterator[pa.Table]:
    """Read some columns of a file as tables of exactly so many rows, the last one shorter. Raises: BadInput."""
    try:
        yield from in_tables(_batches(path, columns, rows), rows)
    except (pa.ArrowException, OSError) as error:
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
    with _csv(path, None) as reader:
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
            with _csv(path, names) as lines:
                yield from lines


def _ipc(path: Path) -> pa.ipc.RecordBatchFileReader | pa.ipc.RecordBatchStreamReader:
    source = pa.memory_map(str(path))
    try:
        return pa.ipc.open_file(source)
    except pa.ArrowInvalid:
        return pa.ipc.open_stream(pa.memory_map(str(path)))


def _csv(path: Path, columns: list[str] | None) -> arrow_csv.CSVStreamingReader:
    """Every cell as text: what is no number is a fault of its row alone and not of the file."""
    tabs = kind_of(path, "IN") == "tsv"
    with path.open("rb") as file:
        first = file.readline().decode("utf-8-sig").rstrip("\r\n")
    delimiter = IN_TABS if tabs else ";" if first.count(";") > first.count(",") else ","
    names = [name.strip('" ') for name in first.split(delimiter)]
    return arrow_csv.open_csv(
        path,
        read_options=arrow_csv.ReadOptions(block_size=1 << 22),
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), include_columns=columns, strings_can_be_null=True
        ),
    )
