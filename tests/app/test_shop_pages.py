"""The addresses of shops, feeds and product pages, from a server on this machine that plays shops in every mood."""

import contextlib
import gzip
import json
import re
import time
from types import SimpleNamespace

import pytest
from raw_server import bomb, in_turn, page, raw_server, to

from catalog.app import host_pace
from catalog.app.fetch import NotFetched, PageLimits
from catalog.app.shop_pages import PER_PAGE, USUAL_LIMITS, ShopLimits, fetcher_for_shops, web_files
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.problem import BadInput

LOGIN = b"<!doctype html><title>Log in</title><form></form>"
CSV = b"Handle,Title\nrun-sock,Run Sock\n"


def limits_of(seconds, silence):
    """Small pages, each within so many seconds, and with no more than so many of silence."""
    page, feed = PageLimits(50_000, seconds, silence), PageLimits(100_000, seconds, silence)
    return ShopLimits(page, feed, most_pages=3, most_bytes=100_000)


SMALL = limits_of(60.0, 20.0)
HASTY = limits_of(2.0, 1.0)
"""For what is slow on purpose: anything else is given time, also on a busy machine."""


def products(*ids):
    """A page of a shop's products."""
    return json.dumps({"products": [{"id": n, "handle": f"sock-{n}", "title": f"Sock {n}"} for n in ids]}).encode()


def pages(*bodies, path="/products.json"):
    """The pages of a shop's products, and an empty one after them."""
    asked = [f"{path}?limit={PER_PAGE}&page={n}" for n in range(1, len(bodies) + 2)]
    return dict(zip(asked, map(page, [*bodies, products()]), strict=True))


def page_path(number, path="/products.json"):
    return f"{path}?limit={PER_PAGE}&page={number}"


def files_of(answers, path, limits=SMALL, **options):
    """What the files at an address are called (without the host) and hold, what was asked for, and all waits."""
    waits = []
    with raw_server(answers) as server:
        fetcher = fetcher_for_shops(allow_private=True, tell=waits.append, pause=0.0, **options)
        with web_files(f"http://127.0.0.1:{server.port}{path}", fetcher, limits) as files:
            contents = [(re.sub(r"^http://[^/]+", "", file.name), file.stream.read()) for file in files]
        assert all(file.stream.closed for file in files)
        return contents, [path for path in server.paths if path != "/robots.txt"], waits


def problem_of(answers, path="/products.json", limits=SMALL):
    """The problem of an address; its field is the address of the page that failed."""
    with pytest.raises(NotFetched) as raised:
        files_of(answers, path, limits)
    (problem,) = raised.value.problems
    for language in LANGUAGES:
        assert not re.search(r"[{}]", Messages(language).problem(problem).replace(problem.read, ""))
    return problem.code, re.sub(r"^http://[^/]+", "", problem.field), problem.read


@pytest.mark.parametrize(
    "path",
    ["", "/", "/products.json", "/products.json?limit=3&page=7", "/collections/run", "/en-gb/collections/run/", "/de"],
)
def test_a_shop_is_read_page_by_page_up_to_an_empty_one(path):
    where = re.sub(r"/?(?:products\.json.*)?$", "", path) + "/products.json"
    answers = pages(products(1, 2), products(3), path=where)
    contents, asked, waits = files_of(answers, path)
    assert contents == [(page_path(1, where), products(1, 2)), (page_path(2, where), products(3))]
    assert asked == [page_path(n, where) for n in (1, 2, 3)]
    assert waits == []


@pytest.mark.parametrize(
    ("answers", "path", "contents"),
    [
        pytest.param({"/feed.csv": page(CSV)}, "/feed.csv", [("/feed.csv", CSV)], id="a feed"),
        pytest.param({"/feed?id=1": page(gzip.compress(CSV), "Content-Encoding: gzip")}, "/feed?id=1", [("/feed?id=1", CSV)], id="a packed feed"),
        pytest.param({"/products/sock": page(LOGIN)}, "/products/sock", [("/products/sock", LOGIN)], id="a product page"),
        pytest.param({"/": page(LOGIN)}, "/", [("/", LOGIN)], id="a page of no Shopify shop"),
        pytest.param({"/": page(LOGIN), page_path(1): page(LOGIN)}, "", [("/", LOGIN)], id="a site that answers everything alike"),
        pytest.param({"/": page(LOGIN), page_path(1): to("/")}, "/", [("/", LOGIN)], id="a site that leads every address to its first page"),
        pytest.param({page_path(1): page(products())}, "/", [(page_path(1), products())], id="a shop without products"),
        pytest.param({page_path(n): page(products(1, 2)) for n in (1, 2)}, "/", [(page_path(1), products(1, 2))], id="a list that has no pages"),
        pytest.param({page_path(n, "/p/products.json"): page(products(*range(300))) for n in (1, 2)}, "/p/products.json", [(page_path(1, "/p/products.json"), products(*range(300)))], id="a long list that has no pages"),
        pytest.param({"/old": to("/new"), "/new": page(CSV)}, "/old", [("/new", CSV)], id="a feed that moved"),
        pytest.param({page_path(1): to(page_path(1, "/en/products.json")), **pages(products(1), path="/en/products.json")}, "/", [(page_path(1, "/en/products.json"), products(1))], id="a shop that moved"),
    ],
)  # fmt: skip
def test_what_is_at_an_address(answers, path, contents):
    assert files_of(answers, path)[0] == contents


