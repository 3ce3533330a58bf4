"""The frame of every page that people see, and the templates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from ...messages.messages import LANGUAGES, Messages
from ...report.leg_drawing import ALONG, AROUND, LEG
from ...report.page import explained
from .form import BODY, FIRST, OTHER

HERE: Final = "./"
"""The page as seen from itself: addresses are relative, so that it works behind any path prefix."""
NAMES: Final = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
}


@cache
def templates() -> Environment:
    """The templates of the page; every text is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    drawing = {"LEG": LEG, "AROUND": AROUND, "ALONG": ALONG}
    environment.globals |= {**drawing, "FIRST": FIRST, "OTHER": OTHER, "BODY": BODY, "explained": explained}
    return environment


def in_every_language() -> list[tuple[str, str, str]]:
    """Each language with its own name and the query of the first page in it."""
    return [(tag, NAMES[tag], f"lang={tag}") for tag in LANGUAGES]


def render(
    template: str, messages: Messages, languages: Sequence[tuple[str, str, str]], root: str = HERE, **more: object
) -> str:
    """A page in its frame; `languages` are tag, name and query of each, `root` leads to the first page."""

    def text(code: str, **facts: str | int) -> str:
        return messages.text(code, facts)

    page = templates().get_template(template)
    return page.render(messages=messages, languages=languages, root=root, text=text, **more)
