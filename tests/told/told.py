"""Whole answers as a runner reads them: a shelf of five products, runners, and the lines they get.

`python tests/told/told.py` writes every answer anew; read what changed before you keep it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "support")]

from building import SOURCE, chart, product  # noqa: E402
from load_reports import a_report  # noqa: E402
from pasted_charts import FOR_VEINS, SOCK, every_code  # noqa: E402
from stock_reports import a_stock_report  # noqa: E402

from catalog.app.chart_answer import size_by_chart  # noqa: E402
from catalog.app.read_chart import read_charts_of_text  # noqa: E402
from catalog.commands.repeat import RepeatableCommand, options_of  # noqa: E402
from catalog.documents.question_reader import parse_question  # noqa: E402
from catalog.messages.messages import LANGUAGES, Messages  # noqa: E402
from catalog.model.leg import LegPoint  # noqa: E402
from catalog.model.load_report import LoadReport  # noqa: E402
from catalog.model.policy import shipped_policy  # noqa: E402
from catalog.model.product import (  # noqa: E402
    Claim,
    ClaimKind,
    EvidenceKind,
    Garment,
    Money,
    PointPressure,
    Position,
    PressureFigure,
    PressurePoint,
    Price,
    Product,
)
from catalog.model.quantities import Pressure  # noqa: E402
from catalog.model.read_chart import ChartsRead  # noqa: E402
from catalog.report.advice import checklist_lines, plan_lines, study_lines, whole_advice  # noqa: E402
from catalog.report.chart_drawing import DRAWN  # noqa: E402
from catalog.report.chart_read import chart_head, chart_remarks, chart_size, left_out_lines  # noqa: E402
from catalog.report.lines import Line  # noqa: E402
from catalog.report.load import load_lines, remark_lines  # noqa: E402
from catalog.report.plain import plain_lines  # noqa: E402
from catalog.report.product import drawn_leg, match_reasons  # noqa: E402
from catalog.report.search import Details, after_matches, before_matches  # noqa: E402
from catalog.report.stock import stock_change_lines, stock_remark_lines  # noqa: E402
from catalog.rules.gates import gates_of  # noqa: E402
from catalog.search.advice import AdviceRequest, advice_for, health_checklist, studies_behind, wear_plan_for  # noqa: E402
from catalog.search.catalog_index import Candidate  # noqa: E402
from catalog.search.find import find  # noqa: E402

ANSWERS = HERE / "answers"
POLICY = shipped_policy()
CALF_ONLY = {"S": ("30", "34"), "M": ("34", "38"), "L": ("38", "42")}
CALF_AND_ANKLE = {
    "S": (("30", "34.5"), ("18", "21")),
    "M": (("34.5", "39"), ("21", "24")),
    "L": (("39", "44"), ("24", "27")),
}


def made(id: str, name: str, garment: Garment, *claims: tuple[ClaimKind, str], **fields: Any) -> Product:
    """A product of one brand with what its maker says of it."""
    said = tuple(Claim(kind, text, Position.FEATURES, SOURCE) for kind, text in claims)
    return product(id, name=name, brand="Example", garment=garment, claims=said, **fields)


def falling(ankle: int, calf: int) -> PressureFigure:
    """A pressure that the maker prints at two points, in whole mmHg."""
    points = ((PressurePoint.B, ankle), (PressurePoint.C, calf))
    profile = tuple(PointPressure(p, Pressure(n * 10), Pressure(n * 10), printed=str(n)) for p, n in points)
    return PressureFigure(None, None, "", EvidenceKind.BRAND_STATED, SOURCE, profile)


SHELF = (
    made(
        "race-sock", "Running Race Sock", Garment.SOCK, price=Price(Money(4500, "EUR"), SOURCE),
        chart=chart(CALF_AND_ANKLE, points=(LegPoint.CALF, LegPoint.ANKLE)), pressure=(falling(20, 14),),
    ),
    made(
        "run-sleeve", "Running Sleeve", Garment.CALF_SLEEVE, (ClaimKind.GRADUATED, "Graduated compression"),
        chart=chart(CALF_ONLY), price=Price(Money(3500, "EUR"), SOURCE),
    ),
    made(
        "trail-sock", "Trail Running Sock", Garment.SOCK, (ClaimKind.BREATHABLE, "Breathable mesh"),
        chart=chart(CALF_ONLY),
    ),
    made("tights", "Running Tights", Garment.TIGHTS, chart=chart({"M": ("50", "58")}, points=(LegPoint.THIGH,))),
    made(
        "stocking", "Travel Stocking", Garment.SOCK, (ClaimKind.MEDICAL, "Medical device, prevents thrombosis"),
        chart=chart(CALF_ONLY),
    ),
)  # fmt: skip
CANDIDATES = tuple(Candidate(p, gates_of(p, POLICY)) for p in SHELF)
LEGS = {"calf_max_girth": "36.5 cm", "ankle_min_girth": "22.5 cm"}

SEARCHES: dict[str, dict[str, Any]] = {
    "beginner-before-5k": {
        "legs": LEGS,
        "run": {"distance": "5 km", "intensity": "easy"},
        "runner": {"experience": "beginner"},
    },
    "beginner-5k-race": {"legs": LEGS, "run": {"distance": "5 km", "race": True}, "runner": {"experience": "beginner"}},
    "marathon-swollen-calves": {
        "legs": LEGS,
        "run": {"distance": "42.195 km", "race": True},
        "runner": {"symptoms": ["swelling"], "tested_in_training": True},
    },
    "trail-heat-new-socks": {
        "garment": "sock",
        "legs": LEGS,
        "run": {"distance": "20 km", "surface": "trail", "race": True, "temperature": "29 C"},
        "runner": {"tested_in_training": False},
    },
    "one-warm-calf-after-flight": {
        "legs": LEGS,
        "run": {"rest_day": True},
        "runner": {"travel_hours": 9, "red_flags": ["C2"]},
    },
    "speed-only": {"legs": LEGS, "run": {"distance": "10 km", "intensity": "hard"}, "runner": {"goals": ["speed"]}},
    "unknown-distance": {"legs": LEGS, "run": {"surface": "trail"}},
    "flight-6h": {"legs": LEGS, "run": {"rest_day": True}, "runner": {"travel_hours": 6}},
    "rest-after-marathon": {
        "legs": LEGS,
        "run": {"rest_day": True},
        "runner": {"hours_since_hard": 20, "symptoms": ["soreness"]},
    },
    "sore-shins-and-cramps": {
        "legs": {"calf_max_girth": "37.9 cm"},
        "run": {"distance": "6 km", "intensity": "easy"},
        "runner": {"symptoms": ["shin_mild", "cramps"]},
    },
    "long-run-not-measured": {"run": {"distance": "30 km"}, "runner": {"goals": ["cramps", "injury_prevention"]}},
    "half-marathon-race-nothing-said-of-testing": {"legs": LEGS, "run": {"distance": "21.1 km", "race": True}},
    "health-signs-not-known": {"legs": LEGS, "run": {"distance": "30 km"}, "runner": {"red_flags": "unknown"}},
    "rest-day-with-a-race": {"legs": LEGS, "run": {"rest_day": True, "race": True}},
    "nobody-asked-when": {"legs": LEGS},
    "legs-differ-in-inches": {
        "legs": {
            "calf_max_girth": {"left": "14.5 in", "right": "15 1/2 in"},
            "ankle_min_girth": {"left": "9 in", "right": "9 1/4 in"},
        },
        "measured": "evening",
        "run": {"distance": "13.1 mi"},
        "runner": {"weekly_distance": "60 km", "hours_to_next_hard": 20},
    },
}
"""What is asked of the shelf."""
ALONE: dict[str, dict[str, Any]] = {
    "advice-for-a-beginners-half": {
        "run": {"distance": "21.1 km", "race": True, "temperature": "27 C"},
        "runner": {"experience": "beginner", "symptoms": ["heavy_legs"], "goals": ["speed", "comfort"]},
    },
    "plan-for-a-marathon": {
        "run": {"distance": "42.195 km", "temperature": "5 C"},
        "runner": {"travel_hours": 5, "hours_to_next_hard": 10},
    },
}
"""What is asked without a product: the whole advice with its studies, and the plan."""
LOADS = {
    "load-that-would-be": lambda: [*load_lines(a_report()), *remark_lines(a_report())],
    "load-that-would-retire": lambda: load_lines(a_report(sync=True)),
    "load-that-retired": lambda: [*remark_lines(a_report(written=True, sync=True))],
    "load-of-nothing": lambda: load_lines(LoadReport(collections=("own",))),
}
"""What is said of loads: before they are written, and beside the counts of one that was."""
FEEDS = {
    "feed-that-would-be": lambda: [
        *stock_change_lines(a_stock_report(written=False)), *stock_remark_lines(a_stock_report(written=False))
    ],
    "feed-that-was": lambda: list(stock_remark_lines(a_stock_report(written=True))),
}  # fmt: skip
"""What is said of stock feeds: before they are written, and beside the counts of one that was."""
CHARTS = {
    "chart-every-reason": lambda: charts_lines(every_code()),
    "chart-none": lambda: charts_lines(ChartsRead((), every_code().tables_left_out[:1])),
    "chart-size": lambda: size_lines(SOCK, "33.8 cm"),
    "chart-size-medical": lambda: size_lines(FOR_VEINS, "36 cm"),
}  # fmt: skip
"""What is said of pasted size tables, and of a leg by one."""
TOLD = (*SEARCHES, *ALONE, *LOADS, *FEEDS, *CHARTS)


def told(name: str, language: str) -> list[str]:
    """One whole answer in one language, line by line."""
    if name in (reports := LOADS | FEEDS | CHARTS):
        return plain_lines(reports[name](), Messages(language))
    if name in ALONE:
        return _alone(name, language)
    question = parse_question({"garment": "any", **SEARCHES[name]})
    messages = Messages(language, question.units)
    answer = find(question, CANDIDATES, POLICY)
    again = RepeatableCommand(options_of(question))
    lines = [*before_matches(answer), *match_reasons(answer)]
    lines += after_matches(answer, Details(excluded=True, misses=True), again)
    return plain_lines(lines, messages)


def _alone(name: str, language: str) -> list[str]:
    question = parse_question({"garment": "any", **ALONE[name]})
    messages = Messages(language, question.units)
    if name.startswith("plan"):
        advice = find(question, CANDIDATES, POLICY).advice
        plan = wear_plan_for(question, advice, POLICY) if advice else ()
        return plain_lines([*plan_lines(plan), *checklist_lines(health_checklist(firm=True))], messages)
    advice = advice_for(question, POLICY, AdviceRequest(why=True, sleep=True, months_in_use=5))
    return plain_lines([*whole_advice(advice), *study_lines(studies_behind(advice))], messages)


def charts_lines(charts: ChartsRead) -> list[Line]:
    """What is said of charts beside their figures."""
    lines = [line for n, c in enumerate(charts.charts, 1) for line in (*chart_head(c, n), *chart_remarks(c))]
    return [*lines, *left_out_lines(charts)]


def size_lines(pasted: str, calf: str) -> list[Line]:
    """What a pasted chart says of a calf, with its drawing."""
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": calf}})
    answered = size_by_chart(read_charts_of_text(pasted, POLICY), None, question, POLICY, "2026-11-27")
    again = RepeatableCommand(options_of(question))
    entry = answered.answer.entries[0]
    report = chart_size(answered.answer, answered.chart, answered.number, again)
    return [*report, *drawn_leg(entry, question, DRAWN)]


def path_of(name: str, language: str) -> Path:
    """Where an answer is kept."""
    return ANSWERS / f"{name}.{language}.txt"


def text(name: str, language: str) -> str:
    """One whole answer as it is kept."""
    return "\n".join(told(name, language)) + "\n"


def main() -> None:
    """Every answer written anew."""
    ANSWERS.mkdir(exist_ok=True)
    for name in TOLD:
        for language in LANGUAGES:
            path_of(name, language).write_text(text(name, language), "utf-8")


if __name__ == "__main__":
    main()
