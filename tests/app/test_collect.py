"""Rounds over shops that are played on this machine: what is new, changed, gone; what stays when a shop is down."""

import contextlib
import re
import time

import played_shops as played
import pytest
from collecting import LATER, collected, drafts_of, entry_for, products_in
from raw_server import in_turn, page, raw_server, to

from catalog.app import shop_pages
from catalog.app.collect import ShopEntry, address_of, limits_of_fetching
from catalog.app.fetch import PageLimits
from catalog.formats.shops_toml import ShopKind, ShopTake

FIRST = played.shop_pages([played.SOCK, played.SLEEVE], [played.TALL, played.MUG])
SECOND = played.shop_pages([played.NEW_SOCK, played.TALL], [played.RACE, played.MUG])
SECOND_PAGE = "/products.json?limit=250&page=2"
PATIENT = shop_pages.ShopLimits(PageLimits(50_000, 60.0, 20.0), PageLimits(50_000, 60.0, 20.0))
HASTY = shop_pages.ShopLimits(PageLimits(50_000, 3.0, 1.0), PageLimits(50_000, 3.0, 1.0))
"""For a shop that is slow on purpose: any other is given time, also on a busy machine."""


@pytest.fixture
def folders(tmp_path):
    for name in ("brands", "drafts"):
        (tmp_path / name).mkdir()
    return tmp_path / "brands", tmp_path / "drafts"


@pytest.fixture
def read_within(monkeypatch):
    """Sets the limits within which a shop is read."""

    def within(limits):
        monkeypatch.setattr(
            "catalog.app.collect.web_files", lambda address, fetcher, _: shop_pages.web_files(address, fetcher, limits)
        )

    return within


@pytest.fixture
def server(read_within):
    read_within(PATIENT)
    with raw_server(dict(FIRST)) as running:
        yield running


def test_a_first_round_writes_drafts_with_source_and_date(folders, server):
    shop, changes = collected(folders, entry_for(server))
    assert shop.failed == ()
    assert [(kind, product) for kind, product, _ in changes if kind == "new"] == [
        ("new", "northpace-run-sock"), ("new", "northpace-calf-sleeve"), ("new", "northpace-trail-sock"),
    ]  # fmt: skip
    assert [product.name for product in shop.report.left_out] == ["Mug"]
    products = products_in(folders[1] / "shop")
    assert set(products) == {"northpace-run-sock", "northpace-calf-sleeve", "northpace-trail-sock"}
    sock = products["northpace-run-sock"]
    assert [(s.url.startswith(f"http://127.0.0.1:{server.port}"), s.seen_on) for s in sock.sources] == [
        (True, "2026-11-27")
    ]
    assert [size.label for size in sock.chart.sizes] == ["S", "M", "L"]
    assert list(folders[0].iterdir()) == []


def test_a_second_round_with_nothing_new_changes_no_byte(folders, server):
    collected(folders, entry_for(server))
    before = drafts_of(folders)
    shop, changes = collected(folders, entry_for(server), LATER)
    assert drafts_of(folders) == before
    assert shop.files == ()
    assert {kind for kind, _, _ in changes} & {"new", "changed", "gone", "differs"} == set()


def test_what_the_shop_changed_is_told_figure_by_figure(folders, server):
    collected(folders, entry_for(server))
    server.answers |= SECOND
    _, changes = collected(folders, entry_for(server), LATER)
    told = {(kind, product): fields for kind, product, fields in changes}
    assert {key for key in told if key[0] in ("new", "changed", "gone")} == {
        ("new", "northpace-race-sock"), ("changed", "northpace-run-sock"), ("gone", "northpace-calf-sleeve"),
    }  # fmt: skip
    figures = [(path.split(": ")[-2:], before, after) for path, before, after in told["changed", "northpace-run-sock"]]
    assert (["M", "calf_max_girth"], "34–38 cm", "35–39 cm") in figures
    assert (["L", "calf_max_girth"], "38–42 cm", "39–43 cm") in figures
    assert "northpace-calf-sleeve" in products_in(folders[1] / "shop")