def test_a_product_that_moved_to_the_next_page_meanwhile_is_read_once():
    contents, _, _ = files_of(pages(products(1, 2), products(2, 3)), "/")
    assert [[p["id"] for p in json.loads(body)["products"]] for _, body in contents] == [[1, 2], [3]]


def test_the_rest_of_a_query_is_repeated_on_every_page():
    path = "/products.json?vendor=a%26b"
    answers = {f"{path}&limit=250&page={n}": page(products(*([1] if n == 1 else []))) for n in (1, 2)}
    assert len(files_of(answers, "/products.json?page=4&vendor=a%26b&since_id=9")[0]) == 1


BUSY = page(b"", "Retry-After: 0", status="429 Too Many Requests")
LATER = page(b"", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT", status="503 Later")
NEXT_YEAR = page(b"", "Retry-After: 31536000", status="503 Later")


def test_a_host_that_asks_to_slow_down_is_asked_again_and_the_wait_is_told():
    answers = pages(products(1))
    answers |= {page_path(1): in_turn(BUSY, LATER, answers[page_path(1)]), "/robots.txt": in_turn(BUSY, page(b""))}
    contents, asked, waits = files_of(answers, "/")
    assert contents == [(page_path(1), products(1))]
    assert asked == [page_path(n) for n in (1, 1, 1, 2)]
    addresses = [re.sub(r"^http://[^/]+", "", wait.address) for wait in waits]
    assert [(a, w.status, w.seconds) for a, w in zip(addresses, waits, strict=True)] == [
        ("/robots.txt", 429, 0.0), (page_path(1), 429, 0.0), (page_path(1), 503, 0.0),
    ]  # fmt: skip


def test_a_host_that_does_not_say_how_long_is_asked_ever_more_slowly(monkeypatch):
    pauses = []
    monkeypatch.setattr(
        host_pace, "time", SimpleNamespace(sleep=pauses.append, monotonic=time.monotonic, time=time.time)
    )
    busy = page(b"", status="429 Too Many Requests")
    with pytest.raises(NotFetched):
        files_of({page_path(1): busy}, "/products.json")
    assert [pause for pause in pauses if pause] == [5.0, 10.0, 20.0]


def endless(start, pieces):
    """An answer that never ends."""

    def send(sock):
        with contextlib.suppress(OSError):
            sock.sendall(start)
            while True:
                sock.sendall(pieces)

    return send


def drops(sock):
    """An answer of which one byte comes now and then, for ever."""
    with contextlib.suppress(OSError):
        sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sock.sendall(b" ")
            time.sleep(0.05)


FIRST = page(products(1))
BOMB = bomb(300)


@pytest.mark.parametrize(
    ("answer", "code", "read"),
    [
        pytest.param(page(LOGIN), "not_products", LOGIN.decode(), id="a page to log in"),
        pytest.param(page(b"[1]"), "not_products", "[1]", id="another JSON"),
        pytest.param(page(b'{"products": {"id": 1}}'), "not_products", '{"products": {"id": 1}}', id="products that are no list"),
        pytest.param(page(b"[" * 40_000), "not_products", "[" * 59 + "…", id="a deep one"),
        pytest.param(page(b'{"products": [' + b"9" * 5000), "not_products", '{"products": [' + "9" * 45 + "…", id="a huge number"),
        pytest.param(page(b"\xff\xfe\x00"), "not_products", "\ufffd\ufffd\ufffd", id="no text"),
        pytest.param(page(products(2)[:-3]), "not_products", products(2)[:59].decode() + "…", id="half a page"),
        pytest.param(page(products(2), length=5000), "page_cut_off", "", id="cut off"),
        pytest.param(page(b"", status="500 Oops"), "no_page", "500", id="broken"),
        pytest.param(page(b"", status="403 Forbidden"), "no_page", "403", id="shut"),
        pytest.param(page(b"", status="404 Not Found"), "no_page", "404", id="no further page"),
        pytest.param(BUSY, "no_page", "429", id="ever busy"),
        pytest.param(page(b"", status="503 Down"), "no_page", "503", id="down, and no word for how long"),
        pytest.param(NEXT_YEAR, "no_page", "503", id="busy for a year"),
        pytest.param(endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536), "page_too_large", "", id="endless"),
        pytest.param(drops, "too_slow", "", id="endless by drops"),
        pytest.param(lambda sock: time.sleep(3), "too_slow", "", id="silent"),
        pytest.param(BOMB, "page_too_large", "", id="a bomb"),
        pytest.param(to(page_path(2)), "redirect_circle", "", id="to itself"),
        pytest.param(to("/robots.txt"), "not_products", "", id="to something else"),
        pytest.param(b"", "not_http", "", id="nothing"),
        pytest.param(page(products(*range(100, 1600))), "page_too_large", "", id="a page too large"),
    ],
)  # fmt: skip
def test_a_shop_whose_second_page_fails_gives_nothing(answer, code, read):
    answers = {page_path(1): FIRST, page_path(2): answer, "/robots.txt": page(b"")}
    field = "/robots.txt" if code == "not_products" and not read else page_path(2)
    assert problem_of(answers, limits=HASTY if code == "too_slow" else SMALL) == (code, field, read)


