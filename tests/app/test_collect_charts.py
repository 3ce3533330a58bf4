"""The size charts of brands' pages against those of the catalog: what changed, what was not read, what failed."""

import datetime
import re

import pytest
from raw_server import page, raw_server, to

from catalog.app.collect import Collector, ShopEntry
from catalog.app.shop_pages import fetcher_for_shops
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.shops_toml import ShopKind, ShopTake
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput

BRAND = """# Kept by a person.
brand = "Testrunner"

[[source]]
id = "page"
url = "https://testrunner.example/sizes"
seen_on = "2025-01-05"
read_as = "text"
confidence = "first_hand"

[[product]]
id = "testrunner-sock"
name = "Run Sock"
garment = "sock"
sources = ["page"]
intended_use = ["running"]

[[product.chart]]
id = "testrunner-sock-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
between_sizes = "larger"
rows = [
  { size = "S", calf_max_girth = "30-34", note = "white toe" },
  { size = "M", calf_max_girth = "34-38" },
]

[[product]]
id = "testrunner-sleeve"
name = "Run Sleeve"
garment = "calf_sleeve"
sources = ["page"]
intended_use = ["running"]
"""
DAY, LATER = datetime.date(2026, 11, 27), datetime.date(2026, 12, 27)


def table(*rows, title="Run Sock", head="Calf (cm)"):
    cells = "".join(f"<tr><td>{size}</td><td>{band}</td></tr>" for size, band in rows)
    return f"<h2>{title}</h2><table><tr><th>Size</th><th>{head}</th></tr>{cells}</table>"


def html(*tables):
    return page(f"<!doctype html><body>{''.join(tables)}".encode(), "Content-Type: text/html; charset=utf-8")


SAME = html(table(("S", "30 – 34"), ("M", "34 – 38")))
CHANGED = html(table(("S", "30 – 34"), ("M", "35 – 39")))
LARGER = html(table(("S", "30 – 34"), ("M", "34 – 38"), ("L", "38 – 42")))
ODD = html(table(("S", "30 – 34"), ("M", "34 – 38"), ("L", "ask us")))


@pytest.fixture
def folders(tmp_path):
    brands, drafts = tmp_path / "brands", tmp_path / "drafts"
    brands.mkdir()
    (brands / "testrunner.toml").write_text(BRAND, "utf-8")
    return brands, drafts


def collected(folders, answer, *products, day=DAY, **answers):
    """What one round over a page of charts brings."""
    with raw_server({"/sizes": answer, **answers}) as server:
        address = f"http://127.0.0.1:{server.port}/sizes"
        entry = ShopEntry(
            "sizes", "Testrunner", address, ShopKind.BRAND, ShopTake.CHARTS, products or ("testrunner-sock",)
        )
        fetcher = fetcher_for_shops(allow_private=True, pause=0.0)
        shop = Collector(*folders, shipped_policy(), fetcher, day).collect(entry)
        entries = [
            (e.kind.value, e.product, [(": ".join(f.path), f.before, f.after) for f in e.fields])
            for e in shop.entries()
        ]
        return shop, entries, address


def drafts_of(folders):
    return {p.relative_to(folders[1]).as_posix(): p.read_text("utf-8") for p in folders[1].rglob("*") if p.is_file()}


M = "charts: testrunner-sock-chart: M: calf_max_girth"
L = "charts: testrunner-sock-chart: L"


@pytest.mark.parametrize(
    ("answer", "entries"),
    [
        pytest.param(SAME, [], id="the same"),
        pytest.param(CHANGED, [("differs", "testrunner-sock", [(M, "34–38 cm", "35–39 cm")])], id="another band"),
        pytest.param(LARGER, [("differs", "testrunner-sock", [(L, "", "calf_max_girth 38–42 cm")])], id="another size"),
    ],
)  # fmt: skip
def test_what_the_page_says_of_a_chart(folders, answer, entries):
    shop, told, _ = collected(folders, answer)
    assert told == entries
    assert shop.failed == ()
    assert bool(drafts_of(folders)) == bool(entries)


def test_a_draft_is_the_whole_file_with_the_new_figures_and_their_source(folders):
    shop, _, address = collected(folders, CHANGED)
    assert list(drafts_of(folders)) == ["sizes/testrunner.toml"]
    assert shop.files == (str(folders[1] / "sizes" / "testrunner.toml"),)
    (products,) = read_brand_files([folders[1] / "sizes"]).values()
    sock, sleeve = products
    assert (sleeve.id, sleeve.charts) == ("testrunner-sleeve", ())
    (chart,) = sock.charts
    assert (chart.source.url, chart.source.seen_on, chart.source.read_as) == (address, "2026-11-27", "data")
    assert (chart.tie_rule, chart.sizes[0].boxes[0].note) == ("larger", "white toe")
    assert (folders[0] / "testrunner.toml").read_text("utf-8") == BRAND


def test_a_second_round_with_nothing_new_changes_no_byte_and_still_names_what_waits(folders):
    with raw_server({"/sizes": CHANGED}) as server:
        entry = ShopEntry(
            "sizes", "Testrunner", f"http://127.0.0.1:{server.port}/sizes", ShopKind.BRAND, ShopTake.CHARTS,
            ("testrunner-sock",),
        )  # fmt: skip
        rounds = []
        for day in (DAY, LATER):
            fetcher = fetcher_for_shops(allow_private=True, pause=0.0)
            shop = Collector(*folders, shipped_policy(), fetcher, day).collect(entry)
            rounds.append((drafts_of(folders), bool(shop.files), len(list(shop.entries()))))
        server.answers["/sizes"] = LARGER
        shop = Collector(*folders, shipped_policy(), fetcher, LATER).collect(entry)
    assert rounds[0] == (rounds[1][0], True, 1)
    assert rounds[1][1:] == (False, 1)
    assert shop.files
    assert 'seen_on = "2026-12-27"' in drafts_of(folders)["sizes/testrunner.toml"]


