"""From a request to the question that it asks."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.requests import Request

from ..app.questions import read_question
from ..documents.json_text import read_question_text
from ..documents.requests import several_fields
from ..messages.messages import LANGUAGES, Messages, spoken
from ..model.policy import Policy
from ..model.problem import BadInput, Problem
from ..model.question import Detail, Question
from ..search.lookup import MOST_AT_ONCE, PAGES, Page, to_confirm
from .config import BODY_BYTES
from .content_negotiation import language_in
from .problems import NotConfirmed, refusal
from .state import parameter, service_of

JSON: Final = "application/json"
LISTS: Final = ("matches", "misses", "excluded")
ALL: Final = "all"


def reference_in(request: Request) -> str:
    """What the path names; the slashes and percent signs within it stand there as they were sent."""
    segment: str = request.path_params["reference"]
    return segment.replace("%2F", "/").replace("%25", "%") if "%" in segment else segment


async def body_of(request: Request) -> bytes:
    """The body of a request.

    Raises:
        Refusal: it is, or says that it is, larger than the service reads.
    """
    if int(request.headers.get("content-length", "0")) > BODY_BYTES:
        raise refusal(413)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES:
            raise refusal(413)
    return body


async def document_of(request: Request) -> object:
    """The JSON of the request's body.

    Raises:
        BadInput: not JSON, too deep, not UTF-8, or sent as something else.
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
    """The question in the request's body; without `garment` it may leave the kind open.

    Raises:
        BadInput: every problem of it. NotConfirmed: entries that have to be confirmed.
    """
    policy = service_of(request).policy
    question = read_question(await document_of(request), policy, any_garment=not garment)
    confirmed(question, policy)
    return question


async def several_of(request: Request) -> tuple[Question, tuple[str, ...]]:
    """The question in the request's body, and the products that it is about.

    Raises:
        BadInput: every problem of either. NotConfirmed: entries that have to be confirmed.
    """
    policy = service_of(request).policy
    read_one = partial(read_question, policy=policy, any_garment=True)
    found = several_fields(policy, MOST_AT_ONCE, read_one).read(await document_of(request))
    if not found["products"]:
        raise BadInput.one("empty", "products", "", "http_products")
    confirmed(found["question"], policy)
    return found["question"], found["products"]


def confirmed(question: Question, policy: Policy) -> None:
    """Nothing, where no entry is unlikely, or where the question says that they are right.

    Raises:
        BadInput: impossible entries. NotConfirmed: unlikely ones.
    """
    unlikely = to_confirm(question, policy)
    if unlikely:
        raise NotConfirmed(unlikely, question.units)


def words_of(request: Request, units: str = "cm") -> Messages:
    """The language of the answer: `?lang=` (`de`, `DE`, `de-AT`), else Accept-Language, else the setting.

    Raises:
        BadInput: `?lang=` names one that is not spoken here.
    """
    wanted = parameter(request, "lang")
    if wanted is not None and spoken(wanted) is None:
        raise BadInput.one("unknown_language", "lang", wanted, "http_one_of", choices=", ".join(LANGUAGES))
    otherwise = service_of(request).config.language
    return Messages(language_in(wanted, request.headers.get("accept-language", ""), otherwise), units)


def detail_in(request: Request) -> Detail | None:
    """How much the answer is to say: `?detail=brief|standard|full`; None where the address leaves it open.

    Raises:
        BadInput: it is none of them.
    """
    wanted = parameter(request, "detail")
    if wanted is None:
        return None
    if wanted not in set(Detail):
        raise BadInput.one("unknown_detail", "detail", wanted, "http_detail")
    return Detail(wanted)


def flag_in(request: Request, name: str) -> bool:
    """Whether the address asks for something: `?all`, `?all=true`; not where it is not named, or `false`.

    Raises:
        BadInput: its value is neither.
    """
    wanted = parameter(request, name)
    if wanted not in (None, "", "true", "false"):
        raise BadInput.one("bad_flag", name, wanted, "http_flag")
    return wanted not in (None, "false")


def page_of(request: Request, detail: Detail) -> Page:
    """How much of each list is wanted: `?matches=20&misses=all&excluded=0`, or `?all=true` for everything.

    What is not named is as long as the detail of the answer has it. No list is longer than the service allows.

    Raises:
        BadInput: every one that is neither a whole number within the bounds nor `all`.
    """
    most = service_of(request).config.listed
    problems: list[Problem] = []
    everything = flag_in(request, "all")
    counts = [_listed(request, name, PAGES[detail], most, everything, problems) for name in LISTS]
    if problems:
        raise BadInput(problems)
    return Page(*counts)


def _listed(request: Request, name: str, page: Page, most: int, everything: bool, problems: list[Problem]) -> int:
    """The greatest length of one list."""
    usual: int | None = getattr(page, name)
    otherwise = most if usual is None or everything else min(usual, most)
    if parameter(request, name) == ALL:
        return most
    return whole(request, name, otherwise, most, problems)


def whole(request: Request, name: str, default: int, most: int, problems: list[Problem], least: int = 0) -> int:
    """A whole number of the query; what cannot be read is added to the problems."""
    text = parameter(request, name)
    if text is None:
        return default
    if text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most:
        return int(text)
    expected = "http_length" if name in LISTS else "http_whole"
    problems.append(Problem("bad_limit", name, "", expected, facts=(("least", least), ("most", most))))
    return default
