"""A service that sees some collections alone: every door shows those, and nothing names what is in the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_service import CHECKOUT, Service, legfit_in, serving

from catalog.app.catalog_holder import CatalogHolder
from catalog.app.collections import remove_products
from catalog.app.load import load_files
from catalog.app.settings import Setting
from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.search import lookup
from catalog.store.database import connect
from catalog.store.migrate import upgrade

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
ANY = {"garment": "any", **CALF}
AWAY = "compressport-ur2"
"""A shipped product that holds the leg."""
SMALL, LARGE = "fjord-small", "fjord-large"
"""The products of the shop: the leg is too large for the first."""


def sleeve(name: str, sizes: str) -> str:
    """The text of a product of the shop."""
    return f"""
[[product]]
id = "fjord-{name}"
name = "Running sleeve {name}"
garment = "calf_sleeve"
sources = ["shop"]
intended_use = ["running"]

[[product.claim]]
kind = "intended_use"
position = "title"
text = "Running calf sleeve"

[[product.claim]]
kind = "graduated"
position = "features"
text = "graduated compression, tighter at the ankle than at the calf"

[[product.chart]]
id = "fjord-{name}-chart"
keyed_by = ["calf_max_girth"]
unit = "cm"
rows = [{{ size = "M", calf_max_girth = "{sizes}" }}]
"""


def shop_file(folder: Path, *more: str) -> Path:
    """A brand file of the shop with its two products, and more."""
    source = 'id = "shop"\nurl = "https://shop.example/x"\nseen_on = "2026-11-20"\nread_as = "data"\n'
    head = f'brand = "Fjord"\n\n[[source]]\n{source}confidence = "first_hand"\n'
    path = folder / "fjord.toml"
    path.write_text("".join([head, sleeve("small", "30-34"), sleeve("large", "34-40"), *more]), "utf-8")
    return path


def load(url: str, path: Path, collection: str) -> None:
    """A file in a collection of a catalog."""
    engine = connect(url)
    load_files(engine, [path], shipped_policy(), collection=collection)
    engine.dispose()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A catalog with the shipped products, and with those of a shop in a collection of theirs."""
    folder = tmp_path_factory.mktemp("collections")
    address = f"sqlite:///{folder / 'catalog.db'}"
    upgrade(address)
    load(address, CHECKOUT / "seed", "own")
    load(address, shop_file(folder), "fjord")
    return address


