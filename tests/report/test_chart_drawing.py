"""The leg drawn on its size chart, to the letter."""

from __future__ import annotations

import pytest
from building import chart

from catalog.documents.question_reader import parse_question
from catalog.messages.messages import Messages
from catalog.model.leg import LegPoint
from catalog.report.chart_drawing import DRAWN, PLAIN, Drawing, leg_on_chart
from catalog.report.lines import Style
from catalog.report.plain import plain_lines

CALF = chart({"S": ("30", "34"), "M": ("34", "38"), "L": ("38", "42")})
BOTH = chart(
    {"S": (("30", "34"), ("18", "21")), "M": (("34", "38"), ("21", "24"))}, points=(LegPoint.CALF, LegPoint.ANKLE)
)
NARROW = Drawing(columns=40)


def drawn(of, how=PLAIN, language="en", size="M", **legs):
    """What is drawn of a leg on a chart."""
    question = parse_question({"garment": "any", "legs": legs})
    return plain_lines(leg_on_chart(of, question, size, how), Messages(language))


@pytest.mark.parametrize(
    ("of", "how", "language", "legs", "lines"),
    [
        pytest.param(CALF, PLAIN, "en", {"calf_max_girth": "36 cm"}, [
            "Your calf girth (36 cm) on the size chart:",
            "  S  30–34 cm    [------------]      :",
            "  M  34–38 cm                 [------o------]",
            "  L  38–42 cm                        :      [------------]",
        ], id="in the middle"),
        pytest.param(CALF, DRAWN, "de", {"calf_max_girth": {"left": "33 cm", "right": "37,5 cm"}}, [
            "Wadenumfang (links 33 cm, rechts 37,5 cm) auf der Größentabelle:",
            "  S  30–34 cm    ├─────────L──┤           ┊",
            "  M  34–38 cm              ┊  ├───────────R─┤",
            "  L  38–42 cm              ┊              ┊ ├────────────┤",
        ], id="a leg each"),
        pytest.param(CALF, NARROW, "en", {"calf_max_girth": "50 cm"}, [
            "Your calf girth (50 cm) on the size chart:",
            "  S  30–34 cm    [-----]               :",
            "  M  34–38 cm          [------]        :",
            "  L  38–42 cm                 [-----]  :",
        ], id="beyond the chart, on a narrow terminal"),
        pytest.param(BOTH, NARROW, "fr", {"ankle_min_girth": "22 cm"}, [
            "Tour de cheville (22 cm) sur le tableau des tailles :",
            "  S  18–21 cm    [---------]  :",
            "  M  21–24 cm              [--o-----]",
        ], id="only what was measured"),
    ],
)  # fmt: skip
def test_to_the_letter(of, how, language, legs, lines):
    assert drawn(of, how, language, **legs) == lines


def test_the_size_to_take_stands_out():
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": "36 cm"}})
    lines = leg_on_chart(CALF, question, "M")
    assert [line.style is Style.PICKED for line in lines] == [False, False, True, False]


@pytest.mark.parametrize("legs", [{}, {"thigh_girth": "56 cm"}], ids=["nothing measured", "another place"])
def test_nothing_is_drawn_where_the_chart_says_nothing_of_the_leg(legs):
    assert drawn(CALF, **legs) == []
