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
from .page.problem_view import ProblemView
from .problems import PROBLEM, Refusal, refusal_for
from .state import parameter, service_of

HTML: Final = "text/html"
ID: Final = "legfit.request_id"


async def problem_response(request: Request, error: Exception) -> Response:
    """Answer an exception in the language of the address, else of the caller; as a page where that is asked for.

    It is asynchronous since Starlette runs any other exception handler in a thread.
    """
    header, default = request.headers.get("accept-language", ""), service_of(request).config.language
    tag = parameter(request, "lang") or request.path_params.get("language")
    language = language_in(tag, header, default)
    messages, refusal = Messages(language), refusal_for(error)
    document = refusal.document(messages)
    as_page = wants_page(request.headers.get("accept", ""))
    body = _page(request, refusal, document, messages) if as_page else encode(document)
    headers = {
        **refusal.headers,
        "Content-Language": language,
        "Cache-Control": "no-store",
        "Vary": "Accept, Accept-Language",
    }
    return Response(body, refusal.status, headers, HTML if as_page else PROBLEM)


def _page(request: Request, refusal: Refusal, document: ProblemDocument, messages: Messages) -> bytes:
    """The problem as a page; its addresses are relative, for the service may stand behind a path of its own."""
    up = "../" * max(request.scope["raw_path"].count(b"/") - 1, 0) or "./"
    view = ProblemView(
        document, messages, sent=request.method == "POST", wait=_seconds(refusal), reference=request.scope.get(ID, "")
    )
    return render("problem.html", messages, in_every_language(), up, site=service_of(request).site, view=view).encode()


def _seconds(refusal: Refusal) -> int:
    """How long to wait, as the headers of the answer say it; 0 where they say nothing."""
    return next((int(value) for name, value in refusal.headers.items() if name.lower() == "retry-after"), 0)
