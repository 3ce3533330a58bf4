"""Size charts out of tables as shops print them: bands, units, twins, and what is not read, to the letter."""

import random
import tomllib
from pathlib import Path

import pytest

from catalog.formats.size_table.gather import tables_of
from catalog.formats.size_table.read import read_tables
from catalog.model.problem import BadInput
from tests.support.table_cases import cases, limits

TEXT = (Path(__file__).parents[2] / "cases" / "size-charts.toml").read_text("utf-8")
CASES = tomllib.loads(TEXT)["case"]
PLAIN = [
    ["Size", "Ankle (cm)", "Calf (cm)"],
    ["S", "18-20", "30-33.5"],
    ["M", "20-22", "34-37.5"],
    ["L", "≥ 22", "38+"],
]


def bands_text(rows):
    return [f"{row.size}: " + ", ".join(f"{point} {band}" for point, band in row.bands) for row in rows]


def chart_lines(chart):
    units = "".join(f" {point}={unit}" for point, unit in chart.units)
    yield f"{chart.audience} {chart.unit}{units} {chart.measures}{' inferred' if chart.unit_inferred else ''}"
    yield from bands_text(chart.rows)
    if chart.twin is not None:
        yield f"twin {chart.twin.unit}"
        yield from bands_text(chart.twin.rows)
    yield from (f"? {u.row}/{u.column} {u.size} {u.point} {u.code} {u.text}" for u in chart.unread)
    yield from (f"past {p.column} {p.code} {p.head}" for p in chart.passed_over)


def lines_of(text):
    read = read_tables(tables_of(text.encode(), "file"), limits())
    charts = [line for chart in read.charts for line in chart_lines(chart)]
    return [*charts, *(f"left {table.number} {table.code}" for table in read.tables_left_out)]


def html(rows):
    return "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize("case", [pytest.param(c, id=c["name"]) for c in CASES])
def test_a_chart_is_read_as_it_is_printed(case):
    assert lines_of(case["text"]) == case["lines"]


NOT_READ = ["see guide", "ask us", "see guide"]


@pytest.mark.parametrize(
    ("heads", "columns", "keys"),
    [
        pytest.param(["Ankle (cm)", "Calf (cm)"], [["18-20", "21-23", "24-26"], ["28-32", "33-36", "37-40"]], ("ankle_min_girth", "calf_max_girth"), id="both read"),
        pytest.param(["Ankle (cm)", "Calf (cm)"], [["26-28", "29-33", "34-38"], ["17-19", "20-22", "23-25"]], (), id="heads swapped"),
        pytest.param(["Calf (cm)", "Ankle (cm)"], [["19-21", "22-24", "25-27"], ["28-33", "34-38", "39-44"]], (), id="heads swapped, the calf first"),
        pytest.param(["Ankle (cm)", "Calf (in)"], [["18-20", "21-23", "24-26"], ["28-32", "33-36", "37-40"]], (), id="another unit than printed"),
        pytest.param(["Calf (cm)", "Calf (in)"], [["28-32", "33-36", "37-40"]] * 2, ("calf_max_girth",), id="another unit beside the true one"),
        pytest.param(["Ankle (cm)", "Calf (cm)"], [["18-20", "21-23", "24-26"], NOT_READ], ("ankle_min_girth", "calf_max_girth"), id="a column of words"),
        pytest.param(["Ankle (cm)", "Calf (cm)"], [["18-20", "21-23", "24-26"], ["28-32", *NOT_READ[:2]]], ("ankle_min_girth", "calf_max_girth"), id="most of a column in words"),
        pytest.param(["Ankle (cm)", "Calf (cm)"], [["18-20", "21-23", "24-26"], ["", "", "37-40"]], ("ankle_min_girth",), id="most of a column empty"),
        pytest.param(["Calf (cm)", "EU shoe size"], [["28-32", "33-36", "37-40"], NOT_READ], ("calf_max_girth", "shoe_eu"), id="shoes in words"),
        pytest.param(["EU shoe size", "UK shoe size"], [["36-38", "39-41", "42-44"], NOT_READ], ("shoe_eu",), id="one of two systems in words"),
        pytest.param(["EU", "US Men", "US Women"], [["35-38", "39-42", "43-46"], ["4-6", "6.5-9", "9.5-12"], ["5-7", "7.5-10", "10.5-13"]], ("shoe_eu|shoe_us_men|shoe_us_women",), id="EU beside US"),
        pytest.param(["Ankle (cm)", "Calf (cm)"], [NOT_READ, NOT_READ], (), id="nothing read"),
    ],
)  # fmt: skip
def test_a_chart_goes_by_every_column_that_prints_a_measure_or_by_none(heads, columns, keys):
    rows = [["Size", *heads], *([size, *row] for size, row in zip("SML", zip(*columns, strict=True), strict=True))]
    (chart,) = read_tables(tables_of(html(rows).encode(), "file"), limits()).charts
    assert chart.keyed_by == keys


SAME = {
    "sizes as columns": html(zip(*PLAIN, strict=True)),
    "a column of colours": html([[*row, "black"] for row in PLAIN]),
    "cells left open": html(PLAIN).replace("</td>", "").replace("</tr>", ""),
    "tabs": "\n".join("\t".join(row) for row in PLAIN),
    "Markdown": "\n".join("| " + " | ".join(row) + " |" for row in [PLAIN[0], ["---"] * 3, *PLAIN[1:]]),
    "the head again": html([*PLAIN[:2], PLAIN[0], *PLAIN[2:]]),
    "a row twice": html([*PLAIN, PLAIN[1]]),
    "an empty row": html([*PLAIN[:2], ["", "", ""], *PLAIN[2:]]),
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SAME.items()])
def test_the_same_chart_is_read_however_it_is_written(text):
    lines = [line for line in lines_of(text) if not line.startswith("past")]
    assert lines == lines_of(html(PLAIN))


def damaged(data, randoms):
    damage = bytearray(data)
    for _ in range(randoms.choice([1, 2, 5])):
        at = randoms.randrange(len(damage))
        length = randoms.randrange(40)
        match randoms.randrange(3):
            case 0:
                damage[at] = randoms.randrange(256)
            case 1:
                del damage[at : at + length]
            case _:
                damage[at:at] = damage[at : at + length]
    return bytes(damage)


@pytest.mark.parametrize("path", [pytest.param(p, id=name) for name, p, _ in cases()])
def test_a_damaged_file_is_read_or_refused(path):
    randoms = random.Random(path.name)
    for _ in range(20):
        try:
            read = read_tables(tables_of(damaged(path.read_bytes(), randoms), path.name), limits())
        except BadInput:
            continue
        assert all(chart.rows or chart.unread for chart in read.charts)
