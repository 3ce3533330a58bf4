"""The options that several commands share, and how they become the contract's question document."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..parse_question import parse_question, read_question_text
from ..problem import BadInput, Problem
from ..question import Question

Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Another catalog: a path or URL.", envvar="LEGFIT_DATABASE_URL"),
]
Format = Annotated[str | None, typer.Option("--format", help="table, json, jsonl, csv, tsv or md.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
Language = Annotated[str | None, typer.Option("--lang", help="en, de, fr or es.", envvar="LEGFIT_LANG")]


@dataclass(frozen=True, slots=True)
class Asking:
    """One option of the question: its name, its place in the document, its kind and its help."""

    name: str
    field: str
    kind: Any
    help: str
    panel: str
    metavar: str | None = None

    @property
    def option(self) -> str:
        """The option as typed."""
        return f"--{self.name.replace('_', '-')}"

    def parameter(self) -> Parameter:
        """The parameter that Typer reads the option from."""
        told = typer.Option(
            self.option, help=self.help, metavar=self.metavar, rich_help_panel=self.panel, show_default=False
        )
        default = False if self.kind is bool else None
        kind = self.kind if self.kind is bool else self.kind | None
        return Parameter(self.name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, told])


MEASURES, BODY, NARROW = "Measures", "You", "Narrow by"
GIRTH = "LENGTH"
CALF = 'Widest calf girth: "36.5 cm", "14 3/8 in". Give it again for a second reading; "left=36 cm" for one leg.'
QUESTION_OPTIONS: Final = (
    Asking("calf", "legs.calf_max_girth", list[str], CALF, MEASURES, GIRTH),
    Asking("ankle", "legs.ankle_min_girth", list[str], "Narrowest girth above the ankle bones.", MEASURES, GIRTH),
    Asking("below_knee", "legs.below_knee_girth", list[str], "Girth just below the knee.", MEASURES, GIRTH),
    Asking("lower_thigh", "legs.lower_thigh_girth", list[str], "Girth just above the knee.", MEASURES, GIRTH),
    Asking("mid_thigh", "legs.mid_thigh_girth", list[str], "Girth half way up the thigh.", MEASURES, GIRTH),
    Asking("thigh", "legs.thigh_girth", list[str], "Widest girth, at the top of the thigh.", MEASURES, GIRTH),
    Asking("hip", "legs.hip_girth", list[str], "Widest hip girth.", MEASURES, GIRTH),
    Asking("waist", "legs.waist_girth", list[str], "Waist girth.", MEASURES, GIRTH),
    Asking("leg_length", "legs.leg_length", list[str], "Floor to the hollow of the knee.", MEASURES, GIRTH),
    Asking("tibia_length", "legs.tibia_length", list[str], "Length of the shin bone.", MEASURES, GIRTH),
    Asking("foot_length", "legs.foot_length", list[str], "Heel to longest toe.", MEASURES, GIRTH),
    Asking("inseam", "legs.inseam", list[str], "Floor to crotch.", MEASURES, GIRTH),
    Asking("height", "body.height", str, "Body height.", BODY, GIRTH),
    Asking("weight", "body.weight", str, "Body weight.", BODY, "MASS"),
    Asking("sex", "body.sex", str, "female or male; only to estimate a girth from height and weight.", BODY),
    Asking("shoe", "shoe", str, 'Shoe size with its system: "EU 43", "UK 8.5", "US M 9".', BODY, "SIZE"),
    Asking("prefer", "prefer", str, "firmer or softer, between two sizes.", BODY),
    Asking("measured", "measured", str, "morning, evening or after_run: when the tape was used.", BODY),
    Asking("yes", "confirmed", bool, "The unusual measures are right: go on.", BODY),
    Asking("units", "units", str, "cm or in, for what is printed.", BODY),
    Asking("brand", "filters.brands", list[str], "Only this brand; may be given again.", NARROW),
    Asking("audience", "filters.audience", str, "women, men or unisex.", NARROW),
    Asking("max_price", "filters.max_price", str, 'Not dearer than this: "50 EUR".', NARROW, "PRICE"),
    Asking("max_mmhg", "filters.max_mmhg", str, "No stated pressure above this.", NARROW, "MMHG"),
    Asking("graduated", "filters.graduated", str, "stated, claimed or any: how well the gradient is shown.", NARROW),
    Asking("in_stock", "filters.in_stock", bool, "Nothing that is known to be sold out.", NARROW),
    Asking("include_review", "filters.include_review", bool, "Also what waits for a curator, marked.", NARROW),
)  # fmt: skip


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """A command that gets a `question` instead of thirty options.

    The options of the question are added to the command's own; `--question FILE|-` replaces them.
    The command's `garment` and `product` stay its own.
    """
    own = [p for p in signature(command, eval_str=True).parameters.values() if p.name != "question"]
    file = Parameter(
        "question_file",
        Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[
            str | None,
            typer.Option("--question", metavar="FILE|-", help="A question document (JSON), or - for stdin."),
        ],
    )

    @wraps(command)
    def asking(**given: Any) -> None:
        place = given.pop("question_file")
        values = {option.name: given.pop(option.name) for option in QUESTION_OPTIONS}
        question = asked(values, given.get("garment")) if place is None else question_from(place)
        command(question=question, **given)

    added = [option.parameter() for option in QUESTION_OPTIONS]
    keyword = [p.replace(kind=Parameter.KEYWORD_ONLY) for p in own]
    parameters = [*keyword, *added, file]
    # Typer reads a command's options from its signature; the wrapped one would hide the added ones.
    setattr(asking, "__signature__", signature(command).replace(parameters=parameters))  # noqa: B010
    asking.__annotations__ = {p.name: p.annotation for p in parameters}
    del asking.__wrapped__
    return asking


def asked(values: dict[str, Any], garment: str | None) -> Question:
    """The question that the options ask.

    Raises:
        BadInput: every problem, each under the option's own name.
    """
    try:
        return parse_question(question_document_of(values, garment))
    except BadInput as bad:
        raise BadInput(_named(p) for p in bad.problems) from None


def question_document_of(values: dict[str, Any], garment: str | None) -> dict[str, Any]:
    """The contract's document for what was typed; nothing that was not typed is in it."""
    document: dict[str, Any] = {"garment": garment or "any"}
    for option in QUESTION_OPTIONS:
        value = values.get(option.name)
        if not value:
            continue
        *path, last = option.field.split(".")
        table = document
        for step in path:
            table = table.setdefault(step, {})
        table[last] = readings(value) if option.panel == MEASURES else value
    return document


