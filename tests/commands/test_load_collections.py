"""Whose products a load is about: what it shows before, adds, retires, takes and leaves, and what it refuses."""

from __future__ import annotations

import json

import pytest
from brand_files import brand_file, many, sock

from catalog.store import write

SHOP = ("testrunner-run-sock", "testrunner-twin-sock")


@pytest.fixture
def ids(shop):
    """The ids of all products, or of those of one collection."""

    def listed(*collections):
        rows = json.loads(shop("list", "--json").out)
        return sorted(r["product"] for r in rows if not collections or r["collection"] in collections)

    return listed


# --- what would be done -----------------------------------------------------------------------------------------------


def test_a_dry_run_says_everything_and_writes_nothing(shop, ids, tmp_path):
    brand_file(tmp_path, sock("my-a"), sock("my-b"), sock("my-c"))
    shop("load", str(tmp_path), "--collection", "mine")
    before = shop("show", "my-a", "--json").out, ids()
    brand_file(tmp_path, sock("my-a", most="40"), sock("my-b"), sock("my-d", use=""))
    done = shop("load", str(tmp_path), "--collection", "mine", "--dry-run")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Nothing was written. This is what the load would do:",
        "",
        "1 product is new:",
        "  - my-d: Shop Sock my-d (mine.toml)",
        "",
        "1 product changes:",
        "  - my-a: Shop Sock my-a (mine.toml)",
        "      charts: my-a-chart: M: calf_max_girth: 35–39 cm → 35–40 cm",
        "",
        "1 product stays as it is.",
        "",
        "1 product of the collection mine is in none of the files given and is still shown; --sync would take it out:",
        "  - my-c: Shop Sock my-c (mine.toml)",
        "",
        "1 product is shown by no search until somebody says what it is for:",
        "  - my-d: sport or medical? (mine.toml)",
        "Write what each is for into its file where its source says so, for example intended_use = [\"running\"], or decide with `legfit review ID`.",
    ]  # fmt: skip
    assert (shop("show", "my-a", "--json").out, ids()) == before


