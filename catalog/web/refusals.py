"""A problem on its way to the one who asked: JSON for programs, a page for people in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from litestar import Request, Response
from msgspec import Struct

from ..documents.json_text import encode
from ..documents.problem import ProblemDocument
from ..messages.messages import Messages
from .content_negotiation import language_in, wants_page
from .page.frame import in_every_language, rendered
from .problems import PROBLEM, Refusal, refused

if TYPE_CHECKING:
    from litestar.types import HTTPScope, Receive, Send

HTML: Final = "text/html"


class Sent(Struct, frozen=True):
    """A problem as it is sent."""

    status: int
    body: bytes
    headers: dict[str, str]


def sent(refusal: Refusal, language: str, accept: str, path: str) -> Sent:
    """A problem in a language, as a page where the Accept header asks for one; `path` is the address it answers."""
    messages = Messages(language)
    document = refusal.document(messages)
    as_page = wants_page(accept)
    body = page(document, messages, path) if as_page else encode(document)
    headers = {
        **refusal.headers,
        "Content-Type": HTML if as_page else PROBLEM,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept, Accept-Language",
    }
    return Sent(refusal.status, body, headers)


def page(document: ProblemDocument, messages: Messages, path: str) -> bytes:
    """The problem as a page; its addresses are relative, for the service may stand behind a path of its own."""
    up = "../" * max(path.count("/") - 1, 0) or "./"
    return rendered("problem.html", messages, in_every_language(), up, problem=document).encode()


async def answer_at_once(error: Exception, scope: HTTPScope, receive: Receive, send: Send) -> None:
    """Answer an exception from a middleware, so that those around it see what is answered."""
    request: Request[Any, Any, Any] = Request(scope)
    await answer_refused(request, error).to_asgi_response(None, request)(scope, receive, send)


def answer_refused(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """What the framework answers an exception with."""
    service = getattr(request.app.state, "service", None)
    otherwise = service.config.language if service is not None else "en"
    language = language_in(request.query_params.get("lang"), request.headers.get("accept-language", ""), otherwise)
    made = sent(refused(error), language, request.headers.get("accept", ""), request.scope["path"])
    kind = made.headers.pop("Content-Type")
    return Response(made.body, status_code=made.status, media_type=kind, headers=made.headers)
