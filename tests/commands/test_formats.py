"""Every listing in every format, read back by a reader that is not ours."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

LISTINGS = {
    "search": ("search", "--garment", "sock", "--calf", "36.5 cm"),
    "list": ("list",),
    "show": ("show", "testrunner-run-sock"),
    "review": ("review",),
    "config": ("config",),
}
OK = (0, 6)


@pytest.mark.parametrize("name", LISTINGS)
def test_csv_and_tsv_read_back_and_agree_with_json(shop, name):
    columns = ",".join(next(csv.reader(io.StringIO(shop(*LISTINGS[name], "--format", "csv").out))))
    rows = json.loads(shop(*LISTINGS[name], "--format", "json", "--columns", columns).out)
    for form, comma in (("csv", ","), ("tsv", "\t")):
        read = list(csv.DictReader(io.StringIO(shop(*LISTINGS[name], "--format", form).out), delimiter=comma))
        assert len(read) == len(rows) > 0
        assert list(read[0]) == list(rows[0]) == columns.split(",")
        for one, other in zip(read, rows, strict=True):
            assert one.keys() == other.keys()
            assert all(
                one[k] == str(v)
                for k, v in other.items()
                if isinstance(v, str) and not v.startswith(("=", "+", "-", "@"))
            )


@pytest.mark.parametrize("name", LISTINGS)
def test_jsonl_has_one_document_a_line(shop, name):
    done = shop(*LISTINGS[name], "--format", "jsonl")
    assert done.code in OK
    assert all(isinstance(json.loads(line), dict) for line in done.out.splitlines())


@pytest.mark.parametrize("name", LISTINGS)
def test_markdown_has_as_many_bars_in_every_row(shop, name):
    lines = shop(*LISTINGS[name], "--format", "md").out.splitlines()
    assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    assert set(lines[1]) <= set("|- ")


@pytest.mark.parametrize("name", LISTINGS)
def test_a_table_in_a_pipe_is_one_line_a_row_without_escapes(shop, name):
    out = shop(*LISTINGS[name]).out
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_columns_come_in_the_order_asked_for(shop):
    out = shop("list", "--columns", "brand,id", "--format", "csv", "--limit", "1").out
    assert out == "brand,product\nTestrunner,testrunner-clinic-stocking\n"


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        pytest.param(
            "sizes",
            [
                "testrunner-clinic-stocking",
                "testrunner-plain-sock",
                "testrunner-small-sock",
                "testrunner-twin-sock",
                "testrunner-run-sock",
            ],
            id="numbers",
        ),
        pytest.param(
            "-name",
            [
                "testrunner-twin-sock",
                "testrunner-small-sock",
                "testrunner-run-sock",
                "testrunner-plain-sock",
                "testrunner-clinic-stocking",
            ],
            id="names, the other way round",
        ),
    ],
)
def test_sorting(shop, sort, ids):
    assert [r["product"] for r in json.loads(shop("list", "--sort", sort, "--json").out)] == ids


def test_beside_a_file_what_was_left_out_goes_to_stderr(shop):
    done = shop(*LISTINGS["search"], "--format", "csv")
    assert "Why so few: only 2 of 5 socks could be compared. Left out:" in done.err
    assert "Left out" not in done.out
    assert shop(*LISTINGS["search"], "--format", "csv", "--quiet").err == ""


def test_a_spreadsheet_never_gets_a_formula(shop, tmp_path):
    from catalog.commands.terminal.output import cell

    assert [cell(v) for v in ("=1+1", "+1", "-x", "@a", "ok", -2, 0.5)] == [
        "'=1+1",
        "'+1",
        "'-x",
        "'@a",
        "ok",
        "-2",
        "0.5",
    ]


def test_every_problem_of_every_option_at_once(shop):
    done = shop(
        "search", "--garment", "sok", "--calf", "36.5", "--for", "marathn", "--lang", "xx", "--limit", "a", "--columns", "brnd",
        "--profile", "nobody", "--format", "jsno", "--json",
    )  # fmt: skip
    assert done.code == 2
    told = {e["field"]: f"{e['hint']} {e.get('suggestion', '')}" for e in json.loads(done.out)["errors"]}
    assert set(told) == {"--garment", "--calf", "--for", "--lang", "--limit", "--columns", "--profile", "--format"}
    assert "sock" in told["--garment"]
    assert "marathon" in told["--for"]
    assert "brand" in told["--columns"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["serch"], "Did you mean “search”?", id="command"),
        pytest.param(
            ["db", "upgrad"],
            "legfit: read 'upgrad', expected one of upgrade, current, check. Did you mean “upgrade”?\n",
            id="command of a group",
        ),
        pytest.param(
            ["serve", "--port", "99999"],
            "--port: read '99999', expected a whole number from 0 to 65535.",
            id="value out of range",
        ),
        pytest.param(["search", "--clf", "36 cm"], "Did you mean “--calf”?", id="option"),
        pytest.param(["size"], "expected a value for PRODUCT", id="missing argument"),
        pytest.param(["size", "testrunner-run-sok", "--calf", "36 cm"], "testrunner-run-sock", id="product"),
        pytest.param(["list", "--brand", "Testruner"], "Did you mean “Testrunner”?", id="brand"),
        pytest.param(["search", "--calf", "14.5 cm"], "14.5 in", id="inches typed as cm"),
        pytest.param(["ask", "--keep", "Anna!"], "--keep: read 'Anna!'", id="no name"),
        pytest.param(["measure", "claf"], "Did you mean “calf”?", id="point"),
    ],
)
def test_what_was_meant_is_named(shop, arguments, said):
    done = shop(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.out == ""


def test_unlikely_measures_are_asked_again_until_confirmed(shop):
    asked = shop("search", "--garment", "sock", "--calf", "21 cm", "--json")
    assert asked.code == 2
    (confirm,) = json.loads(asked.out)["confirm"]
    assert (confirm["field"], confirm["code"]) == ("legs.calf_max_girth", "plausible.unlikely")
    assert "--yes" in asked.err
    assert shop("search", "--garment", "sock", "--calf", "21 cm", "--yes").code == 3


def test_questions_on_lines_are_answered_in_order(shop, tmp_path):
    good = {"garment": "sock", "legs": {"calf_max_girth": "36.5 cm"}}
    lines = [
        json.dumps(good),
        '{"garment": "sok"}',
        "no json",
        json.dumps({**good, "legs": {"calf_max_girth": "21 cm"}}),
        "",
        json.dumps(good),
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(lines))
    done = shop("search", "--question", str(file))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [next(k for k in ("errors", "confirm", "matches") if k in a) for a in answers] == [
        "matches",
        "errors",
        "errors",
        "confirm",
        "matches",
    ]
    assert (
        answers[0] == answers[4] == json.loads(shop("search", "--garment", "sock", "--calf", "36.5 cm", "--json").out)
    )
    assert [a.get("line") for a in answers] == [None, 2, 3, 4, None]
    assert answers[2]["errors"][0]["hint"].startswith("Line 3, column 1: ")
    assert done.err == "Line 5 is blank and was skipped.\n"
    assert done.code == 4
    assert shop("search", "--question", "-", stdin="\n".join(lines)).out == done.out


def test_one_question_over_several_lines_is_one_question(shop):
    text = json.dumps({"garment": "sock", "legs": {"calf_max_girth": "36.5 cm"}}, indent=2)
    assert "matches" in json.loads(shop("search", "--question", "-", "--json", stdin=text).out)


def test_a_document_and_options_do_not_mix(shop):
    done = shop("search", "--question", "-", "--calf", "36 cm", stdin="{}")
    assert done.code == 2
    assert "--calf" in done.err
