"""The size chart of the widget as nodes, without a service: each range as printed, and in the other unit where there is one."""

from __future__ import annotations

from typing import Any

import pytest
from building import chart

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import LegPoint
from catalog.web.page.widget_chart import chart_nodes

CALF, HEIGHT, WEIGHT, SHOE = LegPoint.CALF, LegPoint.HEIGHT, LegPoint.WEIGHT, LegPoint.SHOE_EU


def nodes_of(spec: Any) -> list[Any]:
    """A node and every node in it, each before its children."""
    return [spec, *(n for child in spec[2:] if isinstance(child, list) for n in nodes_of(child))]


def text_of(spec: Any) -> str:
    """The text of a node; what stands in a line of its own is behind a bar."""
    if isinstance(spec, str):
        return spec
    return "".join(f"|{text_of(child)}" if child[0] == "p" else text_of(child) for child in spec[2:])


def rows_of(made: Any, messages: Messages | None = None) -> list[list[str]]:
    (spec,) = chart_nodes(made, messages or Messages("en"))
    return [[text_of(cell) for cell in n[2:]] for n in nodes_of(spec) if n[0] == "tr"]


CHARTS = [
    pytest.param(chart({"M": ("34", "38")}), ["34–38 cm|13.39–14.96 in"], id="in cm"),
    pytest.param(chart({"M": ("340", "380")}, unit="mm"), ["340–380 mm|13.39–14.96 in"], id="in mm"),
    pytest.param(chart({"M": ("13.5", "15")}, unit="in"), ["13.5–15 in|34.3–38.1 cm"], id="in inch"),
    pytest.param(chart({"M": (None, "38")}), ["≤ 38 cm|≤ 14.96 in"], id="open at one end"),
    pytest.param(chart({"M": (None, None)}), ["*"], id="everything"),
    pytest.param(chart({"M": (("170", "180"), ("60", "75"))}, (HEIGHT, WEIGHT), ("cm", "kg")),
                 ["170–180 cm|66.93–70.86 in", "60–75 kg|132.3–165.3 lb"], id="height and weight"),
    pytest.param(chart({"M": ("39", "42")}, (SHOE,), ""), ["39–42"], id="a shoe size has one way to be written"),
]  # fmt: skip


@pytest.mark.parametrize(("made", "cells"), CHARTS)
def test_each_range_stands_in_both_units(made: Any, cells: list[str]) -> None:
    assert rows_of(made)[1:] == [["M", *cells]]


def test_a_size_of_several_rows_is_marked_in_each_and_a_chart_without_rows_is_none() -> None:
    (spec,) = chart_nodes(chart({"M": [("30", "34"), ("35", "36")]}), Messages("en"))
    assert [n[1]["data-size"] for n in nodes_of(spec) if "data-size" in n[1]] == ["M", "M"]
    assert chart_nodes(chart({}), Messages("en")) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_and_words_are_those_of_the_language(language: str) -> None:
    messages = Messages(language)
    head, row = rows_of(chart({"M": ("34.5", "38")}), messages)
    assert head == [messages.text("widget.size_column"), messages.point(CALF)]
    assert row == ["M", messages.number("34.5–38 cm|13.59–14.96 in")]


@pytest.mark.parametrize(
    ("made", "is_said"),
    [
        pytest.param(chart({"M": ("34", "38")}), True, id="converted"),
        pytest.param(chart({"M": ("39", "42")}, (SHOE,), ""), False, id="nothing to convert"),
    ],
)
def test_that_figures_are_converted_is_said_where_they_are(made: Any, is_said: bool) -> None:
    (spec,) = chart_nodes(made, Messages("en"))
    assert ("As printed, and below it converted and rounded inward." in text_of(spec)) == is_said
