"""Everything that can go wrong, as RFC 9457 problem details: all of it at once, and no body measure in a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Final

from msgspec.structs import asdict
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from ..app.errors import Locked, StoreError
from ..documents.reason import (
    ConfirmDocument,
    ConfirmProblemDocument,
    ProblemDocument,
    confirm_document,
    fault_document,
)
from ..messages.messages import Messages
from ..model.problem import BadInput, Problem
from ..model.verdict import Reason
from .private_problems import without_measures, without_suggestion

PROBLEM: Final = "application/problem+json"
OF_THE_BODY: Final = {
    **dict.fromkeys(("not_json", "not_utf8", "not_text", "too_deep", "not_a_number"), 400),
    "too_large": 413,
    "unsupported_media_type": 415,
}
"""The status of a problem that the body as a whole has; in a field the same code is 422."""
OF_THE_QUERY: Final = (
    "unknown_language", "bad_limit", "bad_flag", "unknown_detail", "bad_cursor", "unknown_query_garment",
    "unknown_parameter",
)  # fmt: skip
STATUS: Final = {
    **dict.fromkeys(("duplicate_field", *OF_THE_QUERY), 400),
    **dict.fromkeys(
        ("unknown_product", "unknown_brand", "unknown_collection", "unknown_chart", "not_a_size", "unknown_size"), 404
    ),
    **dict.fromkeys(("ambiguous_product", "unlikely_entry", "not_confirmed"), 409),
}
"""The status of a problem by its code; what is not here is a field of the question, and 422."""
TITLED: Final = frozenset((400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 503))
"""The statuses that have a title, and a problem to tell, in every language."""


class Refusal(Exception):
    """A request that is answered with a problem: its status, its problems, its headers."""

    def __init__(self, status: int, problems: Iterable[Problem], headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.problems, self.headers = status, tuple(problems), dict(headers or {})

    def document(self, messages: Messages) -> ProblemDocument:
        """The problem as it is sent."""
        return problem_document(self.status, self.problems, messages)


FORESEEN: Final = (BadInput, StoreError, Refusal, HTTPException, ClientDisconnect)
"""Exceptions that are answered and not logged: every other one is a fault of ours."""


class NotConfirmed(Refusal):
    """Entries that can be true but hardly are: the person has to say that they are."""

    def __init__(self, unlikely: tuple[Reason, ...], units: str) -> None:
        super().__init__(409, [_unlikely(reason) for reason in unlikely])
        self.unlikely, self.units = unlikely, units

    def document(self, messages: Messages) -> ConfirmProblemDocument:
        """The problem, with a sentence to ask in `confirm` for each entry."""
        problem = problem_document(self.status, self.problems, messages)
        return ConfirmProblemDocument(**asdict(problem), confirm=self.doubts(messages.language).confirm)

    def doubts(self, language: str) -> ConfirmDocument:
        """What to ask the person, in a language."""
        return confirm_document(self.unlikely, Messages(language, self.units))


def _unlikely(reason: Reason) -> Problem:
    facts = dict(reason.facts)
    suggestion = str(facts.get("suggestion", ""))
    return Problem("unlikely_entry", str(facts.get("field", "")), "", "http_409", "http_409", (), suggestion)


def phrase(status: int) -> str:
    """What the status is called in English."""
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"


def problem_document(status: int, problems: Sequence[Problem], messages: Messages) -> ProblemDocument:
    """A problem as everybody sends it: the first problem on top, all of them in `errors`."""
    errors = [without_measures(problem) for problem in problems]
    first = without_suggestion(errors[0])
    detail = messages.problem(first)
    return ProblemDocument(
        type="about:blank",
        title=messages.text(f"page.problem_{status}") if status in TITLED else phrase(status),
        status=status,
        detail=detail if first.field else detail[:1].upper() + detail[1:],
        code=first.code,
        field=first.field,
        hint=messages.hint(first),
        errors=[fault_document(problem, messages) for problem in errors],
    )


def refusal(status: int, code: str = "", headers: Mapping[str, str] | None = None) -> Refusal:
    """A problem that no field of the request has."""
    sentence = f"http_{status if status in TITLED else 400}"
    name = code or phrase(status).lower().replace(" ", "_").replace("-", "_")
    return Refusal(status, [Problem(name, "", "", sentence, sentence)], headers)


def refusal_for(error: Exception) -> Refusal:
    """The refusal that answers an exception; an unforeseen one is an internal error without details."""
    match error:
        case Refusal():
            return error
        case BadInput():
            return Refusal(status_of(error.problems[0]), error.problems)
        case StoreError():
            code = "catalog_locked" if isinstance(error, Locked) else "catalog_unavailable"
            return refusal(503, code, {"Retry-After": "2"})
        case HTTPException():
            return _of_the_framework(error)
        case _:
            return refusal(500, "internal_error")


def status_of(problem: Problem) -> int:
    """The status that answers a problem."""
    statuses = STATUS if problem.field else {**STATUS, **OF_THE_BODY}
    return statuses.get(problem.code, 422)


def _of_the_framework(error: HTTPException) -> Refusal:
    """What the router refuses: no route, or a method that it has not."""
    headers = dict(error.headers or {})
    if "Allow" in headers:
        # It names them in no order, and HEAD, which every route with GET answers.
        headers["Allow"] = ", ".join(sorted(set(headers["Allow"].split(", ")) - {"HEAD"}))
    return refusal(error.status_code, headers=headers)