@pytest.fixture(scope="module")
def whole(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that sees everything."""
    with serving(url, tmp_path_factory.mktemp("whole")) as running:
        yield running


@pytest.fixture(scope="module")
def shop(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that sees the products of the shop alone."""
    with serving(url, tmp_path_factory.mktemp("shop"), "--collection", "fjord") as running:
        yield running


def ids(entries: list[dict[str, dict[str, str]]]) -> set[str]:
    """The ids of the products of some entries."""
    return {entry["product"]["id"] for entry in entries}


def test_a_search_looks_at_the_shops_products_alone(shop: Service, whole: Service) -> None:
    answer, everything = (s.post("/v1/search?all=true", ANY).json() for s in (shop, whole))
    assert (ids(answer["matches"]), ids(answer["misses"]), answer["excluded"]) == ({LARGE}, {SMALL}, [])
    assert {AWAY, LARGE} <= ids(everything["matches"])
    assert answer["made_by"]["catalog"] == f"{everything['made_by']['catalog']}:fjord"


def test_a_question_narrows_a_service_that_sees_everything(shop: Service, whole: Service) -> None:
    narrowed = whole.post("/v1/search?all=true", {**ANY, "filters": {"collections": ["Fjord"]}}).json()
    answer = shop.post("/v1/search?all=true", ANY).json()
    assert narrowed["question"].pop("filters") == {"collections": ["Fjord"]}
    assert narrowed.pop("made_by") != answer.pop("made_by")
    assert narrowed == answer


def test_what_is_recommended_is_of_the_shop(shop: Service, whole: Service) -> None:
    path = f"/v1/products/{SMALL}/size?others=true"
    only = {**CALF, "filters": {"collections": ["fjord"]}}
    others = [
        ids(s.post(path, question).json()["others"]) for s, question in ((whole, CALF), (whole, only), (shop, CALF))
    ]
    assert AWAY in others[0]
    assert others[1:] == [{LARGE}, {LARGE}]


def test_lists_hold_the_shops_products(shop: Service, whole: Service) -> None:
    listed = shop.get("/v1/products").json()
    assert ([p["id"] for p in listed["products"]], listed["count"]) == ([LARGE, SMALL], 2)
    assert whole.get("/v1/products", params={"collection": "fjord"}).json()["products"] == listed["products"]
    assert whole.get("/v1/products", params={"collection": "Fjord"}).json()["products"] == listed["products"]
    assert listed["catalog"].endswith(":fjord")
    ready = shop.get("/readyz").json()
    assert (ready["products"], ready["catalog"]) == (2, listed["catalog"])
    assert shop.get("/index.json").json()["choices"]["brand"] == ["Fjord"]


def test_a_list_of_an_unknown_collection_is_refused_as_a_search_is(shop: Service, whole: Service) -> None:
    for service, names in ((whole, "fjord, own"), (shop, "fjord")):
        refused = service.get("/v1/products?lang=en", params={"collection": "fjrod"})
        (problem,) = refused.json()["errors"]
        assert (refused.status_code, problem["code"], problem["field"], problem["suggestion"], problem["hint"]) == (
            404, "unknown_collection", "collection", "fjord", f"There are: {names}.",
        )  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/v1/products/{}", id="product"),
        pytest.param("/v1/products/{}/offers", id="offers"),
        pytest.param("/v1/products/{}/size", id="size"),
        pytest.param("/v1/products/{}/why", id="why"),
    ],
)
def test_another_product_is_unknown_as_one_that_is_not_there(shop: Service, path: str) -> None:
    texts = []
    for reference in (AWAY, "compressport-ur9"):
        sent = (
            shop.get(path.format(reference))
            if path.endswith(("{}", "offers"))
            else shop.post(path.format(reference), CALF)
        )
        assert (sent.status_code, sent.json()["code"]) == (404, "unknown_product")
        texts.append(
            {k: v for k, v in sent.json().items() if k not in ("request_id", "instance", "detail", "errors", "read")}
        )
        assert "compressport" not in str(sent.json()).replace(reference, "")
    assert texts[0] == texts[1]


def test_badges_charts_and_brands_are_the_shops(shop: Service) -> None:
    sent = shop.post("/v1/sizes", {"question": CALF, "products": [AWAY, LARGE]}).json()["answers"]
    assert [e["code"] for e in sent[0]["errors"]] == ["unknown_product"]
    assert ids(sent[1]["matches"]) == {LARGE}
    assert shop.get("/v1/charts/fjord-large-chart").json()["products"] == [LARGE]
    assert shop.get("/v1/charts/compressport-ur2-chart").status_code == 404
    unknown = shop.post("/v1/search", {**ANY, "filters": {"brands": ["Compresport"]}}).json()
    assert (unknown["code"], unknown["errors"][0].get("suggestion")) == ("unknown_brand", None)


def test_the_page_shows_the_shops_products(shop: Service, whole: Service) -> None:
    pages = [s.client.post("/", data={"calf_max_girth": "36.5"}).text for s in (shop, whole)]
    assert ["Running sleeve large" in page for page in pages] == [True, True]
    suggested = re.compile(r"<datalist.*?</datalist>", re.S)
    assert ["Compressport" in suggested.sub("", page) for page in pages] == [False, True]
    assert all('<option value="Compressport UR2' in page for page in pages), "a size of any product may be known"


def test_a_size_that_fits_may_be_of_a_product_that_the_shop_does_not_sell(shop: Service) -> None:
    same = {"garment": "any", "same_as": {"product": "UR2", "size": "2"}}
    answer = shop.post("/v1/search?all=true", same).json()
    assert answer["question"]["same_as"] == {"product": AWAY, "size": "2"}
    assert ids([*answer["matches"], *answer["misses"]]) == {LARGE, SMALL}
    assert shop.post(f"/v1/products/{LARGE}/size", {"same_as": same["same_as"]}).status_code == 200


