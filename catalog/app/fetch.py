"""A page from the web, only where a person gave its address: bounded, public, and only where robots.txt lets it.

Names are resolved here, every IP address is looked at, and the connection goes to the one that was looked at, so that
a name cannot lead elsewhere a moment later. That is why no proxy is used: it would resolve the name itself.
"""

from __future__ import annotations

import itertools
import re
import ssl
import time
import zlib
from http.client import HTTPException, IncompleteRead
from ipaddress import ip_address
from typing import BinaryIO, Final

from msgspec import Struct

from .. import __version__
from ..model.problem import BadInput, Problem
from .deadline import Deadline
from .host_pace import SLOW_DOWN, TOO_MANY, HostPace, retry_after_seconds
from .public_address import addresses_of, is_public
from .robots import LARGEST_ROBOTS, RobotsRules, robots_rules
from .web_address import WebAddress, next_address, web_address
from .web_address import is_address as is_address
from .web_connection import PageAnswer, PageCutOff, PageTooLarge, UnknownPacking, ask

SECONDS: Final = 10.0
"""For all of a fetch: names, robots.txt, redirects and the page."""
LARGEST_PAGE: Final = 5_000_000
"""Bytes of a page, packed and unpacked."""
MOST_REDIRECTS: Final = 5
AGENT: Final = "legfit"
"""What robots.txt calls this program."""
HEADERS: Final = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",
}
ROBOTS: Final = "/robots.txt"
OF_THE_HOST: Final = frozenset(("private_address", "unknown_host", "unreachable", "bad_certificate", "too_slow"))
"""Problems that every page of a host has."""
GONE: Final = frozenset((404, 410))
SHUT: Final = frozenset((401, 402, 403, 405, 406, 451))
"""Statuses with which shops turn programs away that are no browsers."""
KIND: Final = re.compile(r"[\w.+-]+/[\w.+-]+", re.A)
CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.A)
"""The parts of a header Content-Type, in small letters."""


class Fetched(Struct, frozen=True):
    """A page as it came."""

    content: bytes
    """Empty where it was written into a file."""
    content_type: str
    """In small letters and without parameters; empty where the server names none."""
    charset: str
    """As the server names it; empty where it does not."""
    final_address: str
    """Where it was in the end, after redirects."""


class NotFetched(BadInput):
    """An address is one, but there is no page to be had from it."""


def fetch(address: str, *, allow_private: bool = False) -> Fetched:
    """Fetch one page.

    `allow_private` also opens an address inside a network or on this machine, and what it leads to; an address of the
    internet never leads there.

    Raises:
        BadInput: it is no address of http or https, or has a password in it.
        NotFetched: the page is not to be had, may not be read, is too large or takes too long.
    """
    return Fetcher(allow_private=allow_private).fetch(address)


class PageLimits(Struct, frozen=True):
    """How much one page may bring, and how long that may take."""

    most: int = LARGEST_PAGE
    """Bytes, packed and unpacked."""
    seconds: float = SECONDS
    """For all of it: names, robots.txt, redirects and the page; waits that a host asks for come on top."""
    each: float | None = None
    """Seconds for a single wait for data, where that is less."""