def test_a_draft_goes_where_the_page_takes_its_news_back(folders):
    collected(folders, CHANGED)
    shop, told, _ = collected(folders, SAME, day=LATER)
    assert (told, shop.taken_back) == ([("taken_back", "", [])], (str(folders[1] / "sizes" / "testrunner.toml"),))
    assert drafts_of(folders) == {}
    assert collected(folders, SAME, day=LATER)[1] == []


def test_a_product_without_a_chart_gets_the_one_of_the_page(folders):
    _, told, _ = collected(folders, html(table(("S", "30-34"), ("M", "35-39"))), "testrunner-sleeve")
    assert [(kind, product) for kind, product, _ in told] == [("differs", "testrunner-sleeve")]
    assert 'id = "testrunner-sleeve-chart"' in drafts_of(folders)["sizes/testrunner.toml"]


def test_one_chart_is_for_all_products_and_several_in_their_order(folders):
    two = html(table(("S", "30-34"), ("M", "34-38")), table(("1", "31-35"), ("2", "35-39"), title="Run Sleeve"))
    for answer, sleeve in ((SAME, "30-34"), (two, "31-35")):
        collected(folders, answer, "testrunner-sock", "testrunner-sleeve")
        (products,) = read_brand_files([folders[1] / "sizes"]).values()
        assert products[0].charts[0].source.seen_on == "2025-01-05"
        box = products[1].charts[0].sizes[0].boxes[0]
        assert f"{box.bands[0].low.printed}-{box.bands[0].high.printed}" == sleeve


def test_a_cell_that_was_not_read_is_named_and_never_guessed(folders):
    shop, told, _ = collected(folders, ODD)
    assert [kind for kind, _, _ in told] == ["differs", "note"]
    (note,) = shop.report.notes
    assert (note.code, note.product, dict(note.facts)["text"]) == ("unread_cell", "testrunner-sock", "ask us")
    assert '{ size = "L", calf_max_girth = "?" }' in drafts_of(folders)["sizes/testrunner.toml"]


def test_a_page_that_speaks_of_medicine_is_named(folders):
    title = "Medical compression stockings, class 2, for chronic venous insufficiency"
    shop, _, _ = collected(folders, html(table(("S", "30-34"), ("M", "34-38"), title=title)))
    assert [(note.code, note.product) for note in shop.report.notes] == [("page_medical", "testrunner-sock")]


@pytest.mark.parametrize(
    ("answer", "products", "code"),
    [
        pytest.param(page(b"", status="500 Oops"), (), "no_page", id="down"),
        pytest.param(to("/sizes"), (), "redirect_circle", id="in a circle"),
        pytest.param(html("<p>We moved."), (), "charts_counted", id="no chart"),
        pytest.param(html(table(("S", "30-34")), table(("M", "34-38"), title="Sleeve"), table(("1", "20-24"), title="Ankle")), ("testrunner-sock", "testrunner-sleeve"), "charts_counted", id="more charts than products"),
        pytest.param(html(table(("S", "30-34"), ("M", "34-38"), head="Calf")), ("testrunner-shirt",), "unknown_product", id="a product of nobody"),
        pytest.param(page(b"\x89PNG\r\n\x1a\n" + bytes(50)), (), "is_picture", id="a picture"),
    ],
)  # fmt: skip
def test_a_page_that_gives_no_chart_leaves_the_last_draft_as_it_is(folders, answer, products, code):
    collected(folders, CHANGED)
    before = drafts_of(folders)
    shop, told, _ = collected(folders, answer, *products)
    assert [problem.code for problem in shop.failed] == [code]
    assert [kind for kind, _, _ in told] == ["failed"]
    assert drafts_of(folders) == before
    for language in LANGUAGES:
        assert not re.search(r"[{}]", Messages(language).problem(shop.failed[0]))


def test_a_chart_for_women_never_becomes_that_of_a_product_for_men(folders):
    brand = folders[0] / "testrunner.toml"
    sock, sleeve = ('garment = "sock"', 'garment = "calf_sleeve"')
    text = BRAND.replace(sock, f'{sock}\naudience = "men"').replace(sleeve, f'{sleeve}\naudience = "women"')
    brand.write_text(text, "utf-8")
    men, women = (
        table(("S", low), ("M", "36-40"), title=title) for low, title in (("31-35", "Men"), ("30-35", "Women"))
    )
    products = ("testrunner-sock", "testrunner-sleeve")
    in_order, _, _ = collected(folders, html(men, women), *products)
    assert in_order.failed == ()
    before = drafts_of(folders)
    swapped, _, address = collected(folders, html(women, men), *products)
    assert [(p.code, p.field, p.read) for p in swapped.failed] == [
        ("chart_for_others", f"{address}: testrunner-sock", "Women"),
        ("chart_for_others", f"{address}: testrunner-sleeve", "Men"),
    ]
    assert drafts_of(folders) == before
    for language in LANGUAGES:
        assert all(Messages(language).problem(problem) for problem in swapped.failed)


def test_brand_files_with_errors_are_told_before_anything_is_fetched(folders):
    (folders[0] / "broken.toml").write_text("brand = ", "utf-8")
    with pytest.raises(BadInput) as raised:
        collected(folders, SAME)
    assert raised.value.problems[0].field.startswith("broken.toml")


def test_a_folder_that_cannot_be_written_is_told(folders):
    folders[1].write_text("a file", "utf-8")
    shop, _, _ = collected(folders, CHANGED)
    assert [problem.code for problem in shop.failed] == ["unwritable"]
