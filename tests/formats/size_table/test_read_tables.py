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
