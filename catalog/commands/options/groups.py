"""The options that commands share, in groups; every problem of every group is told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from msgspec import Struct

from ...messages.messages import LANGUAGES, Messages, spoken
from ...model.problem import BadInput, Problem
from ...model.question import Detail, Question
from ..nearest import no_choice
from ..terminal.output import FORMATS, chosen_format
from ..terminal.table import Column
from .completion import complete_garment
from .question import CHOICE_OPTIONS, LEG_OPTIONS, NARROW_OPTIONS, PROFILE, RUN_OPTIONS, UNITS, YES, QuestionOption

if TYPE_CHECKING:
    from .short_run import Assumption

Values = Mapping[str, Any]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Another catalog: a path or URL.", envvar="LEGFIT_DATABASE_URL"),
]
Format = Annotated[str | None, typer.Option("--format", help="table, json, jsonl, csv, tsv or md.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]


def option(name: str, kind: Any, *texts: str, **told: Any) -> Parameter:
    """One parameter of a command that Typer reads from an option."""
    default = False if kind is bool else None
    what = kind if kind is bool else kind | None
    if kind is bool:
        told["metavar"] = ""
    said = typer.Option(*texts, show_default=False, **told)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[what, said])


PANEL: Final = "Output"
FORMAT = option(
    "form", str, "--format", help=f"{', '.join(FORMATS[:-1])} or md.", metavar="FORM", rich_help_panel=PANEL
)
JSON = option("as_json", bool, "--json", help="Short for --format json.", rich_help_panel=PANEL)
COLUMNS = option(
    "columns",
    str,
    "--columns",
    help="Only these columns, in this order: a,b,c.",
    metavar="NAMES",
    rich_help_panel=PANEL,
)
SORT = option(
    "sort",
    str,
    "--sort",
    help="Sort by a column; -name for the other way round.",
    metavar="COLUMN",
    rich_help_panel=PANEL,
)
LIMIT = option(
    "limit", str, "--limit", help="At most this many rows; 0 for all.", metavar="NUMBER", rich_help_panel=PANEL
)
DETAIL = option(
    "detail", str, "--detail", metavar="HOW",
    help="How much JSON says: brief, standard or full.", rich_help_panel=PANEL,
)  # fmt: skip
LANG = option(
    "lang", str, "--lang", help="en, de, fr or es.", metavar="LANGUAGE", envvar="LEGFIT_LANG", rich_help_panel=PANEL
)
DATABASE = option(
    "database", str, "--database", help="Another catalog: a path or URL.", metavar="URL",
    envvar="LEGFIT_DATABASE_URL", rich_help_panel=PANEL,
)  # fmt: skip
GARMENT = option(
    "garment", str, "--garment", metavar="KIND", autocompletion=complete_garment,
    help="sock, calf_sleeve, thigh_sleeve, full_leg_sleeve, shorts, tights or any.",
)  # fmt: skip
QUESTION = option(
    "question_file", str, "--question", metavar="FILE|-",
    help="The question as a document (JSON, or JSON Lines for many), - for stdin.",
)  # fmt: skip


class OutputOptions(Struct, frozen=True):
    """How an answer is to be shown, and which catalog is asked."""

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
        """The language and units to speak in."""
        return Messages(self.language, units)

    def pick(self, known: Sequence[Column]) -> list[Column]:
        """The columns to show, those asked for or all."""
        by_name = {c.name: c for c in known}
        return [by_name[n] for n in self.columns] if self.columns else list(known)

    def rows(self, rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The rows in the order and number that was asked for; unknown values stand last either way."""
        name, down = self.sort.removeprefix("-"), self.sort.startswith("-")
        known = [r for r in rows if not name or r.get(name) not in (None, "")]
        if name:
            known.sort(key=lambda r: _order(r[name]), reverse=down)
            known += [r for r in rows if r.get(name) in (None, "")]
        return known[: self.limit] if self.limit else known


def _order(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, (int, float)) else (1, str(value).casefold())


class Group(Struct, frozen=True):
    """Options that are read together, the name under which the command gets them, and how they are read."""

    name: str
    parameters: tuple[Parameter, ...]
    build: Callable[[Values], Any]


def viewing(columns: Sequence[str] = (), *, lists: bool = True, detail: bool = False) -> Group:
    """The options of output; `columns` are the names that a listing has, `detail` is for what gives an answer."""
    listing = (COLUMNS, SORT, LIMIT) if columns and lists else ()
    sized = (DETAIL,) if detail else ()

    def build(values: Values) -> OutputOptions:
        tries: tuple[Callable[[], dict[str, Any]], ...] = (
            lambda: {"form": chosen_format(values["form"], values["as_json"])},
            lambda: {"chosen": bool(values["form"] or values["as_json"])},
            lambda: {"language": language_of(values.get("lang"))},
            lambda: {"columns": _columns(values.get("columns"), columns)},
            lambda: {"sort": _sorting(values.get("sort"), columns)},
            lambda: {"limit": _limit(values.get("limit"))},
            lambda: {"detail": _detail(values.get("detail"))},
        )
        return OutputOptions(**_all(tries), database=values.get("database"))

    return Group("view", (FORMAT, JSON, *listing, *sized, LANG, DATABASE), build)


