"""A table of people in, their sizes out: what a search says of each, whatever library the table comes from."""

from __future__ import annotations

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from batch_people import people
from msgspec.structs import replace

from benchmarks.catalogs import made
from catalog.batch.columns import batch_columns
from catalog.batch.run import BatchJob
from catalog.batch.sized_rows import COLUMNS
from catalog.batch.sizes import BatchQuestion, BatchSizes, sizes_of
from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Garment
from catalog.model.question import Filters, Prefer
from catalog.search.find import Page
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer, answer_about, products_named, to_confirm

POLICY, TODAY = shipped_policy(), "2026-11-27"
SOCKS = BatchQuestion(garment=Garment.SOCK, best=3)


@pytest.fixture(scope="module")
def catalog():
    return load_catalog(made(153, "seed").snapshot())


def document_of(row):
    """The question of a row, as it goes over HTTP."""
    sides = {
        side: f"{row[f'calf_max_girth_{side}_cm']} cm" for side in ("left", "right") if row[f"calf_max_girth_{side}_cm"]
    }
    both = row["calf_max_girth_cm"]
    legs = {
        "calf_max_girth": sides or (f"{both} cm" if both else None),
        "ankle_min_girth": row["ankle_min_girth_mm"] and f"{row['ankle_min_girth_mm']} mm",
    }
    if len(sides) == 1 and both:
        legs["calf_max_girth"] = {side: sides.get(side, f"{both} cm") for side in ("left", "right")}
    body = {
        "height": row["height_in"] and f"{row['height_in']} in",
        "weight": row["weight_kg"] and f"{row['weight_kg']} kg",
    }
    document = {
        "garment": "any",
        "legs": {k: v for k, v in legs.items() if v},
        "body": {k: v for k, v in body.items() if v},
    }
    return document | ({"shoe": f"EU {row['shoe_eu']}"} if row["shoe_eu"] else {})


def question_of(row, **fields):
    """The question as it is read at every door; None where it is refused or asked about again."""
    try:
        question = parse_question(document_of(row), POLICY)
        return None if to_confirm(question, POLICY) else replace(question, **fields)
    except BadInput:
        return None


def entries(table):
    by_person = {}
    for row in table.to_pylist():
        by_person.setdefault(row["person"], []).append(row)
    return by_person


def sizes_in(rows):
    return [(r["product"], r["outcome"], r["size"], r["also"], r["certainty"], r["confidence"]) for r in rows]


def expected(product, size):
    also, sure = ";".join(size.also) or None, size.certainty and str(size.certainty)
    likely = None if size.confidence is None else pytest.approx(size.confidence, abs=1e-4)
    return product.id, str(size.outcome), size.size, also, sure, likely


@pytest.mark.parametrize("prefer", [None, Prefer.FIRMER])
def test_everybody_gets_the_best_of_their_search(catalog, prefer):
    rows = people(150, 3)
    question = replace(SOCKS, prefer=prefer)
    by_person = entries(sizes_of(pa.Table.from_pylist(rows), catalog, question, today=TODAY))
    assert list(by_person) == [row["id"] for row in rows]
    refused = 0
    for row in rows:
        one = question_of(row, garment=Garment.SOCK, prefer=prefer)
        got = by_person[row["id"]]
        if one is None:
            refused += 1
            assert [(r["outcome"], r["size"]) for r in got] == [("not_read", None)]
            continue
        whole = answer(catalog, one, POLICY, Page(3, 0, 0), today=TODAY)
        matches = whole.matches
        assert [r["place"] for r in got] == ([*range(1, len(matches) + 1)] or [None])
        assert sizes_in(got) == [expected(m.product, m.size) for m in matches] or (
            not matches and got[0]["outcome"] == ("no_match" if whole.counts.compared else "not_compared")
        )
    assert 0 < refused < len(rows) / 2


def test_named_products_say_what_they_say_over_http_and_what_is_left_out_gets_no_size(catalog):
    kinds = {c.product.id: c.gates.medical.outcome.value for c in catalog.index.candidates}
    ids = [id for id, medical in kinds.items() if medical == "pass"][:12]
    medical, unsure = (next(id for id, m in kinds.items() if m == outcome) for outcome in ("fail", "unknown"))
    rows, products = people(40, 8), (*ids, medical, unsure)
    by_person = entries(sizes_of(pa.Table.from_pylist(rows), catalog, BatchQuestion(products), today=TODAY))
    for row in rows:
        one, got = question_of(row), by_person[row["id"]]
        if one is None:
            continue
        whole = answer_about(catalog, one, POLICY, products_named(catalog, products), TODAY)
        said = {e.product.id: expected(e.product, e.size) for e in (*whole.matches, *whole.misses)}
        assert [r["product"] for r in got] == list(products)
        assert sizes_in(r for r in got if r["outcome"] != "left_out") == [said[id] for id in products if id in said]
        assert {(r["product"], r["size"], r["reasons"]) for r in got if r["outcome"] == "left_out"} == {
            (medical, None, "medical"), (unsure, None, "held_back"),
        }  # fmt: skip


