"""Lines that were typed as a size chart: which are read, and which stay prose, the same from text and from bytes."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from catalog.app.read_chart import read_charts, read_charts_of_text
from catalog.app.typed_chart import hinted_place
from catalog.formats.size_table.heads import read_head
from catalog.formats.size_table.typed import place_word
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import GIRTHS, LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.read_chart import ChartsRead, Corrections, ReadChart

TEXT = (Path(__file__).parents[2] / "cases" / "typed-charts.toml").read_text("utf-8")
CASES = tomllib.loads(TEXT)["case"]


def lines_of(chart: ReadChart) -> list[str]:
    points = dict.fromkeys(p for row in chart.rows for p, _ in row.bands)
    return [
        f"{' '.join(points)} {chart.unit}",
        *(" ".join((row.size, *(b for _, b in row.bands))) for row in chart.rows),
    ]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_typed_lines(case: dict[str, Any]) -> None:
    read = read_charts_of_text(case["text"], shipped_policy())
    expected = [case["chart"], *case.get("others", [])] if "chart" in case else []
    assert [lines_of(chart) for chart in read.charts] == expected
    unread = [f"{u.row} {u.text}: {u.code}" for chart in read.charts for u in chart.unread]
    assert unread == case.get("unread", [])
    assert [p.head for chart in read.charts for p in chart.passed_over] == case.get("not_used", [])
    assert next((chart.title for chart in read.charts if "title" in case), None) == case.get("title")
    assert case.get("audience") in (None, *(chart.audience for chart in read.charts))
    assert hinted_place(read) == case.get("hint")
    assert [table.code for table in read.tables_left_out if not read.charts] == case.get("left_out", [])
    assert read_charts(case["text"].encode(), shipped_policy()) == read


@pytest.mark.parametrize("point", GIRTHS)
def test_the_word_for_a_place_names_that_place(point: LegPoint) -> None:
    assert read_head(place_word(point.value)).point is point


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["chart.left_out", "problem.hint.chart_no_place"])
def test_the_line_that_a_refusal_names_is_read(language: str, key: str) -> None:
    sentence = Messages(language).text(key, {"reason": "no_place"})
    (place,) = re.findall(r"[“„«]\s?([^“”„«»]+?)\s?[”“»]", sentence)
    (chart,) = read_charts_of_text(f"{place}\nM 34-38 cm", shipped_policy()).charts
    assert lines_of(chart) == ["calf_max_girth cm", "M 34-38"]


def said_again(read: ChartsRead) -> Corrections:
    """What a page sends where nobody changed the fields of its unread cells."""
    return Corrections({(u.table or c.table, u.row, u.column): u.text for c in read.charts for u in c.unread})


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES if "unread" in case])
def test_a_line_that_is_sent_again_as_it_was_typed_is_no_correction(case: dict[str, Any]) -> None:
    read = read_charts_of_text(case["text"], shipped_policy())
    again = read_charts_of_text(case["text"], shipped_policy(), corrections=said_again(read))
    assert (again.charts, again.corrected) == (read.charts, ())


@pytest.mark.parametrize("line", ["S 30-34 M 34-38 cm", "M 34-38 shoe", "Ankle M 20-22", "men M 34-38"])
def test_a_line_that_is_corrected_as_a_whole_is_read(line: str) -> None:
    text = f"Calf girth\nS 28-33\n{line}"
    corrections = Corrections({(1, 3, 1): "M 34-38"})
    (chart,) = read_charts_of_text(text, shipped_policy(), corrections=corrections).charts
    assert [(row.size, row.band("calf_max_girth")) for row in chart.rows] == [("S", "28-33"), ("M", "34-38")]
    assert chart.unread == ()