def test_a_correction_in_a_draft_stays(folders, server):
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.write_text(draft.read_text("utf-8").replace('"Run Sock"', '"Long Run Sock"'), "utf-8")
    server.answers |= SECOND
    collected(folders, entry_for(server), LATER)
    sock = products_in(folders[1] / "shop")["northpace-run-sock"]
    assert sock.name == "Long Run Sock"
    assert sock.chart.sizes[1].boxes[0].bands[0].low.printed == "35"


def test_a_draft_that_was_moved_is_what_the_next_round_goes_on_from(folders, server):
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    kept = folders[0] / draft.name
    draft.rename(kept)
    kept.write_text(kept.read_text("utf-8").replace('"Run Sock"', '"Long Run Sock"'), "utf-8")
    before = kept.read_bytes()
    shop, _ = collected(folders, entry_for(server), LATER)
    assert (drafts_of(folders), shop.files) == ({}, ())
    server.answers |= SECOND
    shop, changes = collected(folders, entry_for(server), LATER)
    assert shop.files == (str(draft),)
    assert ("changed", "northpace-run-sock") in {(kind, product) for kind, product, _ in changes}
    assert products_in(folders[1] / "shop")["northpace-run-sock"].name == "Long Run Sock"
    assert kept.read_bytes() == before


def test_a_file_that_was_taken_over_under_another_name_takes_the_place_of_the_draft(folders, server):
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    kept = folders[0] / "northpace-shop.toml"
    kept.write_text(draft.read_text("utf-8").replace('"Run Sock"', '"Long Run Sock"'), "utf-8")
    server.answers |= SECOND
    shop, _ = collected(folders, entry_for(server), LATER)
    assert shop.files == (str(draft.with_name("northpace-shop.toml")),)
    text = (folders[1] / "shop" / "northpace-shop.toml").read_text("utf-8")
    assert '"Long Run Sock"' in text
    assert '"35-39"' in text


HAND = """brand = "Northpace"
[[source]]
id = "card"
url = "https://northpace.example/card"
seen_on = "2025-01-05"
read_as = "text"
confidence = "first_hand"
[[product]]
id = "northpace-run"
name = "Run Sock"
garment = "sock"
sources = ["card"]
[[product.chart]]
id = "northpace-run-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{ size = "S", calf_max_girth = "30-34" }, { size = "M", calf_max_girth = "33-38" }, { size = "L", calf_max_girth = "38-42" }]
"""


def test_a_brand_file_of_a_person_with_other_figures_is_named(folders, server):
    (folders[0] / "northpace.toml").write_text(HAND, "utf-8")
    _, changes = collected(folders, entry_for(server))
    differs = [(product, fields) for kind, product, fields in changes if kind == "differs"]
    path = "charts: northpace-run-chart: M: calf_max_girth"
    assert differs == [("northpace-run", [(path, "33–38 cm", "34–38 cm")])]
    assert (folders[0] / "northpace.toml").read_text("utf-8") == HAND


def forever(sock):
    with contextlib.suppress(OSError):
        sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sock.sendall(b" " * 65536)


