"""Everything that can go wrong, as RFC 9457 problem details: all of it at once, and no body measure in a log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from litestar.exceptions import HTTPException
from litestar.plugins.problem_details import (
    ProblemDetailsConfig,
    ProblemDetailsException,
    ProblemDetailsPlugin,
)
from msgspec.structs import replace

from ..document import problem_document as error_entry
from ..problem import BadInput, Problem
from ..store.errors import Locked, StoreError
from ..words import Words
from .logs import frames

if TYPE_CHECKING:
    from litestar.types import Scope

LOG = logging.getLogger("legfit")
REQUEST_ID: Final = "legfit_request_id"
"""Where a request's id stands in its scope."""
LOGGED: Final = "legfit_logged"
"""Where the error stands that was logged already: it passes more than one layer."""

ENGLISH: Final = Words("en")
PROBLEM: Final = b"application/problem+json"
OF_THE_BODY: Final = {
    "not_json": 400,
    "not_utf8": 400,
    "not_text": 400,
    "too_deep": 400,
    "not_a_number": 400,
    "too_large": 413,
    "unsupported_media_type": 415,
}
"""The status of a problem that the body as a whole has; in a field the same code is 422."""
STATUS: Final = {
    "duplicate_field": 400,
    "unknown_product": 404,
    "unknown_chart": 404,
    "ambiguous_product": 409,
    "unlikely_entry": 409,
    "not_a_size": 404,
    "unknown_size": 404,
    "unknown_language": 400,
    "bad_limit": 400,
    "bad_flag": 400,
    "unknown_detail": 400,
    "bad_cursor": 400,
    "unknown_query_garment": 400,
}
"""The status of a problem by its code; what is not here is a field of the question, and 422."""
PERSONAL: Final = frozenset(("legs", "body", "shoe", "runner"))
"""The parts of a question that are about a person's body and health."""
OTHER: Final = "a girth that goes with the other one of that leg"
HINTS: Final = {
    401: "Send `Authorization: Bearer KEY`; `legfit key add NAME` makes a key.",
    404: "GET /v1/openapi.json lists every route.",
    405: "The Allow header names the methods.",
    408: "Send the whole request at once.",
    413: "A question of every field is under 4 kB.",
    429: "Wait as many seconds as Retry-After says.",
    503: "Try again in a moment.",
}


def phrase(status: int) -> str:
    """What the status is called."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"


def problem_document(
    status: int, problems: Sequence[Problem], detail: str = "", words: Words = ENGLISH, **more: object
) -> dict[str, Any]:
    """A problem as everybody sends it: the first problem on top, all of them in `errors`."""
    first = problems[0]
    return {
        "type": "about:blank",
        "title": phrase(status),
        "status": status,
        "detail": detail or words.problem(first),
        "code": first.code,
        "field": first.field,
        "hint": words.hint(first),
        "errors": [error_entry(p, words) for p in problems],
        **more,
    }


def plain_problem(status: int, code: str, detail: str) -> dict[str, Any]:
    """A problem that no field of the request has."""
    told = Problem(code, "", "", detail, HINTS.get(status, ""))
    return problem_document(status, [told], detail)


def raised(status: int, document: dict[str, Any], headers: dict[str, str] | None = None) -> ProblemDetailsException:
    """The exception that Litestar answers with this document."""
    extra = {k: v for k, v in document.items() if k not in ("type", "title", "status", "detail")}
    return ProblemDetailsException(
        detail=document["detail"], status_code=status, headers={"Cache-Control": "no-store", **(headers or {})},
        extra=extra, type_=document["type"], title=document["title"],
    )  # fmt: skip


def bad_input(bad: BadInput) -> ProblemDetailsException:
    """What a person gave us that cannot be used; a body measure or health answer is not repeated."""
    status = status_of(bad.problems[0])
    return raised(status, problem_document(status, [_unsaid(p) for p in bad.problems]))


def status_of(problem: Problem) -> int:
    """The status that answers a problem."""
    known = STATUS if problem.field else {**STATUS, **OF_THE_BODY}
    return known.get(problem.code, 422)


def _unsaid(problem: Problem) -> Problem:
    """Errors are kept by those who watch a shop, so what was read of a body stays out of them."""
    if problem.field.partition(".")[0] not in PERSONAL:
        return problem
    expected = OTHER if problem.code == "impossible_pair" else problem.expected
    return replace(problem, read="", expected=expected)


def store_failed(error: StoreError) -> ProblemDetailsException:
    """A database that does not answer; its address and message stay here."""
    code = "catalog_locked" if isinstance(error, Locked) else "catalog_unavailable"
    return raised(503, plain_problem(503, code, "The catalog cannot be reached just now."), {"Retry-After": "2"})


def http_failed(error: HTTPException) -> ProblemDetailsException:
    """What the framework refuses: no route, a wrong method, too much, too often."""
    if isinstance(error, ProblemDetailsException):
        return error
    status = error.status_code
    code = phrase(status).lower().replace(" ", "_").replace("-", "_")
    headers = {str(k): str(v) for k, v in (error.headers or {}).items()}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = next((v for k, v in headers.items() if k.lower() == "ratelimit-reset"), "60")
    return raised(status, plain_problem(status, code, f"{phrase(status)}."), headers)


def unexpected(error: Exception) -> ProblemDetailsException:
    """A fault of ours; what it was stands in the log, under the request's id."""
    return raised(500, plain_problem(500, "internal_error", "Something went wrong here."))


async def log_unexpected(error: Exception, scope: Scope) -> None:
    """The place of a fault of ours, without its message: that may repeat what was sent."""
    if not isinstance(error, (HTTPException, BadInput, StoreError)) and scope.get(LOGGED) is not error:
        scope[LOGGED] = error  # type: ignore[typeddict-unknown-key]
        told = {"request_id": scope.get(REQUEST_ID), "error": type(error).__name__, "frames": frames(error)}
        LOG.error("failed", extra=told)


TOLD: Final[dict[type[Exception], Callable[[Any], ProblemDetailsException]]] = {
    BadInput: bad_input,
    StoreError: store_failed,
    HTTPException: http_failed,
    Exception: unexpected,
}
"""How each kind of exception is told, the narrower ones first."""


def told_of(error: Exception) -> ProblemDetailsException:
    """What a caller is told of an exception."""
    return next(tell(error) for kind, tell in TOLD.items() if isinstance(error, kind))


def document_of(problem: ProblemDetailsException) -> dict[str, Any]:
    """The document that the framework sends for an exception that `raised` made."""
    told = {"status": problem.status_code, "type": problem.type_, "title": problem.title, "detail": problem.detail}
    return told | dict(problem.extra or {})


def plugin() -> ProblemDetailsPlugin:
    """Litestar's own problem details, taught our exceptions."""
    return ProblemDetailsPlugin(ProblemDetailsConfig(exception_to_problem_detail_map=TOLD))