@pytest.mark.parametrize(
    ("answers", "path", "problem"),
    [
        pytest.param({}, "/products.json", ("no_page", page_path(1), "404"), id="no list of products"),
        pytest.param({page_path(1): page(LOGIN)}, "/products.json", ("not_products", page_path(1), LOGIN.decode()), id="a page to log in"),
        pytest.param({}, "/", ("no_page", "/", "404"), id="nothing at all"),
        pytest.param({page_path(1): page(LOGIN), "/": page(b"<p>Our bestseller</p>")}, "/", ("not_products", page_path(1), LOGIN.decode()), id="a page to log in in place of the list"),
        pytest.param({page_path(1): to("/login"), "/login": page(LOGIN), "/": page(b"<p>Our bestseller</p>")}, "/", ("not_products", "/login", LOGIN.decode()), id="a list that leads to a page to log in"),
        pytest.param({page_path(1): page(products(2)[:-3]), "/": page(b"<p>Our bestseller</p>")}, "/", ("not_products", page_path(1), products(2)[:59].decode() + "…"), id="half a list"),
        pytest.param(pages(products(1), products(2), products(3), products(4)), "/", ("too_many_pages", page_path(4), ""), id="too many pages"),
        pytest.param({page_path(n): page(products(*range(PER_PAGE))) for n in (1, 2)}, "/", ("page_repeated", page_path(2), ""), id="the same full page again"),
        pytest.param({**pages(products(1)), "/robots.txt": page(b"User-agent: *\nDisallow: /products.json")}, "/", ("robots_forbid", page_path(1), ""), id="forbidden"),
        pytest.param({**pages(products(1)), "/robots.txt": page(b"User-agent: *\nDisallow: /*page=2")}, "/", ("robots_forbid", page_path(2), ""), id="the second page is forbidden"),
        pytest.param({"/feed": page(bytes(100_001))}, "/feed", ("page_too_large", "/feed", ""), id="a feed too large"),
        pytest.param({"/feed": drops}, "/feed", ("too_slow", "/feed", ""), id="a feed by drops"),
    ],
)  # fmt: skip
def test_what_cannot_be_fetched(answers, path, problem):
    assert problem_of(answers, path, HASTY if problem[0] == "too_slow" else SMALL) == problem


@pytest.mark.parametrize(
    ("answers", "hint"),
    [
        pytest.param({page_path(1): page(LOGIN)}, "shop_give_export", id="a page to log in"),
        pytest.param({page_path(1): page(b'{"errors": "not for you"}')}, "shop_give_export", id="a refusal"),
        pytest.param({page_path(1): page(products(2)[:-3])}, "fetch_later", id="half a list"),
        pytest.param({page_path(1): FIRST, page_path(2): page(LOGIN)}, "fetch_later", id="a page to log in after a page of products"),
        pytest.param(pages(*map(products, range(1, 5))), "fetch_save_feed", id="too many pages"),
        pytest.param({page_path(n): page(products(*range(PER_PAGE))) for n in (1, 2)}, "fetch_save_feed", id="the same full page again"),
    ],
)  # fmt: skip
def test_a_shop_that_gave_products_is_not_said_to_give_none(answers, hint):
    with pytest.raises(NotFetched) as raised:
        files_of(answers, "/products.json")
    assert [problem.hint for problem in raised.value.problems] == [hint]


def test_all_pages_together_have_a_bound():
    many = [products(*range(n * 600, n * 600 + 600)) for n in (1, 2, 3)]
    assert len(many[0]) < SMALL.page.most
    assert problem_of(pages(*many))[:2] == ("page_too_large", page_path(3))


def test_nothing_is_fetched_from_inside_unless_it_is_asked_for():
    with pytest.raises(NotFetched) as raised, web_files("http://127.0.0.1:9/", fetcher_for_shops()):
        pass
    assert [p.code for p in raised.value.problems] == ["private_address"]
    with pytest.raises(BadInput), web_files("ftp://shop.example/", fetcher_for_shops()):
        pass


def test_there_is_a_pause_between_the_pages_of_a_host(monkeypatch):
    pauses = []
    monkeypatch.setattr(host_pace, "time", SimpleNamespace(sleep=pauses.append, monotonic=lambda: 100.0))
    files_of(pages(products(1)) | {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 9")}, "/")
    assert pauses == [0.0, 9.0, 9.0]


def test_a_large_feed_is_not_held_in_memory():
    with raw_server({"/feed": page(bytes(3_000_000))}) as server:
        fetcher = fetcher_for_shops(allow_private=True)
        with web_files(f"http://127.0.0.1:{server.port}/feed", fetcher, USUAL_LIMITS) as (file,):
            assert file.stream.fileno() > 0
            assert len(file.stream.read()) == 3_000_000
