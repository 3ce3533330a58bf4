"""`--collection`: a shop's own products beside those of others, at every command that has filters."""

import json
import shlex
from pathlib import Path

import pytest

from catalog.app.load import load_files
from catalog.commands.options.completion import complete_collection
from catalog.model.policy import shipped_policy
from catalog.store.database import connect

SHOP = Path(__file__).parent / "shop"
SEARCH = ("search", "--garment", "sock", "--calf", "36.5 cm")
OWN, RIVALS = "testrunner-run-sock", "rival-run-sock"
UNKNOWN = {
    "en": "--collection: read 'rivalls', expected a collection of the catalog. Did you mean “rivals”? There are: own, rivals.",
    "de": "--collection: gelesen: „rivalls“, erwartet: eine Sammlung des Katalogs. Meinten Sie „rivals“? Es gibt: own, rivals.",
    "fr": "--collection: lu : « rivalls », attendu : une collection du catalogue. Vouliez-vous dire « rivals » ? Il y a : own, rivals.",
    "es": "--collection: leído: «rivalls», se esperaba: una colección del catálogo. ¿Quiso decir «rivals»? Hay: own, rivals.",
    "it": "--collection: letto «rivalls», ci si aspettava una collezione del catalogo. Intendevi «rivals»? Ci sono: own, rivals.",
}


@pytest.fixture
def two(cli, shop_file, tmp_path):
    """The command line over the small shop, and the same products of a rival in a collection of theirs."""
    copy = tmp_path / "two.db"
    copy.write_bytes(shop_file.read_bytes())
    (text,) = (file.read_text("utf-8") for file in SHOP.glob("*.toml"))
    rivals = tmp_path / "rival.toml"
    rivals.write_text(text.replace("testrunner-", "rival-").replace("Testrunner", "Rival"), "utf-8")
    engine = connect(f"sqlite:///{copy}")
    load_files(engine, [rivals], shipped_policy(), collection="rivals")
    engine.dispose()
    return lambda *typed, stdin="": cli(*typed, "--database", str(copy), stdin=stdin)


def matched(done):
    """The ids of the products with a size."""
    return [match["product"]["id"] for match in json.loads(done.out)["matches"]]


@pytest.mark.parametrize(
    ("collections", "ids"),
    [
        pytest.param([], [RIVALS, OWN], id="all"),
        pytest.param(["own"], [OWN], id="one"),
        pytest.param([" Rivals"], [RIVALS], id="case and blanks"),
        pytest.param(["own", "rivals"], [RIVALS, OWN], id="both"),
    ],
)
def test_a_search_looks_at_some_collections_alone(two, collections, ids):
    typed = [word for name in collections for word in ("--collection", name)]
    assert [i for i in matched(two(*SEARCH, *typed, "--json")) if i in (OWN, RIVALS)] == ids


def test_a_list_shows_some_collections_alone_and_names_them(two):
    rows = json.loads(two("list", "--collection", "rivals", "--json").out)
    assert rows
    assert {(row["collection"], row["brand"]) for row in rows} == {("rivals", "Rival")}
    everything = two("list", "--columns", "collection", "--format", "csv").out.split()
    assert sorted(set(everything[1:])) == ["own", "rivals"]
    assert two("list", "--collection", "own", "--collection", "rivals").out == two("list").out


def test_another_product_is_recommended_from_the_collection_alone(two):
    typed = ("size", "testrunner-small-sock", "--calf", "36.5 cm")
    assert "Rival Run Sock" in two(*typed).out
    own = two(*typed, "--collection", "own")
    assert own.code == 3
    assert "Run Sock" in own.out
    assert "Rival" not in own.out


def test_a_product_that_is_named_is_answered_whatever_its_collection(two):
    assert matched(two("size", OWN, "--calf", "36.5 cm", "--collection", "rivals", "--json")) == [OWN]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(SEARCH, id="search"),
        pytest.param(("list",), id="list"),
        pytest.param(("size", OWN, "--calf", "36.5 cm"), id="size"),
        pytest.param(("size", OWN, RIVALS, "--calf", "36.5 cm"), id="size of several"),
        pytest.param(("why", OWN, "--calf", "36.5 cm"), id="why"),
        pytest.param(("compare", OWN, RIVALS, "--calf", "36.5 cm"), id="compare"),
    ],
)
@pytest.mark.parametrize("lang", UNKNOWN)
def test_a_collection_that_the_catalog_does_not_have_is_named_with_those_that_it_has(two, command, lang):
    done = two(*command, "--collection", "rivalls", "--lang", lang)
    assert (done.code, done.out, done.err) == (2, "", f"legfit: {UNKNOWN[lang]}\n")


def test_brand_and_collection_are_refused_at_once(two):
    done = two("list", "--brand", "Testruner", "--collection", "x", "--json")
    assert [(e["field"], e["code"]) for e in json.loads(done.out)["errors"]] == [
        ("--brand", "unknown_brand"),
        ("--collection", "unknown_collection"),
    ]


@pytest.mark.parametrize(
    ("command", "brands"),
    [pytest.param(["search"], {"Rival"}, id="search"), pytest.param(["size", OWN], {"Testrunner"}, id="size")],
)
def test_a_document_names_collections_too(two, command, brands):
    lines = [
        json.dumps({"garment": "sock", "legs": {"calf_max_girth": "36.5 cm"}, "filters": {"collections": [name]}})
        for name in ("rivals", "shipped")
    ]
    done = two(*command, "--question", "-", "--format", "jsonl", stdin="\n".join(lines))
    answer, refused = map(json.loads, done.out.splitlines())
    assert {m["product"]["brand"] for m in answer["matches"]} == brands
    assert [(e["field"], e["code"]) for e in refused["errors"]] == [("filters.collections", "unknown_collection")]
    assert done.code == 4


def test_tab_offers_the_collections_of_the_catalog(two, tmp_path, monkeypatch):
    monkeypatch.setenv("LEGFIT_DATABASE_URL", str(tmp_path / "two.db"))
    assert [complete_collection(typed) for typed in ("", "R", "x")] == [["own", "rivals"], ["rivals"], []]
    monkeypatch.setenv("LEGFIT_DATABASE_URL", str(tmp_path / "none.db"))
    assert complete_collection("") == []


def test_a_command_that_is_printed_keeps_the_collection(two):
    """What an emergency says to run for everything else asks the same, and runs."""
    done = two(*SEARCH, "--collection", "own", "--red-flag", "C1")
    printed = next(line for line in done.out.splitlines() if "legfit why" in line)
    words = shlex.split(printed[printed.index("legfit") :])
    assert words[words.index("--collection") + 1] == "own"
    assert two(*words[1 : words.index("--database")]).code == 0
