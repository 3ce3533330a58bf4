"""Pages from the web, from a server on this machine that does everything wrong that a server can do."""

import contextlib
import gzip
import re
import time
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from raw_server import bomb, page, raw_server, to

from catalog import __version__
from catalog.app import fetch as fetching
from catalog.app.fetch import Fetched, Fetcher, NotFetched, fetch
from catalog.app.robots import LARGEST_ROBOTS
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput

HTML = "<table><tr><th>Größe<td>M</table>".encode()
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<tabl\r\n2\r\ne>\r\n"
MB = 1_000_000


def forever(start, piece, pause=0.0):
    """An answer that never ends."""

    def send(sock):
        with contextlib.suppress(OSError):
            sock.sendall(start)
            while True:
                sock.sendall(piece)
                time.sleep(pause)

    return send


def packed(size):
    """So many bytes of nothing, packed."""
    return gzip.compress(bytes(size), 9)


def refused(answers, path="/page", *, seconds=20.0):
    """The problem of a page, its place cut to the path."""
    with raw_server(answers) as own:
        address = f"http://127.0.0.1:{own.port}{path}"
        with pytest.raises(NotFetched) as raised:
            Fetcher(allow_private=True, seconds=seconds).fetch(address)
    (problem,) = raised.value.problems
    assert problem.field.startswith("http")
    for language in LANGUAGES:
        assert not re.search(r"[{}]", Messages(language).problem(problem))
    return problem


@pytest.mark.parametrize(
    ("answer", "fetched"),
    [
        pytest.param(page(HTML, "Content-Type: Text/HTML; charset=UTF-8"), (HTML, "text/html", "utf-8"), id="with a charset"),
        pytest.param(page(HTML), (HTML, "", ""), id="of no kind"),
        pytest.param(page(HTML, "Content-Type: nonsense; =;;"), (HTML, "", ""), id="of a kind that is none"),
        pytest.param(page(b""), (b"", "", ""), id="empty"),
        pytest.param(page(HTML, "Content-Type: text/csv"), (HTML, "text/csv", ""), id="another kind"),
        pytest.param(page(gzip.compress(HTML), "Content-Encoding: GZIP"), (HTML, "", ""), id="packed"),
        pytest.param(CHUNKED + b"0\r\n\r\n", (b"<table>", "", ""), id="in pieces"),
        pytest.param(b"HTTP/1.0 200 OK\r\n\r\n" + HTML, (HTML, "", ""), id="to the end of the connection"),
        pytest.param(page(bytes(5 * MB)), (bytes(5 * MB), "", ""), id="as large as may be"),
        pytest.param(page(packed(5 * MB), "Content-Encoding: gzip"), (bytes(5 * MB), "", ""), id="as large as may be, packed"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n" + page(HTML), (HTML, "", ""), id="after another answer"),
    ],
)  # fmt: skip
def test_a_page_is_fetched(answer, fetched):
    with raw_server({"/page?a=1": answer}) as server:
        address = f"http://127.0.0.1:{server.port}/page?a=1"
        assert fetch(f"{address}#sizes", allow_private=True) == Fetched(*fetched, address)
        assert server.paths == ["/robots.txt", "/page?a=1"]


@pytest.mark.parametrize(
    ("answer", "code", "read"),
    [
        pytest.param(page(b"", status="404 Not Found"), "no_page", "404", id="not there"),
        pytest.param(page(b"", status="403 Forbidden"), "no_page", "403", id="shut"),
        pytest.param(page(b"", status="500 Oops"), "no_page", "500", id="broken"),
        pytest.param(page(HTML, status="206 Partial"), "no_page", "206", id="a part"),
        pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", "no_page", "204", id="no content"),
        pytest.param(page(HTML, length=len(HTML) + 1), "page_cut_off", "", id="longer than it is"),
        pytest.param(CHUNKED, "page_cut_off", "", id="in pieces, cut"),
        pytest.param(CHUNKED + b"x\r\n", "page_cut_off", "", id="in pieces of no length"),
        pytest.param(CHUNKED + b"-5\r\n", "not_http", "", id="in pieces of less than nothing"),
        pytest.param(forever(CHUNKED + b"-1\r\n", bytes(65536)), "page_too_large", "", id="a piece without end"),
        pytest.param(page(gzip.compress(HTML)[:-9], "Content-Encoding: gzip"), "page_cut_off", "", id="packed, cut"),
        pytest.param(page(HTML, "Content-Encoding: gzip"), "page_cut_off", "", id="not packed at all"),
        pytest.param(page(gzip.compress(HTML) + b"more", "Content-Encoding: gzip"), "page_cut_off", "", id="packed, and more"),
        pytest.param(page(zlib.compress(HTML), "Content-Encoding: deflate"), "unknown_packing", "deflate", id="packed otherwise"),
        pytest.param(page(HTML, "Content-Encoding: gzip, gzip"), "unknown_packing", "gzip, gzip", id="packed twice"),
        pytest.param(page(b"", length=5 * MB + 1), "page_too_large", "", id="said to be too large"),
        pytest.param(page(HTML, length=10**30), "page_too_large", "", id="said to be endless"),
        pytest.param(page(packed(5 * MB + 1), "Content-Encoding: gzip"), "page_too_large", "", id="too large, packed"),
        pytest.param(bomb(500), "page_too_large", "", id="a bomb"),
        pytest.param(forever(b"HTTP/1.1 200 OK\r\n\r\n", bytes(65536)), "page_too_large", "", id="endless"),
        pytest.param(forever(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"), "not_http", "", id="endless headers"),
        pytest.param(forever(b"HTTP/1.1 200 OK\r\nX: ", bytes(65536)), "not_http", "", id="an endless header"),
        pytest.param(b"SSH-2.0-OpenSSH_9.9\r\n", "not_http", "", id="no HTTP"),
        pytest.param(b"", "not_http", "", id="nothing"),
        pytest.param(page(b"", status="302 Found"), "no_page", "302", id="to nowhere"),
        pytest.param(to("ftp://shop.example/page"), "bad_address", "ftp://shop.example/page", id="to FTP"),
        pytest.param(to("file:///etc/passwd"), "bad_address", "file:///etc/passwd", id="to a file"),
        pytest.param(to("http://[::1"), "bad_address", "http://[::1", id="to no address"),
        pytest.param(to("http://me:secret@shop.example/"), "address_with_password", "shop.example", id="to one with a password"),
        pytest.param(to("/page"), "redirect_circle", "", id="to itself"),
    ],
)  # fmt: skip
def test_what_is_no_page_is_told(answer, code, read):
    problem = refused({"/page": answer})
    assert (problem.code, problem.read) == (code, read)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"/page": forever(page(b"", length=MB), b"x", 0.05)}, id="a body by drops"),
        pytest.param({"/page": forever(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.05)}, id="a header by drops"),
        pytest.param({"/page": forever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05)}, id="answers before the answer"),
        pytest.param({"/page": forever(CHUNKED, b"1\r\nx\r\n", 0.05)}, id="pieces"),
        pytest.param({"/page": lambda sock: time.sleep(3)}, id="silence"),
        pytest.param({"/robots.txt": forever(page(b"", length=9), b"", 0.05)}, id="a robots.txt that does not come"),
    ],
)
def test_all_of_it_has_one_time_limit(answers):
    assert refused(answers, seconds=0.5).code == "too_slow"


