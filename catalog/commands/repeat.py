"""Commands that can be run as printed: they carry what the person gave, quoted for a POSIX shell."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from ..parse_question import question_document
from ..question import Question
from . import options as o
from .asking import ALL_OPTIONS, Asking
from .session import SESSION

WHERE: Final = ("--lang", "--database")
"""Options that belong on every command that is printed."""
OF_ONE_PRODUCT: Final = frozenset({*(a.option for a in o.ONE_PRODUCT), "--not-tested", "--sign"})
OF_A_SEARCH: Final = frozenset({*(a.option for a in o.WHOLE), "--not-tested", "--garment"})
OF_A_DOCUMENT: Final = "--question"
HEALTH: Final = "red_flag"
NEGATIVE: Final = {"--tested": "--not-tested"}


def command_line(command: str, arguments: Iterable[str]) -> str:
    """A command as it is typed into a POSIX shell, with the language and the catalog of this run."""
    return shlex.join(["legfit", command, *arguments, *_where()])


def same_question(question: Question) -> list[str]:
    """The options that ask a product the same question again, as they were typed; a document is written out.

    What stood in a file stays there, what came from stdin or was asked for one by one is written as options.
    """
    return _again(question, OF_ONE_PRODUCT)


def same_search(question: Question) -> list[str]:
    """The options that search for the same again."""
    return _again(question, OF_A_SEARCH)


def _again(question: Question, taken: frozenset[str]) -> list[str]:
    typed = [(name, value) for name, value in SESSION.given if name in taken]
    file = next((value for name, value in SESSION.given if name == OF_A_DOCUMENT and value != "-"), "")
    if file:
        return [OF_A_DOCUMENT, file]
    if not typed:
        return options_of(question, garment="--garment" in taken)
    return [word for name, value in typed for word in ((name,) if value == name else (name, value))]


def _where() -> list[str]:
    return [word for pair in SESSION.given if pair[0] in WHERE for word in pair]


def options_of(question: Question, *, garment: bool = False, health: bool = True) -> list[str]:
    """A question as options; without `health` the red flags are left out, a shell keeps what it is told."""
    document = question_document(question)
    words = ["--garment", str(document["garment"])] if garment and document["garment"] != "any" else []
    for option in ALL_OPTIONS:
        value = _at(document, option.field)
        if value is not None and (health or option.name != HEALTH):
            words += _as_option(option, value)
    return words


def _at(document: Mapping[str, Any], field: str) -> Any:
    """The value at a dotted place in a document; None where there is none."""
    value: Any = document
    for step in field.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _as_option(option: Asking, value: Any) -> Iterator[str]:
    name = option.option
    if isinstance(value, bool):
        yield name if value else NEGATIVE[name]
        return
    texts = [f"{value['product']} {value['size']}"] if option.name == "same_as" else _texts(value)
    for text in texts:
        yield from (name, text)


def _texts(value: Any, side: str = "") -> Sequence[str]:
    """A value as the texts that its option takes: several readings, each leg apart, or one."""
    mark = f"{side}=" if side else ""
    if isinstance(value, Mapping):
        if "readings" in value:
            return [f"{mark}{reading}" for reading in value["readings"]]
        return [text for leg, each in value.items() for text in _texts(each, leg)]
    return [f"{mark}{v}" for v in value] if isinstance(value, list) else [f"{mark}{value}"]
