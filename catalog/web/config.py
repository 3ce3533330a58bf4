"""What can be set for the service, read once from the environment when it starts."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from functools import partial
from ipaddress import ip_network
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct, field

from ..app.settings import Setting, database_url
from ..messages.messages import LANGUAGES, spoken
from ..model.problem import BadInput, Problem, safe_repr

BODY_BYTES = 65536
"""Largest request body, in bytes; the policy bounds a question alike."""
RATE, SECONDS, LISTED = 600, 10, 1000
FEED_BYTES, FEED_SECONDS = 32 * 1024 * 1024, 120
"""Largest stock feed, in bytes, and how long it may take from its first byte to the answer."""
COLLECTIONS: Final = "LEGFIT_COLLECTIONS"
DEMO: Final = "LEGFIT_SERVE_DEMO"
"""How the workers learn that the made-up shop is wanted; they are processes of their own."""
ANYBODY: Final = "*"
IMAGE_ORIGIN: Final = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?", re.ASCII)
BASE_PATH: Final = re.compile(r"(/[A-Za-z0-9._~-]+)+", re.ASCII)
PRINTED: Final = re.compile(r"[!#-;=?-\[\]_a-z~]{1,500}", re.ASCII)
"""What the address of a page may be written with: no blank, no quotation mark, no angle bracket, no backslash."""


class Config(Struct, frozen=True):
    """The settings of one service."""

    database: Setting = field(default_factory=database_url)
    collections: tuple[str, ...] = ()
    """The collections whose products are searched, listed and recommended; none means all."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may ask; none by default."""
    proxies: tuple[str, ...] = ()
    """Addresses and networks of proxies whose X-Forwarded-For is believed; none by default."""
    base_path: str = ""
    """The path that the service stands behind (`/legfit`); empty where it has a host to itself."""
    rate: int = RATE
    """Requests that one client may make in a minute; 0 means as many as it likes."""
    seconds: float = SECONDS
    """How long a request may take from its first byte to the end of the answer."""
    feed_bytes: int = FEED_BYTES
    """Largest body of a stock feed, in bytes."""
    feed_seconds: float = FEED_SECONDS
    """How long a stock feed may take from its first byte to the end of the answer."""
    listed: int = LISTED
    """Most products in each list of an answer."""
    language: str = "en"
    """Language of answers to people who did not say which."""
    url: str = ""
    """Where the page is reached by everybody (`https://shop.example/legfit`); empty where nothing says it."""
    imprint: str = ""
    """The legal notice that every page links to: an address with https://, or a path of the same host."""
    privacy: str = ""
    """The same of how the shop treats personal data."""
    images: tuple[str, ...] = ()
    """Origins whose product pictures the page shows (`https://cdn.shop.example`); by default it shows none."""
    demo: bool = False
    """Whether the made-up shop is there."""


def config_from(
    environment: Mapping[str, str] = os.environ, database: str | None = None, collections: Sequence[str] = ()
) -> Config:
    """The settings that the environment gives, but for what was typed: a database, collections.

    Raises: BadInput (every value that cannot be used).
    """
    problems: list[Problem] = []
    number = partial(_number, environment, problems)
    tag = environment.get("LEGFIT_LANG") or "en"
    language = spoken(tag)
    if language is None:
        choices = (("choices", ", ".join(LANGUAGES)),)
        problems.append(Problem("bad_setting", "LEGFIT_LANG", safe_repr(tag), "http_one_of", facts=choices))
    config = Config(
        database=database_url(database, environment),
        collections=_collections(collections, environment.get(COLLECTIONS, "").strip()),
        cors=_origins(environment.get("LEGFIT_CORS", ""), problems),
        proxies=_proxies(environment.get("LEGFIT_PROXIES", ""), problems),
        base_path=_base_path(environment.get("LEGFIT_BASE_PATH", "").strip(), problems),
        rate=number("LEGFIT_RATE", RATE, 0),
        seconds=float(number("LEGFIT_SECONDS", SECONDS, 1)),
        feed_bytes=number("LEGFIT_FEED_BYTES", FEED_BYTES, 1),
        feed_seconds=float(number("LEGFIT_FEED_SECONDS", FEED_SECONDS, 1)),
        listed=number("LEGFIT_LISTED", LISTED, 1),
        language=language or "en",
        url=_page_address("LEGFIT_URL", environment, problems, path=False).rstrip("/"),
        imprint=_page_address("LEGFIT_IMPRINT", environment, problems),
        privacy=_page_address("LEGFIT_PRIVACY", environment, problems),
        images=_image_origins(environment.get("LEGFIT_IMAGES", ""), problems),
        demo=environment.get(DEMO) == "1",
    )
    if problems:
        raise BadInput(problems)
    return config