SLOW_DOWN = page(b"", "Retry-After: 0", status="429 Too Many Requests")
LOGIN = page(b"<!doctype html><title>Log in</title><form></form>", "Content-Type: text/html")
NOT_HERE = page(b"User-agent: *\nDisallow: /products.json\n")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        pytest.param({SECOND_PAGE: page(b"", status="500 Oops")}, "no_page", id="down on its second page"),
        pytest.param({SECOND_PAGE: lambda sock: time.sleep(4)}, "too_slow", id="slow"),
        pytest.param({SECOND_PAGE: SLOW_DOWN}, "no_page", id="ever busy"),
        pytest.param({SECOND_PAGE: LOGIN}, "not_products", id="a page to log in"),
        pytest.param({SECOND_PAGE: page(b'{"products": [{"id": 3')}, "not_products", id="half a page"),
        pytest.param({SECOND_PAGE: forever}, "page_too_large", id="endless"),
        pytest.param({SECOND_PAGE: to(SECOND_PAGE)}, "redirect_circle", id="in a circle"),
        pytest.param({"/robots.txt": NOT_HERE}, "robots_forbid", id="forbidden"),
        pytest.param({"/robots.txt": page(b"", status="500 Oops")}, "robots_unreachable", id="without an answer what is forbidden"),
        pytest.param(dict.fromkeys(FIRST, page(b"[]")), "not_products", id="rubbish"),
        pytest.param(played.shop_pages(), "no_products", id="empty"),
    ],
)  # fmt: skip
def test_a_shop_that_fails_leaves_its_last_drafts_as_they_are(folders, server, read_within, answers, code):
    collected(folders, entry_for(server))
    before = drafts_of(folders)
    read_within(HASTY if code == "too_slow" else PATIENT)
    server.answers |= SECOND | answers
    shop, changes = collected(folders, entry_for(server), LATER)
    assert [problem.code for problem in shop.failed] == [code]
    assert [kind for kind, _, _ in changes] == ["failed"]
    assert drafts_of(folders) == before


def test_two_charts_without_a_title_are_two_products_with_their_notes(folders, server):
    rows = "<tr><td>S</td><td>28-33</td></tr><tr><td>M</td><td>{}</td></tr>"
    tables = [
        f"<table><tr><th>Size</th><th>Calf (cm)</th></tr>{rows.format(m)}</table><hr>" for m in ("34/38?", "35-39")
    ]
    server.answers["/sizes"] = page("".join(tables).encode())
    shop, _ = collected(folders, entry_for(server, "/sizes", ShopTake.CHARTS))
    assert (shop.failed, len(shop.report.products)) == ((), 2)
    assert {n.product for n in shop.report.notes if n.code == "unread_cell"} < {p.id for p in shop.report.products}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(LOGIN, "not_products", id="a page to log in"),
        pytest.param(page(b"\x00\xff rubbish"), "not_products", id="rubbish"),
        pytest.param(page(b"", status="404 Not Found"), "no_page", id="nothing"),
    ],
)
def test_the_first_page_of_a_shop_never_stands_for_its_products(folders, server, answer, code):
    collected(folders, entry_for(server, "/"))
    before = drafts_of(folders)
    server.answers |= dict.fromkeys(FIRST, answer) | {"/": played.product_page("Bestseller", "M")}
    shop, _ = collected(folders, entry_for(server, "/"), LATER)
    assert ([problem.code for problem in shop.failed], drafts_of(folders)) == ([code], before)


def test_a_shop_that_asks_to_wait_is_read_after_the_wait(folders, server):
    server.answers[SECOND_PAGE] = in_turn(SLOW_DOWN, FIRST[SECOND_PAGE])
    shop, _ = collected(folders, entry_for(server))
    assert shop.failed == ()
    assert server.paths.count(SECOND_PAGE) == 2


def test_the_product_of_a_page_is_taken_and_nothing_else_is_gone(folders, server):
    server.answers |= {
        "/a": played.product_page("Marathon Sock", "M"),
        "/b": played.product_page("Half Sock", "M", "WB-2"),
    }
    collected(folders, entry_for(server, "/a", ShopTake.PAGE))
    _, changes = collected(folders, entry_for(server, "/b", ShopTake.PAGE), LATER)
    assert [(kind, product) for kind, product, _ in changes if kind in ("new", "gone")] == [("new", "westbeat-wb-2")]
    assert set(products_in(folders[1] / "shop")) == {"westbeat-wb-1", "westbeat-wb-2"}


