"""What later rounds tell of cells that a person corrected, and of news that a page takes back."""

import played_shops as played
import pytest
from collecting import LATER, collected, drafts_of, entry_for
from msgspec.structs import replace
from raw_server import page, raw_server

from catalog.formats.shops_toml import ShopTake

CALVES = (("S", "30-34"), ("M", "35-39"), ("L", "40-44"))
NEWS = (("S", "30-34"), ("M", "35-40"), ("L", "40-44"))
ODD = (("S", "30-34"), ("M", "35-3?"), ("L", "40-44"))


def size_page(rows):
    return page(f"<!doctype html><body>{played.size_table(rows, 'Run socks')}".encode(), "Content-Type: text/html")


@pytest.fixture
def folders(tmp_path):
    for name in ("brands", "drafts"):
        (tmp_path / name).mkdir()
    return tmp_path / "brands", tmp_path / "drafts"


@pytest.fixture
def server():
    with raw_server({"/sizes": size_page(CALVES)}) as running:
        yield running


def round_of(folders, server):
    return collected(folders, entry_for(server, "/sizes", ShopTake.CHARTS), LATER)


def correct(file, before, after):
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize("is_moved", [False, True], ids=["in a draft", "in a brand file"])
def test_the_news_of_a_cell_that_a_person_corrected_is_told(folders, server, is_moved):
    round_of(folders, server)
    (draft,) = (folders[1] / "shop").glob("*.toml")
    correct(draft, '"35-39"', '"35-39.5"')
    if is_moved:
        draft.rename(folders[0] / draft.name)
    server.answers["/sizes"] = size_page(NEWS)
    _, entries = round_of(folders, server)
    told = [(kind, fields) for kind, _, fields in entries if kind in ("changed", "corrected")]
    assert told == [("corrected", [("rows: M: calf_max_girth", "35-39.5", "35-40")])]
    assert b'"35-39.5"' in drafts_of(folders)["shop/" + draft.name]


def moved_and_changed(folders, server):
    """The path of a draft with news beside a brand file that a person moved before."""
    round_of(folders, server)
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.rename(folders[0] / draft.name)
    server.answers["/sizes"] = size_page(NEWS)
    round_of(folders, server)
    assert draft.exists()
    return draft


def test_a_draft_goes_where_the_page_takes_its_news_back_and_that_is_told_once(folders, server):
    draft = moved_and_changed(folders, server)
    server.answers["/sizes"] = size_page(CALVES)
    shop, entries = round_of(folders, server)
    assert (entries, shop.files, shop.taken_back) == ([("taken_back", "", [])], (), (str(draft),))
    assert drafts_of(folders) == {}
    assert round_of(folders, server)[1] == []


@pytest.mark.parametrize("is_moved", [False, True], ids=["in a draft", "in a brand file"])
def test_the_products_of_a_brand_that_a_shop_has_no_longer_are_gone(folders, server, is_moved):
    other = {**played.TALL, "vendor": "Westbeat"}
    server.answers |= played.shop_pages([played.SOCK, other])
    collected(folders, entry_for(server))
    draft = folders[1] / "shop" / "westbeat.toml"
    if is_moved:
        draft.rename(folders[0] / draft.name)
    server.answers |= played.shop_pages([played.SOCK])
    _, entries = collected(folders, entry_for(server), LATER)
    assert [(kind, product) for kind, product, _ in entries if kind == "gone"] == [("gone", "westbeat-trail-sock")]
    elsewhere = entry_for(server, "/collections/run")
    pages = played.shop_pages([played.SOCK])
    server.answers |= {f"/collections/run{path}": answer for path, answer in pages.items()}
    shop, entries = collected((folders[0], folders[1].parent / "others"), elsewhere, LATER)
    assert shop.failed == ()
    assert [kind for kind, _, _ in entries if kind == "gone"] == []


def two_socks(rows, of_race=None):
    """The pages of a shop with two products, which have one chart where the second one has none of its own."""
    text = "Graduated compression sock for running."
    race = played.product(5, "Race Sock", "Compression socks", text, of_race or rows)
    return played.shop_pages([played.product(1, "Run Sock", "Compression socks", text, rows), race])