CUTS = st.tuples(
    st.integers(0, 300), st.integers(0, 20), st.sampled_from([b"", b"\r\n", b"\x00", b"\xff", b":", b"-1", b";'"])
)
"""Where bytes of an answer are cut out, how many, and what comes in their place."""
WHOLE = [
    page(HTML, "Content-Type: text/html; charset*=utf-8'en'x; charset=utf-8"), CHUNKED + b"0\r\nTrailer: x\r\n\r\n", to("/b?c=d"),
    page(gzip.compress(HTML), "Content-Encoding: gzip"),
]  # fmt: skip


@pytest.fixture(scope="module")
def damaged():
    with raw_server({}) as server:
        yield server, Fetcher(allow_private=True, seconds=3)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(WHOLE), st.lists(CUTS, min_size=1, max_size=4))
def test_whatever_happened_to_an_answer_it_is_a_page_or_a_problem(damaged, answer, cuts):
    server, fetcher = damaged
    for at, length, put in cuts:
        answer = answer[:at] + put + answer[at + length :]
    server.answers["/page"] = answer
    with contextlib.suppress(NotFetched):
        assert isinstance(fetcher.fetch(f"http://127.0.0.1:{server.port}/page").content, bytes)


def test_redirects_are_followed_five_times():
    answers = {f"/{n}": to(f"{n + 1}", 301 + n % 2) for n in range(6)} | {"/5": page(HTML)}
    with raw_server(answers) as server:
        fetched = fetch(f"http://127.0.0.1:{server.port}/0", allow_private=True)
        assert (fetched.content, fetched.final_address) == (HTML, f"http://127.0.0.1:{server.port}/5")
        assert server.paths == ["/robots.txt", *(f"/{n}" for n in range(6))]
    assert refused(answers | {"/5": to("/6"), "/6": page(HTML)}, "/0").code == "too_many_redirects"
    assert refused({"/a": to("/b"), "/b": to("/a")}, "/a").code == "redirect_circle"


