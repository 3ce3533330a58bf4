"""What can be set for the service, read once from the environment when it starts."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct, field

from ..problem import BadInput, Problem, shown
from ..settings import Setting, database_url
from ..words import LANGUAGES, spoken

BODY_BYTES = 65536
"""Largest request body; the bound of a question in the policy is the same."""
RATE, SECONDS, LISTED = 600, 10, 1000


class Config(Struct, frozen=True):
    """The settings of one service."""

    database: Setting = field(default_factory=database_url)
    cors: tuple[str, ...] = ()
    """Origins whose pages may ask; none by default."""
    proxies: str = ""
    """Addresses of proxies whose X-Forwarded-For is believed; nobody's by default."""
    rate: int = RATE
    """Requests that one client may make in a minute; 0 means as many as it likes."""
    seconds: float = SECONDS
    """How long a request may take from its first byte to the end of the answer."""
    listed: int = LISTED
    """Most products in each list of an answer."""
    language: str = "en"
    """Language of answers to people who did not say which."""


def config_from(environment: Mapping[str, str] = os.environ, database: str | None = None) -> Config:
    """The settings that the environment gives.

    Raises:
        BadInput: every value that cannot be used.
    """
    problems: list[Problem] = []

    def number(name: str, default: int, least: int) -> int:
        text = environment.get(name, "")
        if text and not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least):
            problems.append(Problem("bad_setting", name, shown(text), f"a whole number, at least {least}"))
            return default
        return int(text) if text else default

    wanted = environment.get("LEGFIT_LANG") or "en"
    language = spoken(wanted)
    if language is None:
        problems.append(Problem("bad_setting", "LEGFIT_LANG", shown(wanted), f"one of {', '.join(LANGUAGES)}"))
    config = Config(
        database=database_url(database, environment),
        cors=_origins(environment.get("LEGFIT_CORS", ""), problems),
        proxies=environment.get("LEGFIT_PROXIES", "").strip(),
        rate=number("LEGFIT_RATE", RATE, 0),
        seconds=float(number("LEGFIT_SECONDS", SECONDS, 1)),
        listed=number("LEGFIT_LISTED", LISTED, 1),
        language=language or "en",
    )
    if problems:
        raise BadInput(problems)
    return config


def _origins(text: str, problems: list[Problem]) -> tuple[str, ...]:
    origins = tuple(part.strip() for part in text.split(",") if part.strip())
    for origin in origins:
        plain = origin.removeprefix("https://").removeprefix("http://")
        if origin != "*" and (plain == origin or not plain or set(plain) & set("/*?#@ ")):
            told = "`*`, or origins like https://shop.example with commas between"
            problems.append(Problem("bad_setting", "LEGFIT_CORS", shown(origin), told))
    return origins
