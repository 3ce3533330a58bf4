"""The frame of every page that people see, and the templates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from ...messages.messages import LANGUAGES, Messages
from ...report.html import TURNING, unbroken
from ...report.leg_drawing import LEG
from ...report.page_groups import explained
from .form import BODY, FIRST, OTHER
from .kinds import OTHER_KINDS, PICTURED

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
LOCALES: Final = {"en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "nl": "nl_NL"}
"""What Open Graph calls each language."""


class Site(Struct, frozen=True):
    """What the settings say of the pages: where everybody finds them, and what each of them links to."""

    url: str = ""
    """The address of the first page without a slash at its end; empty where nobody said it."""
    imprint: str = ""
    privacy: str = ""

    def address(self, here: str) -> str:
        """The whole address of a page that is named as seen from the first one, as far as it is known.

        >>> Site("https://shop.example/fit").address("./chart"), Site().address("./chart")
        ('https://shop.example/fit/chart', './chart')
        """
        return f"{self.url}{here.removeprefix('.')}" if self.url else here


NOWHERE: Final = Site()


def _shown(value: object) -> object:
    """What a template prints: a text without the marks that would turn the text after it round."""
    return value.translate(TURNING) if type(value) is str else value


@cache
def templates() -> Environment:
    """The templates of the page; every text is escaped, and a name that is not there is an error."""
    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown,
    )  # fmt: skip
    drawing = {"LEG": LEG, "LOCALES": LOCALES}
    environment.globals |= {**drawing, "FIRST": FIRST, "OTHER": OTHER, "BODY": BODY, "explained": explained}
    environment.globals |= {"PICTURED": PICTURED, "OTHER_KINDS": OTHER_KINDS}
    return environment


def in_every_language() -> list[tuple[str, str, str]]:
    """Each language with its own name and the query of the first page in it."""
    return [(tag, NAMES[tag], f"lang={tag}") for tag in LANGUAGES]


def render(
    template: str,
    messages: Messages,
    languages: Sequence[tuple[str, str, str]],
    root: str = HERE,
    *,
    site: Site = NOWHERE,
    listed: bool = False,
    **more: object,
) -> str:
    """A page in its frame; `languages` are tag, name and query of each, `root` leads to the first page.

    Only a page that is `listed` may be found by a search engine: an answer and a problem are nobody else's business.
    """

    def text(code: str, **facts: str | int) -> str:
        return unbroken(messages.text(code, facts))

    page = templates().get_template(template)
    frame = {"messages": messages, "languages": languages, "root": root, "site": site, "listed": listed}
    return page.render(text=text, **frame, **more)