def _all(tries: Sequence[Callable[[], dict[str, Any]]]) -> dict[str, Any]:
    """Everything that could be read; every problem raised together."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for attempt in tries:
        try:
            found |= attempt()
        except BadInput as bad:
            problems.extend(bad.problems)
    if problems:
        raise BadInput(problems)
    return found


def language_of(given: str | None) -> str:
    """One of the languages; `de_AT.UTF-8` counts as German."""
    asked = (given or "en").strip()
    found = spoken(asked)
    if found is None:
        field = "LEGFIT_LANG" if os.environ.get("LEGFIT_LANG") == given else "--lang"
        raise no_choice("unknown_language", field, asked, LANGUAGES)
    return found


def _columns(text: str | None, known: Sequence[str]) -> tuple[str, ...]:
    names = [n.strip() for n in (text or "").split(",") if n.strip()]
    if text is not None and not names:
        raise BadInput.one("empty", "--columns", text, "cli_a_value", "cli_leave_it_out")
    wrong = [n for n in names if n not in known]
    if wrong:
        unknown = (no_choice("unknown_column", "--columns", n, known, "cli_some_of") for n in wrong)
        raise BadInput(p for bad in unknown for p in bad.problems)
    return tuple(dict.fromkeys(names))


def _sorting(text: str | None, known: Sequence[str]) -> str:
    name = (text or "").strip()
    if name.removeprefix("-") not in ("", *known):
        raise no_choice("unknown_column", "--sort", name, known)
    return name


def _detail(text: str | None) -> Detail | None:
    if text is None:
        return None
    name = text.strip().lower()
    if name not in set(Detail):
        raise BadInput.one("unknown_detail", "--detail", text, "http_detail")
    return Detail(name)


def _limit(text: str | None) -> int | None:
    if text is None:
        return None
    if not re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII):
        raise BadInput.one("not_a_whole_number", "--limit", text, "cli_whole_or_all")
    return int(text)


def questioning(*options: QuestionOption, garment: bool = False, document: bool = True) -> Group:
    """The options of a question; `--question FILE|-` replaces them all."""
    own = (*((GARMENT,) if garment else ()), *(o.parameter() for o in options), *((QUESTION,) if document else ()))

    def build(values: Values) -> ParsedQuestion:
        from .read_question import asked_from

        typed = {k: v for k, v in values.items() if k != "question_file"}
        return asked_from(typed, values.get("question_file"), any_garment=not garment)

    return Group("asked", own, build)


class ParsedQuestion(Struct, frozen=True):
    """One question with what the short words in it stood for; or many, as texts to be read one by one."""

    question: Question
    assumed: Assumption | None = None
    lines: Callable[[], Any] | None = None
    any_garment: bool = False
    """Whether the documents on lines may leave the kind of garment out, as where a product is named."""


LEGS: Final = (*LEG_OPTIONS, PROFILE, *CHOICE_OPTIONS, UNITS)
WHOLE: Final = (*LEGS, *RUN_OPTIONS, *NARROW_OPTIONS)
ONE_PRODUCT: Final = (*LEGS, *RUN_OPTIONS, *(o for o in NARROW_OPTIONS if o.name in ("include_review", "graduated")))
RUNNER_ALONE: Final = (*RUN_OPTIONS, UNITS, YES)


def takes(*groups: Group) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command that gets each group under its name, read and checked, instead of its many options."""

    def wrapping(command: Callable[..., None]) -> Callable[..., None]:
        names = {g.name for g in groups}
        own = [p for p in signature(command, eval_str=True).parameters.values() if p.name not in names]

        @wraps(command)
        def called(**given: Any) -> None:
            built = _built(groups, given)
            command(**built, **{p.name: given[p.name] for p in own})

        grouped = [p for g in groups for p in g.parameters]
        parameters = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in (*grouped, *own)]
        # Typer reads a command's options from its signature; the wrapped one would hide the added ones.
        setattr(called, "__signature__", signature(command).replace(parameters=parameters))  # noqa: B010
        called.__annotations__ = {p.name: p.annotation for p in parameters}
        del called.__wrapped__
        return called

    return wrapping


def _built(groups: Sequence[Group], given: Values) -> dict[str, Any]:
    def reading(group: Group) -> Callable[[], dict[str, Any]]:
        mine = {p.name: given[p.name] for p in group.parameters}
        return lambda: {group.name: group.build(mine)}

    return _all([reading(g) for g in groups])
