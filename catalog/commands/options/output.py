"""How an answer is to be written: format, columns, order, number of rows, language, and which catalog is asked."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from ...app.settings import kept_setting
from ...messages.messages import LANGUAGES, Messages, spoken
from ...model.did_you_mean import no_choice
from ...model.problem import BadInput
from ...model.question import Detail
from ..terminal.output import FORMATS, chosen_format, write_json, write_rows
from ..terminal.table import Column
from .gathering import read_all
from .parameter import PANEL, option

FORMAT: Final = option("form", str, "--format", f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}.", "FORM", PANEL)
JSON: Final = option("as_json", bool, "--json", "Short for --format json.", panel=PANEL)
LISTING: Final = (
    option("columns", str, "--columns", "Only these columns, in this order: a,b,c.", "NAMES", PANEL),
    option("sort", str, "--sort", "Sort by a column; -name for the other way round.", "COLUMN", PANEL),
    option("limit", str, "--limit", "At most this many rows; 0 for all.", "NUMBER", PANEL),
)
DETAIL: Final = option("detail", str, "--detail", "How much JSON says: brief, standard or full.", "HOW", PANEL)
LANG: Final = option("lang", str, "--lang", "en, de, fr, es, it or nl.", "LANGUAGE", PANEL, envvar="LEGFIT_LANG")
DATABASE: Final = option(
    "database", str, "--database", "Another catalog: a path or URL.", "URL", PANEL, envvar="LEGFIT_DATABASE_URL"
)


OTHER_NAMES: Final = {"id": "product"}
"""Columns under the name that they have in documents."""


class OutputOptions(Struct, frozen=True):
    """How an answer is to be written, and which catalog is asked."""

    form: str = "table"
    chosen: bool = False
    """Whether the person chose the form."""
    columns: tuple[str, ...] = ()
    sort: str = ""
    limit: int | None = None
    language: str = "en"
    database: str | None = None
    detail: Detail | None = None
    """How much a JSON document says; None where the question or the command decides."""

    @property
    def is_json(self) -> bool:
        """Whether a program reads the answer as JSON."""
        return self.form in ("json", "jsonl")

    @property
    def is_document(self) -> bool:
        """Whether the answer is to be one whole document, and not rows of columns."""
        return self.is_json and not self.columns

    def messages(self, units: str = "cm") -> Messages:
        """Return the sentences of the language, with lengths in the units (`cm` or `in`)."""
        return Messages(self.language, units)

    def pick(self, columns: Iterable[Column]) -> list[Column]:
        """Return the columns to show: those asked for, or all."""
        by_name = {c.name: c for c in columns}
        return [by_name[n] for n in self.columns or by_name]

    def rows(self, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """Return the rows in the order and number asked for; rows without the value to sort by stand last."""
        name, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        ordered = list(rows)
        if name:
            ordered = [r for r in rows if r.get(name) not in (None, "")]
            ordered.sort(key=lambda r: _order(r[name]), reverse=down)
            ordered += [r for r in rows if r.get(name) in (None, "")]
        return ordered[: self.limit] if self.limit else ordered

    def write_document(self, document: object) -> None:
        """Write a JSON document, on one line for `jsonl`."""
        write_json(document, line=self.form == "jsonl")

    def write_rows(self, columns: Iterable[Column], rows: Sequence[Mapping[str, Any]]) -> None:
        """Write a listing: the columns and rows that were asked for, in the format that was."""
        columns = headed(self.pick(columns), self.messages())
        write_rows(columns, self.rows(rows), self.form, picked=bool(self.columns))


def headed(columns: Iterable[Column], messages: Messages) -> list[Column]:
    """Return the columns, each with a heading: its own, else the message `ui.col.` with its name."""
    return [replace(c, heading=c.heading or messages.text(f"ui.col.{c.name}")) for c in columns]


def _order(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, (int, float)) else (1, str(value).casefold())


def read_output(values: Mapping[str, Any], columns: Sequence[str]) -> OutputOptions:
    """Read the options of output; `columns` are the names that the listing has. Raises: BadInput."""
    fields = read_all(
        {
            "form": lambda: chosen_format(values["form"], values["as_json"]),
            "language": lambda: language_of(values.get("lang") or kept_setting("language")),
            "columns": lambda: _columns(values.get("columns"), columns),
            "sort": lambda: _sort(values.get("sort"), columns),
            "limit": lambda: _limit(values.get("limit")),
            "detail": lambda: _detail(values.get("detail")),
        }
    )
    chosen = bool(values["form"] or values["as_json"])
    return OutputOptions(**fields, chosen=chosen, database=values.get("database"))


def language_of(tag: str | None) -> str:
    """Return the language of a tag, English for None.

    >>> language_of("de_AT.UTF-8")
    'de'

    Raises: BadInput where it is none of the languages.
    """
    name = (tag or "en").strip()
    language = spoken(name)
    if language is None:
        field = "LEGFIT_LANG" if os.environ.get("LEGFIT_LANG") == tag else "--lang"
        raise no_choice("unknown_language", field, name, LANGUAGES)
    return language


def _columns(text: str | None, columns: Sequence[str]) -> tuple[str, ...]:
    names = [_column(n.strip(), columns) for n in (text or "").split(",") if n.strip()]
    if text is not None and not names:
        raise BadInput.one("empty", "--columns", text, "cli_a_value", "cli_leave_it_out")
    unknown = [no_choice("unknown_column", "--columns", n, columns, "cli_some_of") for n in names if n not in columns]
    if unknown:
        raise BadInput(p for bad in unknown for p in bad.problems)
    return tuple(dict.fromkeys(names))


def _column(typed: str, columns: Sequence[str]) -> str:
    """Return the name of a column as typed; in small letters, or for its other name, where that is one.

    >>> _column("id", ["product"]), _column("Brand", ["brand"])
    ('product', 'brand')
    """
    name = typed.lower() if typed.lower() in columns else typed
    return (
        OTHER_NAMES.get(typed.lower(), name)
        if OTHER_NAMES.get(typed.lower(), "") in columns and name not in columns
        else name
    )


def _sort(text: str | None, columns: Sequence[str]) -> str:
    name = (text or "").strip()
    down, column = name[: name.startswith("-")], _column(name.removeprefix("-"), columns)
    if column not in ("", *columns):
        raise no_choice("unknown_column", "--sort", name, columns)
    return f"{down}{column}"


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII):
        raise BadInput.one("not_a_whole_number", "--limit", text, "cli_whole_or_all")
    return int(text)


def _detail(text: str | None) -> Detail | None:
    if text is None:
        return None
    name = text.strip().lower()
    if name not in set(Detail):
        raise BadInput.one("unknown_detail", "--detail", text, "http_detail")
    return Detail(name)