def test_a_collection_that_the_service_does_not_see_is_unknown(shop: Service, whole: Service) -> None:
    asked = {**ANY, "filters": {"collections": ["own"]}}
    assert whole.post("/v1/search", asked).status_code == 200
    several = {"question": asked, "products": [SMALL]}
    bodies = {"/v1/search": asked, f"/v1/products/{SMALL}/size": asked, f"/v1/products/{SMALL}/why": asked}
    for path, body in (*bodies.items(), ("/v1/sizes", several)):
        refused = shop.post(path, body)
        (error,) = refused.json()["errors"]
        field = "question.filters.collections" if body is several else "filters.collections"
        assert (refused.status_code, error["code"], error["field"]) == (404, "unknown_collection", field)
        assert error["hint"] == "There are: fjord."
    assert shop.post("/v1/search", {**ANY, "filters": {"collections": ["fjord"]}}).status_code == 200


@pytest.mark.parametrize("path", ["/v1/products", f"/v1/products/{LARGE}", "/", "/index.json"])
def test_no_cache_takes_one_service_for_the_other(shop: Service, whole: Service, path: str) -> None:
    tag = whole.get(path).headers["etag"]
    assert whole.get(path, headers={"If-None-Match": tag}).status_code == 304
    other = shop.get(path, headers={"If-None-Match": tag})
    assert (other.status_code, other.headers["etag"] != tag) == (200, True)


REFUSED = {
    "en": "legfit: {}: read 'fjrod', expected a collection of the catalog. Did you mean “fjord”? There are: fjord, own.",
    "de": "legfit: {}: gelesen: „fjrod“, erwartet: eine Sammlung des Katalogs. Meinten Sie „fjord“? Es gibt: fjord, own.",
    "fr": "legfit: {}: lu : « fjrod », attendu : une collection du catalogue. Vouliez-vous dire « fjord » ? Il y a : fjord, own.",
    "es": "legfit: {}: leído: «fjrod», se esperaba: una colección del catálogo. ¿Quiso decir «fjord»? Hay: fjord, own.",
    "it": "legfit: {}: letto «fjrod», ci si aspettava una collezione del catalogo. Intendevi «fjord»? Ci sono: fjord, own.",
}


@pytest.mark.parametrize("language", REFUSED)
@pytest.mark.parametrize("typed", [True, False], ids=["option", "variable"])
def test_a_service_of_an_unknown_collection_does_not_start(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, typed: bool
) -> None:
    settings = {"LEGFIT_LANG": language} | ({} if typed else {"LEGFIT_COLLECTIONS": "fjord, fjrod"})
    option = ("--collection", "fjrod") if typed else ()
    done = legfit_in(tmp_path, "serve", "--port", "0", "--database", url, *option, **settings)
    expected = REFUSED[language].format("--collection" if typed else "LEGFIT_COLLECTIONS")
    assert (done.returncode, done.stderr.strip()) == (2, expected)


@pytest.mark.parametrize(("typed", "variable"), [([",", "fjord"], ""), ([], " , ,")], ids=["option", "variable"])
def test_commas_alone_are_no_collection_and_never_mean_all(
    url: str, tmp_path: Path, typed: list[str], variable: str
) -> None:
    options = [word for name in typed for word in ("--collection", name)]
    settings = {"LEGFIT_COLLECTIONS": variable}
    done = legfit_in(tmp_path, "serve", "--port", "0", "--database", url, *options, **settings)
    assert (done.returncode, "There are: fjord, own." in done.stderr) == (2, True)


def test_a_view_goes_on_when_the_catalog_changes_and_when_it_is_empty(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "own.db"
    copy.write_bytes(Path(url.removeprefix("sqlite:///")).read_bytes())
    address = f"sqlite:///{copy}"
    with CatalogHolder(Setting("database_url", address, "test"), shipped_policy(), ["later"]) as holder:
        assert [len(holder.get().index.candidates), holder.get().collections] == [0, {"later"}]
        text = shop_file(tmp_path).read_text("utf-8").replace("fjord-", "later-")
        later = tmp_path / "later.toml"
        later.write_text(text, "utf-8")
        load(address, later, "later")
        assert [c.product.id for c in holder.get().index.candidates] == ["later-large", "later-small"]
        assert holder.get().version.endswith(":later")
        remove_products(holder.engine, ["later-small", "later-large"], shipped_policy())
        assert [len(holder.get().index.candidates), holder.get().collections] == [0, {"later"}]
        assert lookup.answer(holder.get(), parse_question(ANY), shipped_policy()).counts.asked == 0