def test_charts_are_as_old_as_today_unless_another_day_is_said(catalog, monkeypatch):
    monkeypatch.setattr("catalog.batch.sizes.this_day", lambda: TODAY)
    table = pa.Table.from_pylist(people(30, 3))
    as_today = sizes_of(table, catalog, SOCKS)
    assert as_today.equals(sizes_of(table, catalog, SOCKS, today=TODAY))
    assert not as_today.equals(sizes_of(table, catalog, SOCKS, today=""))


def test_the_distance_to_an_edge_is_told_only_where_it_is_asked_for(catalog):
    rows = people(60, 12)
    table, seen = pa.Table.from_pylist(rows), 0
    assert "edge_mm" not in sizes_of(table, catalog, SOCKS, today=TODAY).column_names
    by_person = entries(sizes_of(table, catalog, replace(SOCKS, with_distance=True), today=TODAY))
    for row in rows:
        one, got = question_of(row, garment=Garment.SOCK), by_person[row["id"]]
        if one is None:
            assert [r["edge_mm"] for r in got] == [None]
            continue
        for entry, match in zip(got, answer(catalog, one, POLICY, Page(3, 0, 0), today=TODAY).matches, strict=False):
            on_tape = [f.to_edge for f in match.size.points if f.point.is_girth and f.to_edge is not None]
            assert entry["edge_mm"] == (min(on_tape) / 1000 if on_tape else None)
            seen += bool(on_tape)
    assert seen > 40


def test_with_the_word_of_a_person_unusual_measures_count(catalog):
    table = pa.table({"id": ["a"], "calf_max_girth_cm": [24.6], "ankle_min_girth_cm": [22.0]})
    usual = sizes_of(table, catalog, SOCKS).to_pylist()
    assert [(r["outcome"], r["reasons"]) for r in usual] == [("not_read", usual[0]["reasons"])]
    assert "legs.calf_max_girth" in usual[0]["reasons"]
    assert {r["outcome"] for r in sizes_of(table, catalog, replace(SOCKS, confirmed=True)).to_pylist()} != {"not_read"}


def test_faults_of_a_row_stand_in_the_order_of_measures_whatever_that_of_the_columns(catalog):
    row = {"weight_kg": 180, "thigh_girth_cm": 88, "calf_max_girth_cm": 56, "height_cm": 212, "ankle_min_girth_cm": 33}
    for names in (list(row), list(row)[::-1]):
        table = pa.Table.from_pylist([{"id": "a"} | {name: row[name] for name in names}])
        (fault,) = sizes_of(table, catalog, SOCKS).to_pylist()
        fields = [text.split(":")[0] for text in fault["reasons"].split(";")]
        assert fields == [
            "legs.ankle_min_girth",
            "legs.calf_max_girth",
            "legs.thigh_girth",
            "body.height",
            "body.weight",
        ]


def test_duckdb(catalog):
    """A query of DuckDB gives the people, and one more counts who takes which size."""
    connection = duckdb.connect()
    people_in_duckdb = connection.sql(
        "select 'p' || i as id, 30 + i / 10 as wade from range(120) as t(i)"
    ).to_arrow_table()
    sizes = sizes_of(people_in_duckdb, catalog, SOCKS, ["calf_max_girth=wade:cm"])
    first = connection.sql("select size, count(*) from sizes where place = 1 group by size order by size").fetchall()
    assert sum(count for _, count in first) == len({r["person"] for r in sizes.to_pylist() if r["size"]})
    connection.close()


def test_polars(catalog):
    """A frame of Polars is a table of Arrow without a copy, and takes the result back."""
    frame = pl.DataFrame({"id": ["a", "b"], "calf_max_girth_cm": [36.5, 33.0]})
    sizes = pl.from_arrow(sizes_of(frame.to_arrow(), catalog, SOCKS))
    assert sizes.columns == ["person", *COLUMNS]
    assert sizes.filter(pl.col("place") == 1)["person"].to_list() == ["a", "b"]