def test_the_document_of_a_dry_run_has_every_difference(shop, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a"), sock("my-b")), "--collection", "mine")
    file = brand_file(tmp_path, sock("my-a", most="40"))
    document = json.loads(shop("load", file, "--collection", "mine", "--sync", "--dry-run", "--json").out)
    assert (document["written"], document["collections"]) == (False, ["mine"])
    assert [p["id"] for p in document["retired"]] == ["my-b"]
    (changed,) = document["changed"]
    assert changed["fields"] == [
        {"path": ["charts", "my-a-chart", "M", "calf_max_girth"], "before": "35–39 cm", "after": "35–40 cm"}
    ]


def test_the_document_of_a_load_that_was_done_has_them_too(shop, tmp_path):
    offer = 'price = { amount = "20.00 EUR" }\n'
    text = sock("my-a", sku="A-1")
    shop("load", brand_file(tmp_path, text + offer))
    document = json.loads(shop("load", brand_file(tmp_path, sock("my-a", "40", sku="A-1")), "--json").out)
    assert document["written"] is True
    (changed,) = document["changed"]
    assert [(c["path"], c["before"], c["after"]) for c in changed["fields"]] == [
        (["charts", "my-a-chart", "M", "calf_max_girth"], "35–39 cm", "35–40 cm"),
        (["variants", "A-1", "price"], "20.00 EUR", ""),
    ]


def test_as_rows_a_difference_is_a_row(shop, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a")))
    done = shop("load", brand_file(tmp_path, sock("my-a", most="40")), "--dry-run", "--format", "csv")
    header, row, *_ = done.out.splitlines()
    assert header == "product,name,file,collection,action,field,before,after"
    assert row == "my-a,Shop Sock my-a,mine.toml,own,changed,charts: my-a-chart: M: calf_max_girth,35–39 cm,35–40 cm"


# --- what is retired, and what is left -------------------------------------------------------------------------------


def test_a_product_that_left_its_file_keeps_answering_and_that_is_said(shop, ids, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a"), sock("my-b")), "--collection", "mine")
    done = shop("load", brand_file(tmp_path, sock("my-a")), "--collection", "mine")
    assert done.err.splitlines() == [
        "1 product of the collection mine is in none of the files given. It is still shown until you load all your "
        "files with --sync, or run `legfit remove ID`.",
        "Gone from a file that was given: my-b.",
    ]
    assert "my-b" in ids()


def test_sync_retires_what_is_its_own_alone_and_names_it(shop, ids, tmp_path):
    shop("load", many(tmp_path, 6), "--collection", "mine")
    done = shop("load", many(tmp_path, 4), "--collection", "mine", "--sync")
    assert done.code == 0
    assert done.err.splitlines() == [
        "2 products were taken out, because they are in none of the files given:",
        "  - my-4: Shop Sock my-4 (mine.toml)",
        "  - my-5: Shop Sock my-5 (mine.toml)",
    ]
    assert ids("mine") == ["my-0", "my-1", "my-2", "my-3"]
    assert set(SHOP) <= set(ids("own"))


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["table", "json"])
def test_above_five_nobody_can_be_asked_without_a_terminal(shop, ids, tmp_path, form):
    shop("load", many(tmp_path, 7), "--collection", "mine")
    done = shop("load", many(tmp_path, 1), "--collection", "mine", "--sync", *form)
    assert done.code == 2
    lines = done.err.splitlines()
    assert lines[0] == "6 products will be taken out, because they are in none of the files given:"
    assert [line.split(":")[0] for line in lines[1:7]] == [f"  - my-{n}" for n in range(1, 7)]
    assert lines[7] == (
        "legfit: --sync: expected a yes to taking out 6 products. Nothing was written. Look at them above, then add "
        "--yes; `--dry-run` shows everything that would be done."
    )
    assert bool(done.out) is bool(form)
    assert len(ids("mine")) == 7


def test_with_yes_they_are_retired(shop, ids, tmp_path):
    shop("load", many(tmp_path, 7), "--collection", "mine")
    done = shop("load", many(tmp_path, 1), "--collection", "mine", "--sync", "--yes")
    assert done.code == 0
    assert ids("mine") == ["my-0"]
    assert done.err.count("\n  - my-") == 6


@pytest.mark.parametrize(
    "moment", [pytest.param("_write", id="while it writes"), pytest.param("drop_outdated", id="at its end")]
)
def test_stopped_in_the_middle_it_leaves_everything_as_it_was(shop, ids, tmp_path, monkeypatch, moment):
    shop("load", many(tmp_path, 3), "--collection", "mine")
    before = ids(), shop("show", "my-0", "--json").out
    really = getattr(write, moment)

    def stopped(*arguments):
        really(*arguments)
        raise KeyboardInterrupt

    file = brand_file(tmp_path, sock("my-0", most="41"), sock("my-9"))
    with monkeypatch.context() as patched:
        patched.setattr(write, moment, stopped)
        done = shop("load", file, "--collection", "mine", "--sync", "--yes")
    assert (done.code, done.out) == (130, "")
    assert (ids(), shop("show", "my-0", "--json").out) == before


# --- what another collection has -------------------------------------------------------------------------------------


def test_an_id_of_another_collection_is_refused_with_its_owner(shop, ids, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a")), "--collection", "mine")
    done = shop("load", brand_file(tmp_path, sock("my-a", most="40"), name="yours.toml"), "--collection", "yours")
    assert done.code == 4
    assert "my-a" in done.err
    assert "collection mine" in done.err
    assert ids("yours") == []


def test_it_moves_here_with_take(shop, ids, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a")), "--collection", "mine")
    done = shop("load", brand_file(tmp_path, sock("my-a"), name="yours.toml"), "--collection", "yours", "--take")
    assert done.code == 0
    assert done.err.splitlines() == ["1 product moves from the collection mine (mine.toml) to yours: my-a."]
    assert (ids("mine"), ids("yours")) == ([], ["my-a"])


def test_it_moves_from_file_to_file_of_its_collection_with_take(shop, ids, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a")), "--collection", "mine")
    done = shop("load", brand_file(tmp_path, sock("my-a"), name="other.toml"), "--collection", "mine", "--take")
    assert (done.code, ids("mine")) == (0, ["my-a"])
    assert done.err.splitlines() == ["1 product now comes from another file than mine.toml: my-a."]


@pytest.mark.parametrize("take", [(), ("--take",)], ids=["as it is", "with --take"])
def test_a_sku_of_another_product_is_refused_with_its_owner(shop, ids, tmp_path, take):
    shop("load", brand_file(tmp_path, sock("my-a", sku="A-1")), "--collection", "mine")
    file = brand_file(tmp_path, sock("my-b", sku="A-1"), name="yours.toml")
    done = shop("load", file, "--collection", "yours", *take)
    assert done.code == 4
    assert "A-1" in done.err
    assert "my-a" in done.err
    assert ids("yours") == []


def test_every_problem_of_ids_numbers_and_charts_is_told_at_once(shop, ids, tmp_path):
    shop("load", brand_file(tmp_path, sock("my-a", sku="A-1"), sock("my-c")), "--collection", "mine")
    file = brand_file(tmp_path, sock("my-b", sku="A-1"), sock("my-c"), sock("my-d", most="999"), name="yours.toml")
    done = shop("load", file, "--collection", "yours")
    assert (done.code, done.out) == (4, "")
    assert [line.split(": read")[0] for line in done.err.splitlines()] == [
        "legfit: yours.toml: product my-c: id",
        "legfit: yours.toml: product my-b: variant A-1: sku",
        "legfit: yours.toml: product my-d: chart my-d-chart: size M: calf_max_girth",
    ]
    assert ids("yours") == []


# --- options that do not go together ----------------------------------------------------------------------------------

TOGETHER = {
    "no path": ((), ["path: expected a value for PATH. `legfit load --help` shows how."]),
    "shipped with a path": (
        ("mine.toml", "--shipped"),
        ["--shipped: expected either --shipped or PATH. --shipped loads the files that came with the program, into the collection shipped."],
    ),
    "shipped with a collection and take": (
        ("--shipped", "--collection", "mine", "--take"),
        ["--shipped: expected either --shipped or --collection. --shipped loads the files that came with the program, into the collection shipped.",
         "--shipped: expected either --shipped or --take. --shipped loads the files that came with the program, into the collection shipped."],
    ),
    "yes without sync": (
        ("mine.toml", "--yes"), ["--yes: expected --sync beside it. --yes agrees to what --sync takes out."],
    ),
    "a collection that is no name": (
        ("mine.toml", "--collection", "My Shop"),
        ["--collection: read 'My Shop', expected a name of up to 40 small letters, digits and hyphens that begins with a letter or digit."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "lines"), TOGETHER.values(), ids=TOGETHER)
def test_options_that_do_not_go_together_are_refused_in_words(shop, ids, arguments, lines):
    before = ids()
    done = shop("load", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [f"legfit: {line}" for line in lines]
    assert ids() == before