@pytest.mark.parametrize(
    ("path", "take", "asked"),
    [
        ("/pages/sizes?a=1", ShopTake.PRODUCTS, "/products.json"),
        ("/en-gb/blogs/news/x", ShopTake.PRODUCTS, "/products.json"),
        ("/collections/run", ShopTake.PRODUCTS, "/collections/run/products.json"),
        ("/collections/run/products.json?limit=5", ShopTake.PRODUCTS, "/collections/run/products.json?limit=5"),
        ("/", ShopTake.PRODUCTS, "/products.json"),
        ("/pages/sizes?a=1", ShopTake.PAGE, "/pages/sizes?a=1"),
        ("/pages/sizes", ShopTake.CHARTS, "/pages/sizes"),
    ],
)
def test_what_is_asked_for_at_an_address(path, take, asked):
    entry = ShopEntry("x", "X", f"https://x.example{path}", ShopKind.BRAND, take)
    assert address_of(entry) == f"https://x.example{asked}"


@pytest.mark.parametrize(("take", "most"), [(ShopTake.PRODUCTS, 200), (ShopTake.PAGE, 20), (ShopTake.CHARTS, 20)])
def test_a_page_that_people_read_is_fetched_within_the_limits_of_one(take, most):
    limits = limits_of_fetching(ShopEntry("x", "X", "https://x.example/sizes", ShopKind.BRAND, take))
    assert limits.file.most == most * 1_000_000


def test_drafts_with_errors_of_a_person_are_told_and_left(folders, server):
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.write_text(draft.read_text("utf-8") + "\nname = \n", "utf-8")
    before = drafts_of(folders)
    shop, _ = collected(folders, entry_for(server), LATER)
    assert re.match(r".*\.toml: line \d+", shop.failed[0].field)
    assert drafts_of(folders) == before


def test_charts_of_a_size_page_become_products_to_complete(folders, server):
    tables = played.size_table(played.CALVES, "Compression socks men") + played.size_table(
        (("1", "28-33"),), "Calf sleeves"
    )
    server.answers["/sizes"] = page(f"<!doctype html><body>{tables}".encode(), "Content-Type: text/html")
    shop, _ = collected(folders, entry_for(server, "/sizes", ShopTake.CHARTS))
    assert shop.failed == ()
    socks, sleeves = products_in(folders[1] / "shop").values()
    assert (socks.name, socks.brand, socks.audience, socks.garment) == (
        "Compression socks men",
        "Northpace",
        "men",
        "sock",
    )
    assert [size.label for size in socks.chart.sizes] == ["S", "M", "L"]
    assert (sleeves.garment, sleeves.chart.source.url) == ("calf_sleeve", f"http://127.0.0.1:{server.port}/sizes")
    before = drafts_of(folders)
    collected(folders, entry_for(server, "/sizes", ShopTake.CHARTS), LATER)
    assert drafts_of(folders) == before


def test_what_is_in_stock_today_is_no_part_of_a_draft(folders, server):
    collected(folders, entry_for(server))
    (text,) = (text.decode() for text in drafts_of(folders).values())
    assert not re.search(r"availability|stock =", text)


def test_prices_in_two_currencies_are_nothing_to_look_at(folders, server):
    offer = '{"@type": "Offer", "price": "29.00", "priceCurrency": "EUR", "sku": "WB-1"}'
    html = (
        '<script type="application/ld+json">{"@type": "Product", "name": "Marathon Compression Sock", "sku": "WB-1",'
        f' "brand": "Westbeat", "description": "For running.", "offers": [{offer}, {offer.replace("EUR", "CHF")}]}}</script>'
    )
    server.answers |= {"/a": page(html.encode(), "Content-Type: text/html; charset=utf-8")}
    shop, changes = collected(folders, entry_for(server, "/a", ShopTake.PAGE))
    assert [(kind, product) for kind, product, _ in changes] == [("new", "westbeat-wb-1")]
    assert [note.code for note in shop.report.notes] == []
