"""Two pages to print: how to lay the tape, and a tape of paper."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from ...messages.messages import Messages
from ..page.frame import in_every_language, render
from ..page.tape import card_frame, paper_tape
from ..routing import route
from ..state import service_of
from .page import language_of, unless_known

SOURCES: Final = (
    "https://myhealth.ca/medical-socks/how-do-i-find-my-proper-sizing-for-stockings.html",
    "https://www.venosan.com.au/mtm-legs",
    "https://slahari.com/how-to-measure/",
    "https://avesis.istanbul.edu.tr/yayin/33cefc13-8bbd-45dd-9167-32e080c16257/intraobserver-and-interobserver-agreements-of-leg-circumference-measurements-by-tape-measure-based-on-3-reference-points",
    "https://doaj.org/article/99a814c58b9d422f91885dc6133d66da",
)
"""Where the steps of the lesson come from: when and how to stand, the places, and that a pen mark finds them again."""


def printed_page(request: Request, name: str, content: object = None) -> Response:
    """A page that asks nothing and holds nothing of the visitor."""
    messages = Messages(language_of(request, {"lang": (request.query_params.get("lang", ""),)}))
    site, languages = service_of(request).site, in_every_language()
    body = render(f"{name}.html", messages, languages, site=site, listed=True, here=f"./{name}", content=content)
    headers = {"Vary": "Accept-Language", "Content-Language": messages.language}
    return unless_known(request, Response(body, media_type="text/html", headers=headers))


async def lesson(request: Request) -> Response:
    """How to lay the tape, in four pictures."""
    return printed_page(request, "measure", SOURCES)


async def tape(request: Request) -> Response:
    """A tape measure of paper in true size."""
    return printed_page(request, "tape", (paper_tape(), card_frame()))


ROUTES: Final = [route("/measure", get=lesson), route("/tape", get=tape)]