@pytest.mark.parametrize(
    ("before", "now", "corrected"),
    [
        pytest.param(two_socks(CALVES), two_socks(ODD, CALVES), False, id="a cell of one of two that share a chart"),
        pytest.param(two_socks(ODD), two_socks(CALVES), True, id="what a person read already"),
    ],
)
def test_no_draft_is_written_where_nothing_of_a_brand_file_is_news(folders, server, before, now, corrected):
    server.answers |= before
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    if corrected:
        correct(draft, '"?"', '"35-39"')
    draft.rename(folders[0] / draft.name)
    server.answers |= now
    shop, entries = collected(folders, entry_for(server), LATER)
    assert {kind for kind, _, _ in entries} <= {"note"}
    assert (shop.files, drafts_of(folders)) == ((), {})


def test_a_draft_stays_where_the_page_cannot_be_read_whole(folders, server):
    draft = moved_and_changed(folders, server)
    before = drafts_of(folders)
    server.answers["/sizes"] = size_page(ODD)
    shop, _ = round_of(folders, server)
    assert (shop.taken_back, draft.exists()) == ((), True)
    assert drafts_of(folders) == before


TEXT = "Graduated compression sock for running."
SOLD = played.product(1, "Run Sock", "Compression socks", TEXT, CALVES)
WITHOUT_L = {**SOLD, "variants": SOLD["variants"][:2]}


def test_a_size_that_the_shop_sells_no_longer_is_told_though_its_chart_stays(folders, server):
    server.answers |= played.shop_pages([SOLD])
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    for shop_has, before, after in ((WITHOUT_L, "", "sold_out"), (SOLD, "sold_out", "")):
        draft.rename(folders[0] / draft.name)
        server.answers |= played.shop_pages([shop_has])
        shop, entries = collected(folders, entry_for(server), LATER)
        change = ("variant: NP-1-L: availability", before, after)
        assert entries == [("changed", "northpace-run-sock", [change])]
        assert shop.files == (str(draft),)


def test_what_is_suspicious_in_a_brand_file_already_is_not_told_again(folders, server):
    overlaps = (("S", "30-35"), ("M", "34-38"))
    old = played.product(5, "Race Sock", "Compression socks", TEXT, overlaps)
    server.answers |= played.shop_pages([SOLD, old])
    shop, _ = collected(folders, entry_for(server))
    assert [problem.field.split(": ")[1] for problem in shop.lint] == ["product northpace-race-sock"]
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.rename(folders[0] / draft.name)
    changed = played.product(1, "Run Sock", "Compression socks", TEXT, (("S", "30-34"), ("M", "35-39"), ("L", "40-43")))
    server.answers |= played.shop_pages([changed, old])
    shop, _ = collected(folders, entry_for(server), LATER)
    assert (len(shop.files), shop.lint) == (1, ())
    more = played.product(1, "Run Sock", "Compression socks", TEXT, (("S", "30-36"), ("M", "35-39"), ("L", "40-44")))
    server.answers |= played.shop_pages([more, old])
    shop, _ = collected(folders, entry_for(server), LATER)
    assert [problem.field.split(": ")[1] for problem in shop.lint] == ["product northpace-run-sock"]


def test_another_brand_with_the_same_sku_is_another_product(folders, server):
    server.answers |= played.shop_pages([SOLD])
    collected(folders, entry_for(server))
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.rename(folders[0] / draft.name)
    other = {**played.product(1, "Trail Sock", "Compression socks", TEXT, NEWS), "vendor": "Westbeat"}
    server.answers |= {f"/other{path}": answer for path, answer in played.shop_pages([other]).items()}
    entry = entry_for(server, "/other/products.json")
    _, entries = collected((folders[0], folders[1].parent / "others"), entry, LATER)
    assert [(kind, product) for kind, product, _ in entries if kind in ("new", "differs")] == [
        ("new", "westbeat-trail-sock")
    ]


def test_a_price_that_could_not_be_read_asks_for_no_currency(folders, server):
    server.answers |= played.shop_pages([SOLD])
    entry = replace(entry_for(server), currency="EUR")
    collected(folders, entry)
    (draft,) = (folders[1] / "shop").glob("*.toml")
    before = draft.read_bytes()
    free = {**SOLD, "variants": [{**SOLD["variants"][0], "price": "free"}, *SOLD["variants"][1:]]}
    server.answers |= played.shop_pages([free])
    shop, _ = collected(folders, entry, LATER)
    assert [note.code for note in shop.report.notes] == ["price_unread"]
    assert draft.read_bytes() == before


def feed(*sizes):
    """A feed for Google with an item for each product and size."""
    items = "".join(
        f"<item><g:id>{group}-{size}</g:id><g:item_group_id>{group}</g:item_group_id><title>{name}</title>"
        f"<description>{TEXT}</description><g:brand>Northpace</g:brand><g:price>30 EUR</g:price>"
        f"<link>https://northpace.example/{group}</link><g:size>{size}</g:size></item>"
        for group, name, size in sizes
    )
    text = f'<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{items}</channel></rss>'
    return page(text.encode(), "Content-Type: application/xml")