def test_a_brand_alone(catalog):
    brand = "CEP"
    question = replace(SOCKS, filters=Filters(brands=(brand,)), best=50)
    table = pa.table({"calf_max_girth_cm": [34.0, 36.5, 39.0]})
    brands = {p.id: p.brand for p in catalog.products}
    ids = [r["product"] for r in sizes_of(table, catalog, question).to_pylist() if r["product"]]
    assert {brands[id] for id in ids} == {brand}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param([], ["calf_max_girth.left calf_max_girth_left_cm", "height height_cm", "shoe_eu shoe_eu"], id="by their names"),
        pytest.param(
            ["ankle_min_girth=wade:cm"],
            ["ankle_min_girth wade", "calf_max_girth.left calf_max_girth_left_cm", "height height_cm", "shoe_eu shoe_eu"],
            id="a typed one and the others by their names",
        ),
        pytest.param(
            ["calf_max_girth=wade:cm", "shoe_uk=uk"], ["calf_max_girth wade", "shoe_uk uk", "height height_cm"],
            id="a typed measure is not looked for by name",
        ),
        pytest.param(
            ["ankle_min_girth=height_cm:cm"],
            ["ankle_min_girth height_cm", "calf_max_girth.left calf_max_girth_left_cm", "shoe_eu shoe_eu"],
            id="a typed column is that measure alone",
        ),
        pytest.param(["height=-", "shoe_eu=-"], ["calf_max_girth.left calf_max_girth_left_cm"], id="measures that are not to be read"),
    ],
)  # fmt: skip
def test_typed_columns_are_taken_beside_those_named_like_a_measure(typed, read):
    columns = batch_columns(["wade", "uk", "calf_max_girth_left_cm", "height_cm", "shoe_eu"], typed)
    assert [f"{m.point.value}{m.side and '.'}{m.side} {m.name}" for m in columns.measures] == read


def test_parts_are_of_another_day_only_where_more_charts_have_become_old(catalog, tmp_path):
    (tmp_path / "people.csv").write_text("calf_max_girth_cm\n36.5\n", "utf-8")
    columns = batch_columns(["calf_max_girth_cm"])

    def mark(question, today):
        sizes = BatchSizes(catalog, question, today=today)
        return BatchJob(tmp_path / "people.csv", columns, sizes, tmp_path / "parts", "seed").fingerprint

    assert mark(SOCKS, "2020-11-27") == mark(SOCKS, "2020-11-28") != mark(SOCKS, "2026-11-27")
    named = BatchQuestion(("cep-run-socks-tall-4-0",))
    assert mark(named, "2020-11-27") == mark(named, "2026-11-27")


@pytest.mark.parametrize(
    ("columns", "typed", "key", "fields"),
    [
        pytest.param(["wade"], ["calf_max_girth=wade"], "", ["--column"], id="no unit"),
        pytest.param(["wade"], ["calf_max_girth=calf:cm"], "", ["--column"], id="no such column"),
        pytest.param(["wade"], ["calf=wade:cm"], "", ["--column"], id="no such measure"),
        pytest.param(["wade"], ["calf_max_girth=wade:kg"], "", ["--column"], id="a unit of something else"),
        pytest.param(["h"], ["height.left=h:cm"], "", ["--column"], id="a side of what has none"),
        pytest.param(["wade"], [], "", ["--column"], id="no column that is a measure"),
        pytest.param(
            ["calf_max_girth", "height_cm", "weight"], [], "", ["--column", "--column"], id="named, without a unit"
        ),
        pytest.param(
            ["wade", "weight"],
            ["calf_max_girth=wade:cm"],
            "",
            ["--column"],
            id="named without a unit, beside one that is typed",
        ),
        pytest.param(["wade"], ["calf_max_girth.left=-"], "", ["--column"], id="one side that is not to be read"),
        pytest.param(["a_cm"], ["calf_max_girth=a_cm", "calf_max_girth=a_cm"], "", ["--column"], id="twice"),
        pytest.param(["wade"], ["wade", "calf=wade:cm"], "who", ["--column", "--column", "--key"], id="all at once"),
    ],
)
def test_columns_that_cannot_be_read_are_all_named(columns, typed, key, fields):
    with pytest.raises(BadInput) as bad:
        batch_columns(columns, typed, key)
    assert [p.field for p in bad.value.problems] == fields


def test_who_has_no_measure_is_not_taken_for_one_whom_nothing_fits(catalog):
    table = pa.table({"calf_max_girth_cm": [None, 51.9], "height_cm": [178.0, 178.0]})
    one = BatchSizes(catalog, replace(SOCKS, confirmed=True)).of(table, batch_columns(table.column_names))
    assert one.table.column("outcome").to_pylist() == ["not_compared", "no_match"]
    assert one.outcomes == {"not_compared": 1, "no_match": 1}


def test_a_table_without_people_has_no_row(catalog):
    table = pa.table({"calf_max_girth_cm": pa.array([], pa.float64())})
    assert sizes_of(table, catalog, SOCKS).num_rows == 0
    with pytest.raises(BadInput):
        BatchSizes(catalog, BatchQuestion(("no-such-product",)))