def readings(texts: list[str]) -> Any:
    """One point as typed: one text, several readings, or `left=` and `right=` apart."""
    sides: dict[str, list[str]] = {}
    for text in texts:
        side, mark, rest = text.partition("=")
        told = side.strip().lower() if mark else ""
        known = told in ("left", "right")
        sides.setdefault(told if known else "", []).append(rest.strip() if known else text)
    if set(sides) == {""}:
        return _one_or_more(sides[""])
    return {side or "both": _one_or_more(found) for side, found in sides.items()}


def _one_or_more(texts: list[str]) -> Any:
    return texts[0] if len(texts) == 1 else {"readings": texts}


def _named(problem: Problem) -> Problem:
    """The same problem under the option that was typed."""
    for option in QUESTION_OPTIONS:
        if problem.field == option.field or problem.field.startswith((f"{option.field}.", f"{option.field}[")):
            return problem.at(option.option + problem.field[len(option.field) :].replace(".", " "))
    return problem.at("--garment") if problem.field == "garment" else problem


def question_text(place: str) -> str:
    """The text of a question file, or of stdin for `-`.

    Raises:
        BadInput: the file cannot be read.
    """
    if place == "-":
        return sys.stdin.read()
    try:
        return Path(place).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or "It is not UTF-8 text"
        raise BadInput.one("unreadable_file", "--question", place, "a readable file", f"{told}.") from None


def question_from(place: str) -> Question:
    """The question written in a file or on stdin."""
    return parse_question(read_question_text(question_text(place)))
