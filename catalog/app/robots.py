"""What a robots.txt lets a program read, as RFC 9309 says it.

Written here since the parser of the standard library knows neither wildcards nor that the longest rule decides, and
libraries that know both make regular expressions of the rules, which a hostile file can make endless. Here the work
grows with the length of file and path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from msgspec import Struct

LARGEST_ROBOTS: Final = 500 * 1024
"""Bytes of a robots.txt that are read; what follows counts for nothing."""
LINE: Final = re.compile(r"\r\n|[\r\n]")
PERCENT: Final = re.compile(r"%[0-9A-Fa-f]{2}")
TOKEN: Final = re.compile(r"[A-Za-z_-]+|\*")
UNRESERVED: Final = re.compile(r"[A-Za-z0-9._~-]")
ANYBODY: Final = "*"
RULES: Final = ("allow", "disallow")
PAUSE: Final = "crawl-delay"
"""No part of the RFC, but understood everywhere: seconds between two pages."""
DECIMAL: Final = re.compile(r"\d{1,4}(?:\.\d{1,3})?", re.A)


class RobotsRules(Struct, frozen=True):
    """The rules for one program: a pattern of paths, and whether it may read them."""

    rules: tuple[tuple[str, bool], ...] = ()
    pause: float = 0.0
    """Seconds that the program is asked to leave between two pages."""

    def allows(self, path: str) -> bool:
        """Whether the program may read a path (with its query): the longest rule decides, and leave before a ban."""
        plain = _normal(path)
        matching = ((len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, plain))
        return max(matching, default=(0, True))[1]


def robots_rules(data: bytes, agent: str) -> RobotsRules:
    r"""The rules of a robots.txt for the program of this name, else those for anybody.

    >>> rules = robots_rules(b"User-agent: *\nDisallow: /*?sort=\nAllow: /size", "legfit")
    >>> rules.allows("/chart?sort=1"), rules.allows("/chart"), rules.allows("/size?sort=1")
    (False, True, False)
    """
    groups: dict[str, list[tuple[str, bool]]] = {}
    pauses: dict[str, float] = {}
    agents: list[str] = []
    in_rules = False
    for name, value in _lines(data):
        if name == "user-agent":
            agents = [*([] if in_rules else agents), _token(value)]
            in_rules = False
            groups.setdefault(agents[-1], [])
        elif name in RULES:
            in_rules = True
            for one in dict.fromkeys(agents):
                if value:
                    groups[one].append((_normal(value), name == "allow"))
        elif name == PAUSE and DECIMAL.fullmatch(value):
            pauses |= dict.fromkeys(agents, float(value))
    own = agent.casefold() if agent.casefold() in groups else ANYBODY
    return RobotsRules(tuple(groups.get(own, ())), pauses.get(own, 0.0))


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and value of each line that has both, without comments."""
    text = data[:LARGEST_ROBOTS].decode("utf-8-sig", "replace")
    for line in LINE.split(text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().casefold(), value.strip()


def _token(value: str) -> str:
    """The name of a program out of the value of a line, which may say a version too."""
    match = TOKEN.match(value)
    return match[0].casefold() if match else ""


def _normal(path: str) -> str:
    """A path of which everything is written in one way: what needs no quoting without, all else quoted.

    >>> _normal("/%7ea/%2fö")
    '/~a/%2F%C3%B6'
    """

    def written(match: re.Match[str]) -> str:
        sign = chr(int(match[0][1:], 16))
        return sign if UNRESERVED.fullmatch(sign) else match[0].upper()

    return quote(PERCENT.sub(written, path), "!#$%&'()*+,/:;=?@[]~|")


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says; `*` stands for anything, `$` at the end for the end.

    >>> _matches("/a*.pdf$", "/a/b.pdf"), _matches("/a*.pdf$", "/a/b.pdf?x"), _matches("/a", "/ab")
    (True, False, True)
    """
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place, to_the_end = len(first), pattern.endswith("$")
    last = others.pop() if to_the_end and others else ""
    for piece in others:
        start = path.find(piece, place)
        if start < 0:
            return False
        place = start + len(piece)
    if not to_the_end:
        return True
    return len(path) - len(last) >= place and path.endswith(last) if "*" in pattern else place == len(path)
