"""A problem on its way to the one who asked: JSON for programs, a page for people in a browser."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ..documents.json_text import encode
from ..documents.reason import ProblemDocument
from ..messages.messages import Messages
from .content_negotiation import language_in, wants_page
from .page.frame import in_every_language, render
from .problems import PROBLEM, refusal_for
from .state import parameter, service_of

HTML: Final = "text/html"


async def problem_response(request: Request, error: Exception) -> Response:
    """Answer an exception: in the caller's language, as a page where the Accept header asks for one.

    It is asynchronous since Starlette runs any other exception handler in a thread.
    """
    header, default = request.headers.get("accept-language", ""), service_of(request).config.language
    language = language_in(parameter(request, "lang"), header, default)
    messages, refusal = Messages(language), refusal_for(error)
    document = refusal.document(messages)
    as_page = wants_page(request.headers.get("accept", ""))
    body = _page(document, messages, request.scope["raw_path"]) if as_page else encode(document)
    headers = {
        **refusal.headers,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept, Accept-Language",
    }
    return Response(body, refusal.status, headers, HTML if as_page else PROBLEM)


def _page(document: ProblemDocument, messages: Messages, path: bytes) -> bytes:
    """The problem as a page; its addresses are relative, for the service may stand behind a path of its own."""
    up = "../" * max(path.count(b"/") - 1, 0) or "./"
    return render("problem.html", messages, in_every_language(), up, problem=document).encode()
