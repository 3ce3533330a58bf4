"""What a load does as a document, and as rows: every product once, every difference as it is printed."""

import json

import pytest
from load_reports import LONG_NOTE, a_report

from catalog.documents.json_text import json_text
from catalog.documents.load import ROW_NAMES, load_document, load_rows


@pytest.fixture(scope="module")
def document():
    return json.loads(json_text(load_document(a_report())))


def test_it_says_whether_it_was_done_and_where_to(document):
    assert (document["written"], document["collections"]) == (False, ["own"])
    assert json.loads(json_text(load_document(a_report(written=True))))["written"] is True


def test_the_counts_are_those_of_the_lists(document):
    assert document["counts"] == {
        "added": 1, "changed": 2, "unchanged": 3, "retired": 0, "left": 2, "held_back": 2,
    }  # fmt: skip
    assert all(len(document[name]) == count for name, count in document["counts"].items())


def test_a_change_is_whole_and_stands_where_a_brand_file_has_it(document):
    first, second = document["changed"]
    assert (first["id"], first["name"], first["file"]) == ("race-sock", "Maker Race Sock", "shop.toml")
    assert first["fields"][0] == {
        "path": ["charts", "race-sock-chart", "M", "calf_max_girth"], "before": "35–38 cm", "after": "35–38.5 cm",
    }  # fmt: skip
    assert first["fields"][-1]["before"] == LONG_NOTE.format("today")
    assert len(second["fields"]) == 15


def test_what_waits_was_taken_or_dropped_is_told_with_its_cause(document):
    assert [(p["id"], p["why"]) for p in document["held_back"]] == [("new-sleeve", "unknown"), ("sock-1", "conflict")]
    assert [(p["id"], p["from_file"], p["from_collection"]) for p in document["taken"]] == [
        ("race-sock", "maker.toml", "shipped")
    ]
    assert document["decisions_dropped"] == [
        {"product": "race-sock", "ruling": "sport", "by": "A. Curator", "on": "2026-10-01"}
    ]
    assert document["left_file"] == ["old-sock"]


@pytest.mark.parametrize(
    ("sync", "action"), [pytest.param(False, "left", id="left"), pytest.param(True, "retired", id="retired")]
)
def test_as_rows_every_product_stands_once_and_each_difference_on_its_own(sync, action):
    rows = list(load_rows(a_report(sync=sync)))
    assert {tuple(row) for row in rows} == {ROW_NAMES}
    by_action = {a: [r["product"] for r in rows if r["action"] == a] for a in ("added", "unchanged", action)}
    assert by_action == {
        "added": ["new-sleeve"], "unchanged": ["sock-0", "sock-1", "sock-2"], action: ["old-sock", "older-sock"],
    }  # fmt: skip
    changes = [(r["product"], r["field"], r["before"], r["after"]) for r in rows if r["action"] == "changed"]
    assert changes[1] == ("race-sock", "charts: race-sock-chart: XL", "", "calf_max_girth 43–46 cm")
    assert len(changes) == 4 + 15