class Fetcher:
    """Fetches pages one at a time, and asks every host for its robots.txt once.

    With a pace it pauses between the pages of a host, and waits where a host asks for it.
    """

    def __init__(self, *, allow_private: bool = False, seconds: float = SECONDS, pace: HostPace | None = None) -> None:
        self._allow_private, self._limits, self._pace = allow_private, PageLimits(seconds=seconds), pace
        self._robots: dict[tuple[str, str], RobotsRules] = {}

    def fetch(self, address: str, limits: PageLimits | None = None, into: BinaryIO | None = None) -> Fetched:
        """Fetch one page, and write it `into` a file where one is named. Raises: BadInput, NotFetched, as `fetch`."""
        page, limits = web_address(address), limits or self._limits
        deadline = Deadline(limits.seconds, each=limits.each)
        journey = Journey(deadline, may_be_private=self._allow_private, pace=self._pace)
        for _ in range(1 + MOST_REDIRECTS):
            pause = self._check_robots(page, journey)
            answer = journey.ask(page, limits.most, into=into, pause=pause)
            if not answer.is_redirect:
                return _fetched(page, answer)
            page = journey.next(page, answer)
        raise _refused(page, "too_many_redirects", "fetch_few_redirects", "fetch_check_address", most=MOST_REDIRECTS)

    def _check_robots(self, page: WebAddress, journey: Journey) -> float:
        """Check that the host lets programs read a page; the pause it wants, in seconds. Raises: NotFetched."""
        host = page.scheme, page.authority
        if host not in self._robots:
            try:
                self._robots[host] = _robots(page, journey.aside())
            except NotFetched as bad:
                raise NotFetched(_of_page(page, problem) for problem in bad.problems) from None
        if not self._robots[host].allows(page.path):
            raise _refused(page, "robots_forbid", "fetch_robots", "fetch_save_page", host=page.host)
        return self._robots[host].pause


class Journey:
    """One way from address to address: the time that is left for it, and where it has been."""

    def __init__(self, deadline: Deadline, *, may_be_private: bool, pace: HostPace | None = None) -> None:
        self._deadline, self._may_be_private, self._pace = deadline, may_be_private, pace
        self._seen: frozenset[str] = frozenset()

    def aside(self) -> Journey:
        """Another way from the same place."""
        return Journey(self._deadline, may_be_private=self._may_be_private, pace=self._pace)

    def ask(
        self, page: WebAddress, most: int, *, cut: bool = False, into: BinaryIO | None = None, pause: float = 0.0
    ) -> PageAnswer:
        """Ask for a page, at the pace of its host: wait and ask again where that asks to slow down.

        Raises: NotFetched.
        """
        self._seen |= {page.text}
        pace = self._pace
        if pace is None:
            return self._ask_once(page, most, cut, into)
        for waits in itertools.count():
            self._deadline.extend(pace.before_page(page.host, pause))
            answer = self._ask_once(page, most, cut, into)
            pace.after_page(page.host)
            if answer.status not in SLOW_DOWN:
                break
            seconds = pace.wait_for(page.text, answer.status, answer.headers.get("retry-after", ""), waits)
            if seconds is None:
                break
            self._deadline.extend(seconds)
        return answer

    def _ask_once(self, page: WebAddress, most: int, cut: bool, into: BinaryIO | None) -> PageAnswer:
        """Ask for a page, at an IP address that may be asked. Raises: NotFetched."""
        try:
            return ask(page, self._checked(page), HEADERS, self._deadline, most, cut=cut, into=into)
        except NotFetched:
            raise
        except TimeoutError:
            raise _too_slow(page, self._deadline) from None
        except (PageTooLarge, PageCutOff, IncompleteRead, UnknownPacking, zlib.error, ssl.SSLEOFError) as error:
            raise _unreadable(page, error, most) from None
        except ssl.SSLCertVerificationError as error:
            reason = error.verify_message
            raise _refused(page, "bad_certificate", "fetch_certificate", "fetch_check_address", reason) from None
        except (HTTPException, ValueError):
            raise _refused(page, "not_http", "fetch_http", "fetch_check_address") from None
        except OSError as error:
            reason = error.strerror or ""
            raise _refused(page, "unreachable", "fetch_answer", "fetch_directly", reason, host=page.host) from None

    def next(self, page: WebAddress, answer: PageAnswer) -> WebAddress:
        """The address that an answer leads to. Raises: NotFetched (it is none, or was there before)."""
        try:
            following = next_address(page, answer.headers["location"])
        except BadInput as bad:
            raise NotFetched(p.at(page.text) for p in bad.problems) from None
        if following.text in self._seen:
            raise _refused(following, "redirect_circle", "fetch_few_redirects", "fetch_save_page", most=MOST_REDIRECTS)
        return following

    def _checked(self, page: WebAddress) -> list[str]:
        """The IP addresses of a host, all of which may be asked. Raises: NotFetched, TimeoutError."""
        try:
            ips = [str(ip_address(page.host))]
        except ValueError:
            try:
                ips = addresses_of(page.host, page.port, self._deadline)
            except TimeoutError:
                raise
            except OSError:
                raise _refused(page, "unknown_host", "fetch_host", "fetch_directly", page.host) from None
        private = [ip for ip in ips if not is_public(ip)]
        if private and not self._may_be_private:
            raise _refused(page, "private_address", "fetch_public", "fetch_allow_private", private[0])
        self._may_be_private = self._may_be_private and bool(private)
        return ips


