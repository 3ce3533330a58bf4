"""From the options that were typed to the question document, and from a field of it back to its option."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from msgspec import Struct

from ...documents.question import UNKNOWN
from ...documents.shorthand import Assumed, expand
from ...model.notation.look_alikes import as_it_looks
from ...model.notation.numbers import Form, number_of
from ...model.problem import BadInput, Problem
from .question import ALL_OPTIONS, MEASURES, QuestionOption

NUMBERS: Final = frozenset({"runs_per_week", "hours_since_hard", "hours_to_next_hard", "travel_hours", "max_mmhg"})
A_RUN: Final = {"distance": "--distance", "duration": "--duration", "race": "--race"}
"""Options that say that there is a run, by the name of their field."""
REST_DAY: Final = {"run": {"rest_day": True}}
MOST_CHARACTERS: Final = 12
"""Of a plain number; a longer text goes into the document as it is, and is refused there."""


def typed_document(values: dict[str, Any], garment: str | None) -> tuple[dict[str, Any], list[Problem]]:
    """Return the question document for the values of the options, and the problems of texts that have no place in it.

    Only what was typed is in the document, besides the garment: `any` where none was typed.
    """
    problems: list[Problem] = []
    document: dict[str, Any] = {"garment": garment or "any"}
    if values.get("for_") or values.get("rest_day"):
        try:
            document |= assumed_fields(values.get("for_"), stated_fields(values))
            problems += rest_day_problems(values)
        except BadInput as bad:
            problems += (p.at("--for") for p in bad.problems)
    for option in _typed_options(values):
        try:
            set_field(document, option.field, document_value(option, values[option.name]))
        except BadInput as bad:
            problems += (p.at(option.option) for p in bad.problems)
    return document, problems


def stated_fields(values: Mapping[str, Any]) -> frozenset[str]:
    """Return the fields (`run.distance`) that were typed by options of their own."""
    return frozenset(option.field for option in _typed_options(values))


def _typed_options(values: Mapping[str, Any]) -> list[QuestionOption]:
    """Return the options that were typed, without `--for` and `--profile`, which stand for several fields."""
    typed = [o for o in ALL_OPTIONS if o.name not in ("for_", "profile") and values.get(o.name) not in (None, [], "")]
    return [o for o in typed if values[o.name] is not False or o.name == "tested"]


def set_field(document: dict[str, Any], field: str, value: Any) -> None:
    """Set a value at a dotted place in a document.

    >>> document = {}
    >>> set_field(document, "run.distance", "10 km")
    >>> document
    {'run': {'distance': '10 km'}}
    """
    *path, last = field.split(".")
    for step in path:
        document = document.setdefault(step, {})
    document[last] = value


def document_value(option: QuestionOption, value: Any) -> Any:
    """Return what the text of an option is in the document. Raises: BadInput."""
    if option.panel == MEASURES:
        return readings(value)
    if option.name == "same_as":
        return split_size(value)
    if option.name == "red_flag" and [text.strip().lower() for text in value] == [UNKNOWN]:
        return UNKNOWN
    if option.name in NUMBERS and len(value) <= MOST_CHARACTERS:
        number = number_of(as_it_looks(value), Form.DECIMALS)
        if number is not None and not number.may_be_thousands:
            return int(number.value) if number.value.denominator == 1 else float(number.value)
    return value


def split_size(text: str) -> dict[str, str]:
    """Take a product and its size apart at the last blank.

    >>> split_size("cep-run-socks III")
    {'product': 'cep-run-socks', 'size': 'III'}

    Raises: BadInput where it is a single word.
    """
    product, _, size = text.strip().rpartition(" ")
    if not product:
        raise BadInput.one("not_a_size", "same_as", text, "find_product_and_size")
    return {"product": product.strip(), "size": size}


def readings(texts: list[str]) -> Any:
    """Return the readings of one point of the leg as the document takes them.

    >>> readings(["36 cm", "36.4 cm"])
    {'readings': ['36 cm', '36.4 cm']}
    >>> readings(["left=36 cm", "right=37 cm"])
    {'left': '36 cm', 'right': '37 cm'}

    Raises: BadInput where some are of a side and some of none.
    """
    sides: dict[str, list[str]] = {}
    for text in texts:
        side, _, reading = text.partition("=")
        side = side.strip().lower()
        of_one_leg = side in ("left", "right") and "=" in text
        sides.setdefault(side if of_one_leg else "", []).append(reading.strip() if of_one_leg else text)
    if set(sides) == {""}:
        return _one_or_more(sides[""])
    if "" in sides:
        raise BadInput.one("side_missing", "", ", ".join(sides[""]), "cli_sides")
    return {side: _one_or_more(readings_of_side) for side, readings_of_side in sides.items()}


def _one_or_more(texts: list[str]) -> Any:
    return texts[0] if len(texts) == 1 else {"readings": texts}


def under_its_option(problem: Problem) -> Problem:
    """Return a problem of a field under the option that was typed for it."""
    for option in ALL_OPTIONS:
        name = option.field
        if name and (problem.field == name or problem.field.startswith((f"{name}.", f"{name}["))):
            # An option given again is known by what was read: its place in a list was never typed.
            sides = [p for p in problem.field[len(name) :].split(".") if p != "readings" and not p.isdigit()]
            return problem.at(option.option + " ".join(sides))
    return problem.at("--garment") if problem.field == "garment" else problem


class Assumption(Struct, frozen=True):
    """A short word for a run, and the fields that were taken from it: those that no option stated."""

    word: str
    fields: tuple[tuple[str, object], ...]

    @property
    def text(self) -> str:
        """Return the fields in plain text."""
        texts = (f"{name} {'yes' if value is True else value}" for name, value in self.fields)
        return ", ".join(texts).replace("_", " ")


def assumption(word: str | None, stated: Collection[str] = ()) -> Assumption | None:
    """Return what is assumed from a short word besides the fields that are stated (`run.distance`); None for nothing.

    Raises: BadInput where the word is not known.
    """
    every = [(place, field) for place, fields in assumed_fields(word, stated).items() for field in fields.items()]
    left = tuple(field for place, field in every if f"{place}.{field[0]}" not in stated)
    return Assumption(word or "", left) if left else None


def assumed_fields(word: str | None, stated: Collection[str]) -> Assumed:
    """Return the fields of the question document that a short word stands for; a stated run takes `rest_day` out.

    Raises: BadInput where the word is not known.
    """
    fields = expand(word) if word else {}
    if any(f"run.{name}" in stated for name in A_RUN):
        fields.get("run", {}).pop("rest_day", None)
    return fields


def rest_day_problems(values: Mapping[str, Any]) -> list[Problem]:
    """Return a problem for each option that speaks of a run, where another says that there is none.

    Raises: BadInput where the short word for a run is not known.
    """
    word = values.get("for_") or ""
    stands_for = expand(word) if word else {}
    rest = "--rest-day" if values.get("rest_day") else f"--for {word}" if stands_for == REST_DAY else ""
    if not rest:
        return []
    running = [option for name, option in A_RUN.items() if values.get(name)]
    if values.get("rest_day") and word and not stands_for.get("run", {}).get("rest_day"):
        running.append(f"--for {word}")
    facts = [(option, (("rest", rest), ("run", option))) for option in running]
    return [Problem("rest_day_with_run", o, "", "usage_rest_or_run", "usage_leave_one", named) for o, named in facts]
