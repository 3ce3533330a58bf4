"""The file that says which size charts go to which products of an import (`--charts`).

A table for each chart: `file` (any file that `legfit chart` reads) or `rows` as in a brand file, and `for`, which says
by vendor, type, tag or handle whom it is for. All that one table of `for` names must hold; a list is any of its words,
`*` stands for any letters, capitals and accents do not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ...model.problem import BadInput
from ...model.read_chart import ChartsRead, ReadChart, ReadRow
from ..draft.problems import FieldPath
from ..shop_product.record import ShopProduct
from ..size_table.gather import tables_of
from ..size_table.limits import Limits
from ..size_table.read import read_tables
from ..size_table.word_list import folded
from ..toml_files import parsed
from .charts import PreparedChart, prepared_charts, why_not_taken
from .identity import product_id

CONDITIONS: Final = ("vendor", "type", "tag", "handle")
Opener = Callable[[str], bytes]
"""Gives the bytes of a file that the mapping names. Raises: OSError."""


class ForWhom(BaseModel):
    """One table of `for`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    vendor: str | list[str] = Field(default_factory=list)
    type: str | list[str] = Field(default_factory=list)
    tag: str | list[str] = Field(default_factory=list)
    handle: str | list[str] = Field(default_factory=list)


class MappingTable(BaseModel):
    """One `[[charts]]` table."""

    model_config = ConfigDict(extra="forbid", strict=True)
    file: str | None = None
    number: int | None = None
    rows: list[dict[str, str]] = Field(default_factory=list)
    keyed_by: list[str] = Field(default_factory=list)
    unit: str | None = None
    audience: str | None = None
    whom: list[ForWhom] = Field(default_factory=list, alias="for")

    @field_validator("whom", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        """One table stands for a list of one."""
        return [value] if isinstance(value, dict) else value


class ChartMappingFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)
    charts: list[MappingTable] = Field(default_factory=list)


class MappedChart(Struct, frozen=True):
    """The charts of one table, and whom they are for."""

    name: str
    """What a preview calls it: its file, or its place among the tables."""
    prepared: tuple[PreparedChart, ...]
    conditions: tuple[Mapping[str, tuple[str, ...]], ...]

    def is_for(self, product: ShopProduct) -> bool:
        """Whether a product is one of those that the chart is for."""
        return any(
            all(_matches(wanted, _texts(product, name)) for name, wanted in condition.items())
            for condition in self.conditions
        )


def _texts(product: ShopProduct, name: str) -> Sequence[str]:
    """What a product has for a condition; a handle is also what its id is made of, as reports print it."""
    if name == "handle":
        return product.handle, product_id(product, ""), product_id(product, product.brand)
    return {"vendor": (product.brand,), "type": (product.kind,), "tag": product.tags}[name]


def _matches(wanted: Iterable[str], texts: Iterable[str]) -> bool:
    named = [folded(text.strip()) for text in texts if text.strip()]
    return any(fnmatchcase(text, pattern.replace("[", "[[]")) for pattern in map(folded, wanted) for text in named)


def read_chart_mapping(text: str, place: FieldPath, opened: Opener, limits: Limits) -> tuple[MappedChart, ...]:
    """The charts of a mapping file; what is wrong is a problem at `place`, and the rest is read."""
    data = parsed(text, place)
    if data is None:
        return ()
    try:
        tables = ChartMappingFile.model_validate(data).charts
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_context=False):
            _report(fault["loc"], fault["type"], fault["input"], place)
        return ()
    if not tables:
        place.to("charts").missing("file_table")
    charts = (_mapped(table, number, place, opened, limits) for number, table in enumerate(tables, start=1))
    return tuple(chart for chart in charts if chart is not None)


def _report(loc: Sequence[int | str], kind: str, read: object, place: FieldPath) -> None:
    where = place.to(*(f"{step + 1}" if isinstance(step, int) else step for step in loc))
    if kind == "extra_forbidden":
        fields = CONDITIONS if "for" in loc else [f.alias or name for name, f in MappingTable.model_fields.items()]
        where.unknown("unknown_field", str(loc[-1]), "file_field", fields)
    else:
        where.report("wrong_type", read if isinstance(read, str) else None, "file_another_kind", "file_see_docs")


def _mapped(table: MappingTable, number: int, place: FieldPath, opened: Opener, limits: Limits) -> MappedChart | None:
    here = place.to(f"charts {table.file or number}")
    conditions = _conditions(table, here)
    charts = _inline(table, here) if table.file is None else _of_file(table, here, opened, limits)
    prepared: list[PreparedChart] = []
    for chart in charts:
        if code := why_not_taken(chart):
            here.report("chart_not_for_legs", code, "import_chart_of_legs")
        else:
            prepared += prepared_charts(chart)
    for chart_made in prepared:
        if chart_made.refused:
            here.report("chart_refused", chart_made.refused, "import_chart_of_legs")
    sound = tuple(chart_made for chart_made in prepared if not chart_made.refused)
    return MappedChart(table.file or f"charts {number}", sound, conditions) if sound and conditions else None


def _conditions(table: MappingTable, here: FieldPath) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    conditions = []
    for whom in table.whom:
        named: dict[str, tuple[str, ...]] = {}
        for name in CONDITIONS:
            value = getattr(whom, name)
            if value:
                named[name] = (value,) if isinstance(value, str) else tuple(value)
        if named:
            conditions.append(named)
    if not conditions:
        here.to("for").missing("file_table")
    return tuple(conditions)


def _inline(table: MappingTable, here: FieldPath) -> tuple[ReadChart, ...]:
    """The chart whose rows stand in the mapping itself."""
    if not table.rows:
        here.to("file").missing("file_text")
        return ()
    points = list(dict.fromkeys(name for row in table.rows for name in row if name not in ("size", "note")))
    rows = tuple(ReadRow(row.get("size", ""), tuple((p, row[p]) for p in points if p in row)) for row in table.rows)
    keys = tuple(table.keyed_by or points)
    return (ReadChart(1, None, table.audience, table.unit, rows, keyed_by=keys),)


def _of_file(table: MappingTable, here: FieldPath, opened: Opener, limits: Limits) -> tuple[ReadChart, ...]:
    """The charts of the file that a table names, or the one whose number it says."""
    read = _charts_of_bytes(table.file or "", here, opened, limits)
    charts = read.charts
    if not charts:
        return ()
    if table.number is None:
        return charts
    if not 1 <= table.number <= len(charts):
        here.to("number").report("no_such_chart", table.number, "chart_number", most=len(charts))
        return ()
    return (charts[table.number - 1],)


def _charts_of_bytes(name: str, here: FieldPath, opened: Opener, limits: Limits) -> ChartsRead:
    try:
        read = read_tables(tables_of(opened(name), str(here.to("file"))), limits)
    except (FileNotFoundError, IsADirectoryError):
        here.to("file").report("file_missing", name, "one_file_exists", "file_check_path")
        return ChartsRead()
    except OSError as error:
        here.to("file").report("file_unreadable", error.strerror or name, "file_readable", "file_check_rights")
        return ChartsRead()
    except BadInput as bad:
        here.collector.add(*bad.problems)
        return ChartsRead()
    if not read.charts:
        here.to("file").report("no_size_table", name, "chart_some", "chart_some")
    return read