def _robots(page: WebAddress, journey: Journey) -> RobotsRules:
    """What the host of a page lets this program read. Raises: NotFetched (it does not say)."""
    robots = page.at(ROBOTS)
    for _ in range(1 + MOST_REDIRECTS):
        answer = journey.ask(robots, LARGEST_ROBOTS, cut=True)
        if answer.is_page:
            return robots_rules(answer.body, AGENT)
        if not answer.is_redirect:
            break
        robots = journey.next(robots, answer)
    if 400 <= answer.status < 500 and answer.status != TOO_MANY:
        return RobotsRules()
    raise _refused(
        robots, "robots_unreachable", "fetch_robots_answer", "fetch_save_page", str(answer.status), host=page.host
    )


def _of_page(page: WebAddress, problem: Problem) -> Problem:
    """A problem of a robots.txt as one of the page that was asked for, where the whole host has it."""
    is_of_host = problem.code in OF_THE_HOST and problem.field == page.at(ROBOTS).text
    return problem.at(page.text) if is_of_host else problem


def _fetched(page: WebAddress, answer: PageAnswer) -> Fetched:
    """The page that an answer holds. Raises: NotFetched (it holds none)."""
    if not answer.is_page:
        hint = (
            "fetch_check_address" if answer.status in GONE
            else "fetch_save_page" if answer.status in SHUT
            else "fetch_later"
        )  # fmt: skip
        seconds = retry_after_seconds(answer.headers.get("retry-after", ""), time.time())
        if answer.status in SLOW_DOWN and seconds:
            raise _refused(page, "no_page", "fetch_page", "fetch_come_back", str(answer.status), seconds=round(seconds))
        raise _refused(page, "no_page", "fetch_page", hint, str(answer.status))
    header = answer.headers.get("content-type", "").lower()
    kind, charset = KIND.match(header), CHARSET.search(header)
    return Fetched(answer.body, kind[0] if kind else "", charset[1] if charset else "", page.text)


def _too_slow(page: WebAddress, deadline: Deadline) -> NotFetched:
    seconds = deadline.seconds
    if deadline.each is None:
        return _refused(page, "too_slow", "fetch_in_time", "fetch_save_page", seconds=seconds)
    return _refused(page, "too_slow", "fetch_steadily", "fetch_save_feed", seconds=seconds, each=deadline.each)


def _unreadable(page: WebAddress, error: Exception, most: int) -> NotFetched:
    match error:
        case PageTooLarge():
            hint = "fetch_save_feed" if most > LARGEST_PAGE else "fetch_save_page"
            return _refused(page, "page_too_large", "fetch_at_most_mb", hint, most=most // 1_000_000)
        case UnknownPacking():
            return _refused(page, "unknown_packing", "fetch_packing", "fetch_save_page", str(error))
        case _:
            return _refused(page, "page_cut_off", "fetch_whole", "fetch_later")


def _refused(page: WebAddress, code: str, expected: str, hint: str, read: str = "", **facts: object) -> NotFetched:
    return NotFetched([Problem(code, page.text, read, expected, hint, tuple(facts.items()))])
