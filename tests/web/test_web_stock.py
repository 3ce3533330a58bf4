"""A shop's stock over HTTP: a key for it, JSON or a feed, all or nothing, and the next answer has it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from web_service import Service, legfit_in, serving

SHOP = "nordlauf-trail-sleeve"
CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
STATIC = ("/v1/products", f"/v1/products/{SHOP}", f"/v1/charts/{SHOP}-chart", "/v1/rules", "/v1/policy")
DAY = "2026-11-20"
PRICE = {"minor": 4450, "currency": "EUR", "seen_on": DAY}
CSV = "sku,stock,price,price_date,link,image\nNL-TS-M-BLK,3,44.50 EUR,2026-11-20,https://shop.example/m,https://shop.example/m.jpg\n"
XML = """<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item>
<g:id>NL-TS-M-BLK</g:id><g:availability>out_of_stock</g:availability></item></channel></rss>"""


def key_for(tmp_path: Path, url: str, name: str, *scopes: str) -> dict[str, str]:
    """The header of a new key."""
    typed = [word for scope in scopes for word in ("--scope", scope)]
    made = legfit_in(tmp_path, "key", "add", name, *typed, "--json", "--database", url)
    return {"Authorization": f"Bearer {json.loads(made.stdout)[0]['key']}"}


@pytest.fixture
def shop(own_url: str, tmp_path: Path) -> Iterator[tuple[Service, dict[str, str]]]:
    """A service on a catalog of its own, and a key for its stock."""
    key = key_for(tmp_path, own_url, "warehouse", "stock")
    with serving(own_url, tmp_path) as service:
        yield service, key


@pytest.fixture(scope="module")
def refusing(seeded_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, dict[str, str]]]:
    """One service and a key for all that is refused, and so leaves the stock of its variants as it was."""
    folder = tmp_path_factory.mktemp("refusing")
    url = f"sqlite:///{shutil.copy(seeded_url.removeprefix('sqlite:///'), folder / 'own.db')}"
    key = key_for(folder, url, "warehouse", "stock")
    with serving(url, folder) as service:
        yield service, key


def variant(service: Service, sku: str) -> dict[str, object]:
    """What the service says of a variant."""
    offers = service.get(f"/v1/products/{SHOP}/offers").json()["offers"]
    (found,) = [v for v in offers if v["sku"] == sku]
    return found


def test_the_next_answer_has_it_and_static_documents_keep_their_tags(shop: tuple[Service, dict[str, str]]) -> None:
    service, key = shop
    tags = {path: service.get(path).headers["etag"] for path in STATIC}
    before = service.post(f"/v1/products/{SHOP}/size", CALF).json()
    feed = {"offers": [
        {"sku": "NL-TS-M-BLK", "stock": 3, "price": "44.50 EUR", "priced_on": DAY, "link": "https://shop.example/m"},
        {"sku": "NL-TS-M-RED", "stock": 2, "price": "47 EUR", "link": "https://shop.example/r"}, {"sku": "nobody", "stock": 1},
    ]}  # fmt: skip
    done = service.post("/v1/stock", feed, headers=key)
    assert (done.status_code, done.headers["cache-control"]) == (200, "no-store"), done.text
    counts = {"changed": 2, "unchanged": 0, "sold_out": 0, "not_found": 1, "elsewhere": 0, "without_key": 0}
    assert (done.json()["counts"], done.json()["not_found"]) == (counts, [{"line": 3, "key": "nobody"}])
    after = service.post(f"/v1/products/{SHOP}/size", CALF).json()
    (match,) = after["matches"]
    assert (match["price"], match["link"]) == (PRICE, "https://shop.example/m")
    assert [(v["availability"], v["price"]["minor"]) for v in match["basket"]] == [
        ("in_stock", 4450),
        ("in_stock", 4700),
    ]
    assert before["made_by"]["catalog"] == after["made_by"]["catalog"]
    assert int(after["made_by"]["stock"]) == int(before["made_by"]["stock"]) + 1
    assert {path: service.get(path).headers["etag"] for path in STATIC} == tags
    again = service.post("/v1/stock", feed, headers=key).json()["counts"]
    assert again == counts | {"changed": 0, "unchanged": 2}
    assert service.post(f"/v1/products/{SHOP}/size", CALF).json() == after
    lines = service.lines()
    assert '"message": "stock", "written": true, "changed": 2' in lines
    assert [text for text in ("NL-TS", "nobody", "shop.example", "44.50") if text in lines] == []


def test_static_documents_hold_nothing_of_offers(shop: tuple[Service, dict[str, str]]) -> None:
    service, key = shop
    before = {path: service.get(path).content for path in STATIC}
    service.post(
        "/v1/stock", {"offers": [{"sku": "NL-TS-L", "stock": 0, "price": "1 EUR", "priced_on": DAY}]}, headers=key
    )
    assert {path: service.get(path).content for path in STATIC} == before
    offers = service.get(f"/v1/products/{SHOP}/offers")
    assert (offers.headers["cache-control"], offers.json()["price"]) == (
        "no-store",
        {"minor": 100, "currency": "EUR", "seen_on": DAY},
    )
    assert variant(service, "NL-TS-L")["availability"] == "sold_out"
    assert variant(service, "NL-TS-S") == {
        "sku": "NL-TS-S", "shop_id": "40001", "gtin": "04006381333931", "colour": "black", "availability": "in_stock",
        "size": "S", "stock": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "availability", "price"),
    [
        pytest.param("text/csv", CSV, "in_stock", PRICE, id="csv"),
        pytest.param("text/csv; charset=latin-1", CSV, "in_stock", PRICE, id="csv with a charset"),
        pytest.param("text/tab-separated-values", CSV.replace(",", "\t"), "in_stock", PRICE, id="tsv"),
        pytest.param("application/xml", XML, "sold_out", None, id="xml"),
        pytest.param("application/x-ndjson", '{"sku": "NL-TS-M-BLK", "stock": 0}\n', "sold_out", None, id="json lines"),
    ],
)
def test_a_feed_is_taken_as_shops_export_it(
    shop: tuple[Service, dict[str, str]], kind: str, body: str, availability: str, price: object
) -> None:
    service, key = shop
    done = service.client.post("/v1/stock", content=body, headers={**key, "Content-Type": kind})
    assert (done.status_code, done.json()["counts"]["changed"]) == (200, 1), done.text
    offer = variant(service, "NL-TS-M-BLK")
    assert (offer["availability"], offer.get("price")) == (availability, price)


def test_a_key_is_for_what_it_was_made_for(own_url: str, tmp_path: Path) -> None:
    curator, both = key_for(tmp_path, own_url, "curator"), key_for(tmp_path, own_url, "both", "review", "stock")
    stock = key_for(tmp_path, own_url, "warehouse", "stock")
    listed = json.loads(legfit_in(tmp_path, "key", "list", "--json", "--database", own_url).stdout)
    assert {k["name"]: k["scopes"] for k in listed} == {
        "curator": ["review"], "both": ["review", "stock"], "warehouse": ["stock"],
    }  # fmt: skip
    wrong = legfit_in(tmp_path, "key", "add", "x", "--scope", "stok", "--json", "--database", own_url)
    (problem,) = json.loads(wrong.stdout)["errors"]
    assert (wrong.returncode, problem["code"], problem["field"], problem["suggestion"]) == (
        2,
        "unknown_scope",
        "--scope",
        "stock",
    )
    feed = {"offers": [{"sku": "NL-TS-L", "stock": 5}]}
    with serving(own_url, tmp_path) as service:
        assert service.post("/v1/stock", feed).status_code == 401
        refused = service.post("/v1/stock", feed, headers=curator)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
        assert refused.json()["hint"] == "`legfit key add NAME --scope stock` makes one."
        assert service.post("/v1/reload", None, headers=stock).status_code == 403
        assert [service.post("/v1/stock", feed, headers=k).status_code for k in (stock, both)] == [200, 200]
        assert [service.post("/v1/reload", None, headers=k).status_code for k in (curator, both)] == [200, 200]


@pytest.mark.parametrize(
    ("body", "kind", "status", "errors"),
    [
        pytest.param('{"offers": [{"sku": "NL-TS-L", "stock": -1.5}, {"sku": "NL-TS-S", "stock": "x"}]}', "application/json", 422,
                     [("offers: row 1: stock", "negative"), ("offers: row 2: stock", "not_a_number")], id="two faults"),
        pytest.param('{"offers": [{"sku": "x", "stock": 1}]}', "application/json", 422, [("offers", "another_shop")], id="of another shop"),
        pytest.param('{"offers": [', "application/json", 400, [("", "not_json")], id="cut off"),
        pytest.param('{"offers": [{"sku": "NL-TS-L", "stock": 1, "stock": 2}]}', "application/json", 400, [("stock", "duplicate_field")], id="a field twice"),
        pytest.param('{"ofers": []}', "application/json", 422, [("offers", "missing"), ("ofers", "unknown_field")], id="a slip"),
        pytest.param('{"offers": {}, "complete": 1}', "application/json", 422,
                     [("offers", "not_a_list"), ("complete", "not_true_or_false")], id="of the wrong kind"),
        pytest.param('{"offers": []}', "application/json", 422, [("offers", "empty_feed")], id="nothing"),
        pytest.param('{"offers": [{"sku": "NL-TS-L", "stock": 1}], "collection": "ownn"}', "application/json", 404,
                     [("collection", "unknown_collection")], id="no such collection"),
        pytest.param('{"offers": [{"sku": "NL-TS-L", "stock": 1}], "currency": "EUO"}', "application/json", 422,
                     [("currency", "unknown_currency")], id="no such currency"),
        pytest.param("sku,stock\n", "text/html", 415, [("", "unsupported_media_type")], id="another kind"),
        pytest.param(b"\xff", "application/json", 400, [("", "not_utf8")], id="no text"),
        pytest.param("[" * 100_000, "application/json", 400, [("", "too_deep")], id="too deep"),
    ],
)  # fmt: skip
def test_a_feed_with_any_fault_changes_nothing(
    refusing: tuple[Service, dict[str, str]], body: str | bytes, kind: str, status: int, errors: list[tuple[str, str]]
) -> None:
    service, key = refusing
    before = service.get(f"/v1/products/{SHOP}/offers").content
    done = service.client.post("/v1/stock", content=body, headers={**key, "Content-Type": kind})
    assert (done.status_code, [(e["field"], e["code"]) for e in done.json()["errors"]]) == (status, errors)
    assert service.get(f"/v1/products/{SHOP}/offers").content == before


def test_a_list_of_nothing_is_told_in_its_own_words(refusing: tuple[Service, dict[str, str]]) -> None:
    service, key = refusing
    done = service.post("/v1/stock", {"offers": []}, headers=key)
    assert done.json()["detail"] == "offers: expected at least one object in the list."


@pytest.mark.parametrize("kind", ["application/json", "application/x-ndjson"])
def test_a_key_that_is_no_text_is_told_as_one_that_was_not_found(
    shop: tuple[Service, dict[str, str]], kind: str
) -> None:
    service, key = shop
    rows = [r'{"sku": "x\ud800", "stock": 1}', '{"sku": "NL-TS-L", "stock": 1}']
    body = f'{{"offers": [{", ".join(rows)}]}}' if kind == "application/json" else "\n".join(rows)
    done = service.client.post("/v1/stock", content=body, headers={**key, "Content-Type": kind})
    assert (done.status_code, done.json()["not_found"]) == (200, [{"line": 1, "key": "x\ufffd"}]), done.text


def test_a_complete_feed_that_lacks_much_wants_a_yes(shop: tuple[Service, dict[str, str]]) -> None:
    service, key = shop
    feed = {"offers": [{"sku": "NL-TS-S", "stock": 4}], "complete": True}
    asked = service.post("/v1/stock", feed, headers=key)
    assert (asked.status_code, asked.json()["code"], asked.json()["field"]) == (409, "not_confirmed", "complete")
    assert "`yes`" in asked.json()["hint"]
    dry = service.post("/v1/stock", {**feed, "dry_run": True}, headers=key).json()
    assert (dry["written"], dry["complete"], {c["sku"] for c in dry["sold_out"]}) == (
        False, "own", {"NL-TS-M-BLK", "NL-TS-L", "NL/TS%-XL"},
    )  # fmt: skip
    assert variant(service, "NL-TS-L")["availability"] == "in_stock"
    csv = {**key, "Content-Type": "text/csv"}
    done = service.client.post("/v1/stock?complete=true&yes=true", content="sku,stock\nNL-TS-S,4\n", headers=csv)
    assert (done.status_code, done.json()["counts"]["sold_out"]) == (200, 3)
    size = service.post(f"/v1/products/{SHOP}/size", CALF).json()["matches"][0]
    assert [c["code"] for c in size["cautions"]] == ["sold_out"]


def test_questions_are_answered_while_a_feed_waits(own_url: str, tmp_path: Path) -> None:
    key = key_for(tmp_path, own_url, "warehouse", "stock")
    with serving(own_url, tmp_path) as service, ThreadPoolExecutor(1) as pool:
        other = sqlite3.connect(own_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        feed = {"offers": [{"sku": "NL-TS-L", "stock": 5}]}
        waiting = pool.submit(
            httpx.post, f"http://127.0.0.1:{service.port}/v1/stock", json=feed, headers=key, timeout=30
        )
        for _ in range(20):
            assert service.post(f"/v1/products/{SHOP}/size", CALF).status_code == 200
        assert not waiting.done()
        other.execute("ROLLBACK")
        other.close()
        assert waiting.result().json()["counts"]["changed"] == 1
        assert variant(service, "NL-TS-L")["stock"] == 5


def test_every_door_shows_the_same_offers(shop: tuple[Service, dict[str, str]], own_url: str, tmp_path: Path) -> None:
    service, key = shop
    service.client.post("/v1/stock", content=CSV, headers={**key, "Content-Type": "text/csv"})
    shown = legfit_in(tmp_path, "show", SHOP, "--json", "--database", own_url)
    assert json.loads(shown.stdout)["offers"] == service.get(f"/v1/products/{SHOP}/offers").json()["offers"]
    for detail in ("brief", "standard", "full"):
        sent = service.post(f"/v1/products/{SHOP}/size?detail={detail}", CALF)
        typed = ("size", SHOP, "--calf", "36.5 cm", "--json", "--detail", detail, "--database", own_url)
        assert legfit_in(tmp_path, *typed).stdout.encode() == sent.content
    text = legfit_in(tmp_path, "show", SHOP, "--database", own_url).stdout
    assert (
        "- M black [NL-TS-M-BLK]: in stock (3), 44.50 EUR (as of 20 November 2026)\n  https://shop.example/m\n" in text
    )


def test_a_feed_has_a_limit_of_its_own(own_url: str, tmp_path: Path) -> None:
    key = key_for(tmp_path, own_url, "warehouse", "stock")
    with serving(own_url, tmp_path, LEGFIT_FEED_BYTES="200000") as service:
        row = {"sku": "NL-TS-L", "stock": 5, "note": "x" * 100_000}
        assert service.post("/v1/stock", {"offers": [row]}, headers=key).status_code == 200
        late = service.post("/v1/stock", {"offers": [row, row]}, headers=key)
        assert (late.status_code, late.json()["hint"]) == (
            413,
            "Send the feed in parts, or let LEGFIT_FEED_BYTES allow more.",
        )


JSON, TEXT = "application/json", "text/csv"
NAMES = "one of complete, yes, dry_run, collection, currency, lang"
FEED = 'an object with `offers`, a list of objects like {"sku": "RUN-M", "availability": "in_stock"}'


@pytest.mark.parametrize(
    ("address", "kind", "body", "status", "errors"),
    [
        pytest.param("", JSON, '{"offers": [', 400, [("", "not_json", FEED, "Line 1, column 13: a value is missing.", None)], id="broken JSON"),
        pytest.param("", JSON, "[]", 422, [("", "not_an_object", FEED, "", None)], id="a list"),
        pytest.param("?complet=true&colection=own&lang=en", TEXT, CSV, 400, [
            ("complet", "unknown_parameter", NAMES, "", "complete"), ("colection", "unknown_parameter", NAMES, "", "collection"),
        ], id="slips in the address"),
        pytest.param("?complete=true&lang=en", JSON, '{"offers": [{"sku": "NL-TS-L", "stock": 1}]}', 400, [
            ("complete", "unknown_parameter", "one of lang", "In a JSON document this goes beside `offers`.", None),
        ], id="in the address of a document"),
        pytest.param("?36.5cm=1", TEXT, CSV, 400, [("", "unknown_parameter", NAMES, "", None)], id="a figure"),
    ],
)  # fmt: skip
def test_a_feed_that_is_sent_wrongly_is_told_what_it_should_be(
    refusing: tuple[Service, dict[str, str]],
    address: str,
    kind: str,
    body: str,
    status: int,
    errors: list[tuple[str, ...]],
) -> None:
    service, key = refusing
    done = service.client.post(f"/v1/stock{address}", content=body, headers={**key, "Content-Type": kind})
    parts = ("field", "code", "expected", "hint", "suggestion")
    assert done.status_code == status, done.text
    assert [tuple(e.get(part) for part in parts) for e in done.json()["errors"]] == errors
