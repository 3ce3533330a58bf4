"""Commands that can be run as printed: they carry what the person gave, quoted for a POSIX shell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from ..documents.question import question_document
from ..documents.records import as_data
from ..model.leg import Dimension, LegPoint
from ..model.question import Question
from ..report.any_shell import quoted
from ..report.lines import CommandLine
from .options import groups as o
from .options.question import LEG_OPTIONS, QuestionOption
from .session import SESSION

WHERE: Final = ("--lang", "--database")
"""Options that belong on every command that is printed."""
OF_ONE_PRODUCT: Final = frozenset({*(a.option for a in o.ONE_PRODUCT), "--not-tested", "--sign"})
OF_A_SEARCH: Final = frozenset({"--garment", *(a.option for a in o.WHOLE)})
OF_A_DOCUMENT: Final = "--question"
HEALTH: Final = "red_flag"
NEGATIVE: Final = {"--tested": "--not-tested"}


class RepeatableCommand(Struct, frozen=True):
    """What a printed command carries, so that it gives the same answer: the question as options, language, catalog."""

    question: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    """What only a search takes: the kind of garment and what the person narrowed it by."""

    def command(self, name: str, *arguments: str) -> CommandLine:
        """Return a command about the same question."""
        return CommandLine((name, *arguments, *self.question, *self.where))

    def search(self, *arguments: str) -> CommandLine:
        """Return the search itself, with more options."""
        return CommandLine(("search", *self.narrow, *self.question, *arguments, *self.where))

    def alone(self, name: str, *arguments: str) -> CommandLine:
        """Return a command that takes no question."""
        return CommandLine((name, *arguments, *self.where))

    def option_for(self, point: LegPoint) -> str:
        """Return the option that takes a measure of a point; empty for a shoe size of a system that is not named."""
        if point.dimension is Dimension.SHOE:
            return "" if point is LegPoint.SHOE_UNSTATED else "--shoe"
        return next(o.option for o in LEG_OPTIONS if o.point is point)

    def example_for(self, point: LegPoint, units: str) -> str:
        """Return that option with a measure as it may be typed, in the units (`cm` or `in`); empty where none is."""
        option = self.option_for(point)
        return f'{option} "{point.examples[units == "in"]}"' if option else ""


def of_one_product(question: Question) -> RepeatableCommand:
    """Return what `size` and `why` need for the same question: the options typed, or a document written as options."""
    typed = [(name, value) for name, value in SESSION.typed if name in OF_ONE_PRODUCT]
    file = next((value for name, value in SESSION.typed if name == OF_A_DOCUMENT and value != "-"), "")
    if file:
        return RepeatableCommand((OF_A_DOCUMENT, file), where_typed())
    narrowed = [(name, value) for name, value in SESSION.typed if name in OF_A_SEARCH - OF_ONE_PRODUCT]
    if typed or narrowed:
        return RepeatableCommand(_words(typed), where_typed(), _words(narrowed))
    return RepeatableCommand(options_of(question), where_typed(), narrowed_by(question))


def _words(typed: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return options as typed, a flag as one word."""
    return tuple(word for name, value in typed for word in ((name,) if value == name else (name, value)))


def asked_here(question: Question) -> RepeatableCommand:
    """Return what they need after a guided question, without answers about health: a shell keeps commands."""
    return RepeatableCommand(options_of(question, health=False), where_typed(), narrowed_by(question))


def where_typed(names: Sequence[str] = WHERE) -> tuple[str, ...]:
    """Return the options among `names` that were typed, with their values, as a printed command carries them."""
    return tuple(word for name, value in SESSION.typed if name in names for word in (name, _shown(name, value)))


def _shown(name: str, value: str) -> str:
    """Return the value of an option as it may be printed: an address of a database without its password."""
    if name != "--database" or "@" not in value:
        return value
    from ..app.database import without_password

    return without_password(value)


def again(facts: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Return the facts of a sentence; a command among them names the database that was typed, quoted for a shell."""
    where = where_typed(("--database",))
    return tuple((n, " ".join(map(quoted, (*v.split(), *where))) if n == "command" else v) for n, v in facts)


def options_of(question: Question, *, health: bool = True) -> tuple[str, ...]:
    """Write a question about one product as options.

    Without `health` the red flags are left out: a shell keeps what it is told.
    """
    document = as_data(question_document(question))
    words: list[str] = []
    for option in o.ONE_PRODUCT:
        value = _at(document, option.field)
        if value is not None and (health or option.name != HEALTH):
            words += _as_option(option, value)
    return tuple(words)


def narrowed_by(question: Question) -> tuple[str, ...]:
    """Write what only a search takes of a question as options: the kind of garment, and what it is narrowed by."""
    document = as_data(question_document(question))
    words = ["--garment", question.garment.value] if question.garment else []
    for option in o.WHOLE:
        value = _at(document, option.field) if option.option in OF_A_SEARCH - OF_ONE_PRODUCT else None
        if value is not None:
            words += _as_option(option, value)
    return tuple(words)


def _at(document: Mapping[str, Any], field: str) -> Any:
    """Return the value at a dotted place in a document; None where there is none."""
    value: Any = document
    for step in field.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _as_option(option: QuestionOption, value: Any) -> Iterator[str]:
    name = option.option
    if isinstance(value, bool):
        yield name if value else NEGATIVE[name]
        return
    texts = [f"{value['product']} {value['size']}"] if option.name == "same_as" else _texts(value)
    for text in texts:
        yield from (name, text)


def _texts(value: Any, side: str = "") -> Sequence[str]:
    """Return a value as the texts that its option takes: several readings, each leg apart, or one."""
    mark = f"{side}=" if side else ""
    if isinstance(value, Mapping):
        if "readings" in value:
            return [f"{mark}{reading}" for reading in value["readings"]]
        return [text for leg, each in value.items() for text in _texts(each, leg)]
    return [f"{mark}{v}" for v in value] if isinstance(value, list) else [f"{mark}{value}"]