def test_it_says_who_asks_and_nothing_else(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    utf8 = "/größe b".encode().decode("latin-1")
    answers = {
        "/a": page(b"", f"Location: {utf8}", "Set-Cookie: id=7", status="302 Found"),
        "/gr%C3%B6%C3%9Fe%20b": to("/größe c"),
        "/gr%C3%B6%C3%9Fe%20c": page(HTML),
    }
    with raw_server(answers) as server:
        assert fetch(f"http://localhost:{server.port}/a", allow_private=True).content == HTML
    lines = [request.split("\r\n") for request in server.requests]
    assert {line.partition(":")[0] for request in lines for line in request[1:] if line} == {
        "Host", "Connection", "User-Agent", "Accept", "Accept-Encoding",
    }  # fmt: skip
    assert {f"User-Agent: legfit/{__version__}", f"Host: localhost:{server.port}"} <= set(lines[-1])


BANNED = page(b"User-agent: *\nDisallow: /page\n")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        pytest.param({"/robots.txt": BANNED}, "robots_forbid", id="forbidden"),
        pytest.param({"/robots.txt": to("/r"), "/r": BANNED}, "robots_forbid", id="forbidden elsewhere"),
        pytest.param({"/robots.txt": page(gzip.compress(b"User-agent: Legfit\nDisallow: *\n"), "Content-Encoding: gzip")}, "robots_forbid", id="forbidden to us"),
        pytest.param({"/robots.txt": page(b"", status="500 Oops")}, "robots_unreachable", id="broken"),
        pytest.param({"/robots.txt": page(b"", status="503 Later")}, "robots_unreachable", id="later"),
        pytest.param({"/robots.txt": page(b"", status="429 Too Many")}, "robots_unreachable", id="too many"),
        pytest.param({"/robots.txt": to("/robots.txt")}, "redirect_circle", id="in a circle"),
        pytest.param({"/robots.txt": to("/1"), **{f"/{n}": to(f"/{n + 1}") for n in range(1, 9)}}, "robots_unreachable", id="ever further"),
        pytest.param({"/robots.txt": b""}, "not_http", id="nothing"),
        pytest.param({"/robots.txt": page(b"U", length=2)}, "page_cut_off", id="cut off"),
        pytest.param({"/page": to("/other"), "/other": page(HTML), "/robots.txt": page(b"User-agent: *\nDisallow: /other")}, "robots_forbid", id="forbidden after a redirect"),
    ],
)  # fmt: skip
def test_what_robots_txt_forbids_is_not_read(answers, code):
    with raw_server({"/page": page(HTML), **answers}) as server:
        with pytest.raises(NotFetched) as raised:
            fetch(f"http://127.0.0.1:{server.port}/page", allow_private=True)
        assert [p.code for p in raised.value.problems] == [code]
        assert "/other" not in server.paths
        assert ("/page" in server.paths) == ("/page" in answers)


@pytest.mark.parametrize(
    "robots",
    [
        pytest.param(page(b"", status="404 Not Found"), id="not there"),
        pytest.param(page(b"", status="403 Forbidden"), id="shut"),
        pytest.param(page(b"User-agent: *\nDisallow: /basket\n"), id="about something else"),
        pytest.param(page(b"User-agent: other\nDisallow: /\n"), id="about somebody else"),
        pytest.param(page(b"#" * LARGEST_ROBOTS + b"\nUser-agent: *\nDisallow: /\n"), id="beyond what is read of it"),
        pytest.param(page(b"\xff\xfe\x00<html>"), id="no text"),
    ],
)
def test_what_robots_txt_does_not_forbid_is_read(robots):
    with raw_server({"/page": page(HTML), "/robots.txt": robots}) as server:
        assert fetch(f"http://127.0.0.1:{server.port}/page", allow_private=True).content == HTML


def test_a_host_is_asked_for_its_robots_txt_once():
    with raw_server({"/a": page(HTML), "/b": page(HTML)}) as one, raw_server({"/c": page(HTML)}) as other:
        one.answers["/a"] = to(f"http://127.0.0.1:{other.port}/c")
        fetcher = Fetcher(allow_private=True)
        for path in ("/a", "/b", "/a"):
            fetcher.fetch(f"http://127.0.0.1:{one.port}{path}")
        assert one.paths == ["/robots.txt", "/a", "/b", "/a"]
        assert other.paths == ["/robots.txt", "/c", "/c"]


def test_a_port_where_nobody_answers():
    with raw_server({}) as server:
        port = server.port
    with pytest.raises(NotFetched) as raised:
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)
    assert [p.code for p in raised.value.problems] == ["unreachable"]


def test_the_limits_are_those_of_the_contract():
    assert (fetching.SECONDS, fetching.LARGEST_PAGE, fetching.MOST_REDIRECTS) == (10, 5 * MB, 5)
    assert issubclass(NotFetched, BadInput)
