"""From a request to the question that it asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, Final

from msgspec.structs import replace
from starlette.requests import Request

from ..app.questions import read_question
from ..documents.json_text import read_question_text
from ..documents.question_reader import several_fields, widget_fields
from ..documents.reason import mark_of
from ..messages.messages import LANGUAGES, Messages, spoken
from ..model.did_you_mean import no_choice
from ..model.policy import Policy
from ..model.problem import BadInput, Problem, safe_repr
from ..model.question import Detail, Question
from ..model.verdict import Reason
from ..search.lookup import MOST_AT_ONCE, PAGES, Page, to_confirm
from .config import BODY_BYTES
from .content_negotiation import language_in
from .problems import NotConfirmed, Refusal, refusal
from .state import parameter, service_of

JSON: Final = "application/json"
LISTS: Final = ("matches", "misses", "excluded")
ALL: Final = "all"
MOST_UNKNOWN: Final = 20
"""Unknown query parameters that are named: looking for the nearest name takes time."""


def reference_in(request: Request) -> str:
    """The product or chart that the path names, its escaped slashes and percent signs decoded."""
    segment: str = request.path_params["reference"]
    return segment.replace("%2F", "/").replace("%25", "%") if "%" in segment else segment


async def body_of(request: Request, most: int = BODY_BYTES, too_long: Refusal | None = None) -> bytes:
    """Read the body of a request, at most so many bytes.

    Raises: Refusal (it is longer, or its Content-Length says so: `too_long`, else what is said of a question).
    """
    if int(request.headers.get("content-length", "0")) > most:
        raise too_long or refusal(413)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise too_long or refusal(413)
    return bytes(body)


async def document_of(request: Request) -> object:
    """Read the JSON of the request's body.

    Raises: BadInput (not JSON, too deep, not UTF-8, or sent as something else).
    """
    kind = request.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if kind != JSON:
        raise BadInput.one("unsupported_media_type", "", kind, "http_415", "http_415")
    body = await body_of(request)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput.one("not_utf8", "", "", "http_utf8") from None
    return read_question_text(text, service_of(request).policy)


async def question_of(request: Request, *, garment: bool = True) -> Question:
    """Read the question in the request's body; with `garment=False` it may leave the kind of garment open.

    Raises: BadInput (every problem of it), NotConfirmed (entries that have to be confirmed).
    """
    policy = service_of(request).policy
    question = read_question(await document_of(request), policy, any_garment=not garment)
    check_confirmed(question, policy)
    return question


async def several_of(request: Request) -> tuple[Question, tuple[str, ...], tuple[Reason, ...]]:
    """Read the question in the request's body, the products that it is about, and the doubts that nobody agreed to.

    Raises: BadInput (every problem of either).
    """
    policy = service_of(request).policy
    read_one = partial(read_question, policy=policy, any_garment=True)
    fields = several_fields(policy, MOST_AT_ONCE, read_one).read(await document_of(request))
    if not fields["products"]:
        raise BadInput.one("empty", "products", "", "http_products")
    return fields["question"], fields["products"], _doubts(fields, policy)


async def widget_question_of(request: Request) -> Question:
    """Read what the widget asks in the request's body.

    Raises: BadInput (every problem of it), NotConfirmed (entries that have to be confirmed).
    """
    policy = service_of(request).policy
    fields = widget_fields(policy, partial(read_question, policy=policy, any_garment=True))
    read = fields.read(await document_of(request))
    if doubts := _doubts(read, policy):
        raise NotConfirmed(doubts, read["question"].units)
    question: Question = read["question"]
    return question


def _doubts(fields: Mapping[str, Any], policy: Policy) -> tuple[Reason, ...]:
    """The unlikely entries of a question that was read, less those that the person agreed to."""
    unlikely = to_confirm(fields["question"], policy)
    return tuple(reason for reason in unlikely if mark_of(reason) not in fields.get("agreed", ()))


def check_confirmed(question: Question, policy: Policy) -> None:
    """Check that no entry is unlikely, or that the question says that they are right.

    Raises: BadInput (impossible entries), NotConfirmed (unlikely ones).
    """
    unlikely = to_confirm(question, policy)
    if unlikely:
        raise NotConfirmed(unlikely, question.units)


def messages_of(request: Request, units: str = "cm") -> Messages:
    """The messages of an answer, in the language of `?lang=` (`de`, `DE`, `de-AT`), Accept-Language or the setting.

    Raises: BadInput (`?lang=` names another language).
    """
    tag = parameter(request, "lang")
    if tag is not None and spoken(tag) is None:
        raise BadInput.one("unknown_language", "lang", tag, "http_one_of", choices=", ".join(LANGUAGES))
    default = service_of(request).config.language
    return Messages(language_in(tag, request.headers.get("accept-language", ""), default), units)


def detail_in(request: Request) -> Detail | None:
    """How much the answer is to say: `?detail=brief|standard|full`; None where the address leaves it open.

    Raises: BadInput (it is none of them).
    """
    detail = parameter(request, "detail")
    if detail is not None and detail not in set(Detail):
        raise BadInput.one("unknown_detail", "detail", detail, "http_detail")
    return Detail(detail) if detail is not None else None


def flag_in(request: Request, name: str) -> bool:
    """Whether the address asks for something: `?all`, `?all=true`; not where it is not named, or `false`.

    Raises: BadInput (its value is neither).
    """
    flag = parameter(request, name)
    if flag not in (None, "", "true", "false"):
        raise BadInput.one("bad_flag", name, flag, "http_flag")
    return flag not in (None, "false")


def check_parameters(request: Request, names: Sequence[str], elsewhere: Collection[str] = (), hint: str = "") -> None:
    """Check that the address names no other query parameters than these; `hint` is for names that belong `elsewhere`.

    Raises: BadInput (each other one, with the nearest that there is).
    """
    problems: list[Problem] = []
    for name in [name for name in dict.fromkeys(request.query_params) if name not in names][:MOST_UNKNOWN]:
        bad = no_choice("unknown_parameter", safe_repr(name), name, names, "http_one_of")
        problems += [replace(p, read="", hint=hint if name in elsewhere else "") for p in bad.problems]
    if problems:
        raise BadInput(problems)


def page_of(request: Request, detail: Detail) -> Page:
    """How much of each list is wanted: `?matches=20&misses=all&excluded=0`, or `?all=true` for everything.

    What is not named is as long as the detail of the answer has it. No list is longer than the service allows.

    Raises: BadInput (a length is neither `all` nor a whole number within the bounds; all of them at once).
    """
    most = service_of(request).config.listed
    problems: list[Problem] = []
    everything = flag_in(request, "all")
    counts = [_listed(request, name, PAGES[detail], most, everything, problems) for name in LISTS]
    if problems:
        raise BadInput(problems)
    return Page(*counts)


def _listed(request: Request, name: str, page: Page, most: int, everything: bool, problems: list[Problem]) -> int:
    """The greatest number of entries in one list."""
    if parameter(request, name) == ALL:
        return most
    length: int | None = getattr(page, name)
    default = most if length is None or everything else min(length, most)
    return whole_number(request, name, default, most, problems)


def whole_number(request: Request, name: str, default: int, most: int, problems: list[Problem], least: int = 0) -> int:
    """A whole number of the query; what cannot be read is added to the problems."""
    text = parameter(request, name)
    if text is None:
        return default
    if text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most:
        return int(text)
    expected = "http_length" if name in LISTS else "http_whole"
    problems.append(Problem("bad_limit", name, "", expected, facts=(("least", least), ("most", most))))
    return default