def _number(environment: Mapping[str, str], problems: list[Problem], name: str, default: int, least: int) -> int:
    """A whole number of the settings; what cannot be read is added to the problems."""
    text = environment.get(name, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
        problems.append(Problem("bad_setting", name, safe_repr(text), "http_at_least", facts=(("least", least),)))
        return default
    return int(text) if text else default


def _collections(typed: Sequence[str], text: str) -> tuple[str, ...]:
    """The collections that were typed, else those of a list with commas.

    A list of commas alone is kept as it is, to be refused as a name: a service never shows more than it was told to.
    """
    names = typed or _parts(text) or ([text] if text else [])
    return tuple(dict.fromkeys(name.strip().casefold() for name in names))


def _origins(text: str, problems: list[Problem]) -> tuple[str, ...]:
    origins = _parts(text)
    for origin in origins:
        plain = origin.removeprefix("https://").removeprefix("http://")
        if origin != "*" and (plain == origin or not plain or set(plain) & set("/*?#@ ")):
            problems.append(Problem("bad_setting", "LEGFIT_CORS", safe_repr(origin), "http_origins"))
    return origins


def _image_origins(text: str, problems: list[Problem]) -> tuple[str, ...]:
    """The origins whose pictures are shown: whole hosts alone, as they stand in the content security policy."""
    origins = tuple(origin.lower() for origin in _parts(text))
    for origin in origins:
        if not IMAGE_ORIGIN.fullmatch(origin):
            problems.append(Problem("bad_setting", "LEGFIT_IMAGES", safe_repr(origin), "http_image_origins"))
    return origins


def _proxies(text: str, problems: list[Problem]) -> tuple[str, ...]:
    """The proxies that are believed, each an IP address or a network: a name would never equal a peer's address."""
    proxies = _parts(text)
    for proxy in proxies:
        try:
            ip_network("::/0" if proxy == ANYBODY else proxy)
        except ValueError:
            problems.append(Problem("bad_setting", "LEGFIT_PROXIES", safe_repr(proxy), "http_proxies", "http_proxies"))
    return proxies


def _parts(text: str) -> tuple[str, ...]:
    """The parts of a list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _base_path(text: str, problems: list[Problem]) -> str:
    path = text.rstrip("/") if text == "/" else text
    if path and not BASE_PATH.fullmatch(path):
        problems.append(Problem("bad_setting", "LEGFIT_BASE_PATH", safe_repr(text), "http_base_path"))
    return path


def _page_address(name: str, environment: Mapping[str, str], problems: list[Problem], *, path: bool = True) -> str:
    """The address of a page as people open it: with https://, or where `path` allows it a path of the same host.

    It stands in a link of every page, so that anything a browser could read as a script or as another host is refused.
    """
    text = environment.get(name, "").strip()
    if not text or _is_page_address(text) or (path and _is_path(text)):
        return text
    expected = "http_page_or_path" if path else "http_page_address"
    problems.append(Problem("bad_setting", name, safe_repr(text), expected))
    return ""


def _is_path(text: str) -> bool:
    return text.startswith("/") and not text.startswith("//") and bool(PRINTED.fullmatch(text))


def _is_page_address(text: str) -> bool:
    if not text.startswith("https://") or not PRINTED.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False
