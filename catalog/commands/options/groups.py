"""The options that commands share, in groups: a command gets one value for each group, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from ...model.did_you_mean import no_choice
from ...model.problem import BadInput, Problem
from ...model.question import CONTRARY_SIGNS, FitSign, Question
from ..session import SESSION
from .completion import complete_garment
from .gathering import ProblemGathering as ProblemGathering
from .output import DATABASE, DETAIL, FORMAT, JSON, LANG, LISTING, read_output
from .output import OutputOptions as OutputOptions
from .parameter import option
from .question import (
    CHOICE_OPTIONS,
    LEG_OPTIONS,
    NARROW_OPTIONS,
    OTHERS_FROM,
    PROFILE,
    RUN_OPTIONS,
    UNITS,
    YES,
    QuestionOption,
)  # fmt: skip

if TYPE_CHECKING:
    from .typed_question import Assumption

Values = Mapping[str, Any]
Run = Callable[..., None]
KINDS: Final = "sock, calf_sleeve, thigh_sleeve, full_leg_sleeve, shorts, tights or any."
GARMENT: Final = option("garment", str, "--garment", KINDS, "KIND", completes=complete_garment)
DOCUMENT: Final = "The question as a document (JSON, or JSON Lines for many), - for stdin."
QUESTION: Final = option("question_file", str, "--question", DOCUMENT, "FILE|-")

LEGS: Final = (*LEG_OPTIONS, PROFILE, *CHOICE_OPTIONS, UNITS)
WHOLE: Final = (*LEGS, *RUN_OPTIONS, *NARROW_OPTIONS)
OF_GATES: Final = tuple(o for o in NARROW_OPTIONS if o.name in ("include_review", "graduated"))
ONE_PRODUCT: Final = (*LEGS, *RUN_OPTIONS, OTHERS_FROM, *OF_GATES)
RUNNER_ALONE: Final = (*RUN_OPTIONS, UNITS, YES)


class OptionGroup(Struct, frozen=True):
    """Options that are read together, the name under which the command gets them, and how they are read."""

    name: str
    parameters: tuple[Parameter, ...]
    read: Callable[[Values], Any]
    otherwise: Callable[[Values], Any] = lambda _: None
    """What is gone on with where they cannot be read, to find what else is wrong."""


class ParsedQuestion(Struct, frozen=True):
    """One question with what the short words in it stood for; or many, as texts to be read one by one."""

    question: Question
    assumed: Assumption | None = None
    lines: Callable[[], Any] | None = None
    any_garment: bool = False
    """Whether the documents on lines may leave the kind of garment out, as where a product is named."""


def output_options(
    columns: Sequence[str] = (), *, lists: bool = True, detail: bool = False, language: bool = True
) -> OptionGroup:
    """Make the options of output.

    `columns` are the names that a listing has; without `lists` they cannot be picked or sorted. `detail` is for what
    gives an answer, `language` for what says sentences.
    """
    listing = LISTING if columns and lists else ()
    optional = (*((DETAIL,) if detail else ()), *((LANG,) if language else ()))
    parameters = (FORMAT, JSON, *listing, *optional, DATABASE)
    return OptionGroup(
        "output", parameters, partial(read_output, columns=columns), lambda v: OutputOptions(database=v["database"])
    )


def question_options(*options: QuestionOption, garment: bool = False, document: bool = True) -> OptionGroup:
    """Make the options of a question; `--question FILE|-` replaces them all."""
    own = (*((GARMENT,) if garment else ()), *(o.parameter() for o in options), *((QUESTION,) if document else ()))

    def read(values: Values) -> ParsedQuestion:
        from .read_question import parse_options

        typed = {k: v for k, v in values.items() if k != "question_file"}
        return parse_options(typed, values.get("question_file"), any_garment=not garment)

    def otherwise(values: Values) -> ParsedQuestion:
        from .read_question import readable_options

        return readable_options(values)

    return OptionGroup("parsed", own, read, otherwise)


def _read_signs(texts: Sequence[str] | None) -> frozenset[FitSign]:
    """Return the signs that were typed. Raises: BadInput."""
    from ...documents.fields import folded

    signs = tuple(str(s) for s in FitSign)
    words = {folded(t) for t in texts or ()}
    problems = [p for w in sorted(words - set(signs)) for p in no_choice("unknown_value", "--sign", w, signs).problems]
    if words >= CONTRARY_SIGNS:
        pair = ", ".join(sorted(CONTRARY_SIGNS))
        problems.append(Problem("contradiction", "--sign", pair, "usage_one_sign", "usage_which_sign"))
    if problems:
        raise BadInput(problems)
    return frozenset(map(FitSign, words))


NOTICED: Final = "What you notice of it when you wear it: too_tight, too_loose or worn_out; may be given again."
SIGN: Final = option("sign", list[str], "--sign", NOTICED, "WORD", "The runner")
SIGNS: Final = OptionGroup("signs", (SIGN,), lambda values: _read_signs(values["sign"]))
"""What the wearer notices of a size already worn; only `size` and `why` take it, as they name a product."""


GATHERING: Final = "gathering"
"""The parameter of a command that checks more than its options before it ends with every problem."""
REGISTERED: Final[dict[str, list[tuple[str, tuple[str, ...], Run]]]] = {}
"""The commands of each module that was imported: name, examples for the help page, function for Typer."""


def command(name: str, examples: str | tuple[str, ...], *groups: OptionGroup) -> Callable[[Run], Run]:
    """Register a function as a command that takes the options of some groups besides its own parameters.

    `examples` are command lines without `legfit`; a test runs each.
    """

    def register(function: Run) -> Run:
        commands = REGISTERED.setdefault(function.__module__, [])
        every = (examples,) if isinstance(examples, str) else examples
        commands.append((name, every, _taking(function, groups)))
        return function

    return register


def _taking(command: Run, groups: Sequence[OptionGroup]) -> Run:
    """Return the function whose signature Typer reads: the parameters of the groups and the command's own ones.

    A command that takes `gathering` goes on where a group cannot be read, and ends the gathering itself.
    """
    whole, names = signature(command, eval_str=True), {*(group.name for group in groups), GATHERING}
    own = [p for p in whole.parameters.values() if p.name not in names]
    goes_on = GATHERING in whole.parameters

    @wraps(command)
    def call(**values: Any) -> None:
        gathering, parsed = ProblemGathering(SESSION.misuse), {}
        for group in groups:
            typed = {p.name: values[p.name] for p in group.parameters}
            value = gathering.read(partial(group.read, typed))
            parsed[group.name] = group.otherwise(typed) if value is None else value
        if goes_on:
            parsed[GATHERING] = gathering
        else:
            gathering.end()
        command(**parsed, **{p.name: values[p.name] for p in own})

    parameters = [p for g in groups for p in g.parameters] + [p.replace(kind=Parameter.KEYWORD_ONLY) for p in own]
    setattr(call, "__signature__", whole.replace(parameters=parameters))  # noqa: B010  a function has no such type
    call.__annotations__ = {p.name: p.annotation for p in parameters}
    del call.__wrapped__
    return call
