"""The frame of every page that people see, and the page that says what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..words import LANGUAGES, Words
from .drawing import ALONG, AROUND, LEG
from .page_form import BODY, FIRST, OTHER

HERE: Final = "./"
"""The page as seen from itself: addresses are relative, so that it works behind any path prefix."""
NAMES: Final = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
WRONG: Final = {404: "not_found", 405: "not_found", 408: "too_slow", 413: "too_large", 429: "too_many", 503: "away"}
"""What is said about a status; about every other one, that something went wrong."""


@cache
def templates() -> Environment:
    """The templates of the page; every text is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {"LEG": LEG, "AROUND": AROUND, "ALONG": ALONG, "FIRST": FIRST, "OTHER": OTHER, "BODY": BODY}
    return made


def rendered(
    template: str, words: Words, languages: Sequence[tuple[str, str, str]], root: str = HERE, **more: object
) -> str:
    """A page in its frame; `languages` are tag, name and query of each, `root` leads to the first page."""

    def say(code: str, **facts: str | int) -> str:
        return words.say(code, facts)

    return templates().get_template(template).render(words=words, languages=languages, root=root, say=say, **more)


def error_page(status: int, words: Words, path: str) -> str:
    """The page that a person sees where a request failed, without a word of what was sent.

    `path` is that of the request behind any prefix: the way back to the first page is counted from it.
    """
    wrong = WRONG.get(status, "other")
    root = "../" * (path.count("/") - 1) or HERE
    languages = [(tag, NAMES[tag], f"lang={tag}") for tag in LANGUAGES]
    title, text = (words.say(code, {"wrong": wrong}) for code in ("page.wrong_title", "page.wrong"))
    return rendered("error.html", words, languages, root, title=title, text=text)


def wants_page(accept: str) -> bool:
    """Whether a caller is a browser that shows pages, and not a program that reads JSON."""
    return "text/html" in accept