RUN_S, RUN_M, TRAIL = ("run", "Run Sock", "S"), ("run", "Run Sock", "M"), ("trail", "Trail Sock", "S")


@pytest.mark.parametrize("is_moved", [False, True], ids=["in a draft", "in a brand file"])
def test_what_a_feed_has_no_longer_is_gone(folders, server, is_moved):
    server.answers["/feed.xml"] = feed(RUN_S, RUN_M, TRAIL)
    entry = entry_for(server, "/feed.xml", ShopTake.PAGE)
    collected(folders, entry)
    (draft,) = (folders[1] / "shop").glob("*.toml")
    if is_moved:
        draft.rename(folders[0] / draft.name)
    server.answers["/feed.xml"] = feed(RUN_S)
    _, entries = collected(folders, entry, LATER)
    told = [entry for entry in entries if entry[0] in ("changed", "gone")]
    assert told == [
        ("changed", "northpace-run", [("variant: run-M: availability", "", "sold_out")]), ("gone", "northpace-trail", []),
    ]  # fmt: skip


UNSAID = "Graduated compression sock."


def test_another_price_or_a_product_that_is_gone_is_not_asked_about_again(folders, server):
    first, second = (played.product(n, f"Sock {n}", "Compression socks", UNSAID, CALVES) for n in (2, 3))
    server.answers |= played.shop_pages([SOLD, first, second])
    entry = replace(entry_for(server), currency="EUR")
    shop, _ = collected(folders, entry)
    assert [w.product.id for w in shop.report.waiting] == ["northpace-sock-2", "northpace-sock-3"]
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.rename(folders[0] / draft.name)
    dearer = {**first, "variants": [{**variant, "price": "45.00"} for variant in first["variants"]]}
    server.answers |= played.shop_pages([SOLD, dearer])
    _, entries = collected(folders, entry, LATER)
    assert [(kind, product) for kind, product, _ in entries] == [("gone", "northpace-sock-3")]
    assert collected(folders, entry, LATER)[1] == entries
    draft.rename(folders[0] / draft.name)
    shop, entries = collected(folders, entry, LATER)
    assert (entries, shop.files) == ([], ())
    server.answers |= played.shop_pages([SOLD, dearer, second])
    again = [(kind, product) for kind, product, _ in collected(folders, entry, LATER)[1] if kind != "waiting"]
    assert again == [("changed", "northpace-sock-3")]


def test_another_size_page_of_the_same_host_is_not_about_the_products_of_a_brand_file(folders, server):
    server.answers["/sleeves"] = page(played.size_table(CALVES, "Calf sleeves").encode(), "Content-Type: text/html")
    sleeves = replace(entry_for(server, "/sleeves", ShopTake.CHARTS), id="sleeves")
    round_of(folders, server)
    collected(folders, sleeves)
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.rename(folders[0] / draft.name)
    before = drafts_of(folders)
    shop, entries = collected(folders, sleeves, LATER)
    assert (drafts_of(folders), shop.files) == (before, ())
    assert {kind for kind, _, _ in entries} <= {"lint", "waiting"}


def test_a_brand_file_is_known_again_where_the_feed_lies_at_another_host(folders, server):
    server.answers["/feed.xml"] = feed(RUN_S, RUN_M)
    entry = entry_for(server, "/feed.xml", ShopTake.PAGE)
    collected(folders, entry)
    (draft,) = (folders[1] / "shop").glob("*.toml")
    draft.rename(folders[0] / draft.name)
    shop, entries = collected(folders, entry, LATER)
    assert (entries, shop.files) == ([], ())


@pytest.mark.parametrize(
    ("take", "answers", "code"),
    [
        pytest.param(ShopTake.PRODUCTS, played.shop_pages(), "no_products", id="an empty list"),
        pytest.param(ShopTake.PAGE, {"/pages/sizes": page(b"a,b\n1,2\n", "Content-Type: text/csv")}, "unknown_kind", id="a table of something else"),
    ],
)  # fmt: skip
def test_no_problem_asks_for_an_option_of_another_command(folders, server, take, answers, code):
    server.answers |= answers
    shop, _ = collected(folders, entry_for(server, take=take))
    assert [(problem.code, problem.hint) for problem in shop.failed] == [(code, "shop_give_export")]
