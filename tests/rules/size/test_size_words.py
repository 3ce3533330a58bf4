"""Every reason of the size and guard-rail rules has its sentence in every language, and says what it should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from charts import asking, chart, leg

from catalog.documents.question_reader import parse_question
from catalog.messages.messages import LANGUAGES, Messages, sentences
from catalog.model.policy import shipped_policy
from catalog.model.product import TieRule
from catalog.model.question import MeasuredWhen, Prefer, Sex
from catalog.rules.plausible import check_plausible
from catalog.rules.same_as import judge_same_as
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
PACKAGE = Path(__file__).parents[3] / "catalog"
SOURCES = [
    *(PACKAGE / "rules" / "size").glob("*.py"),
    *(PACKAGE / "geometry").glob("*.py"),
    *(PACKAGE / "rules" / f"{n}.py" for n in ("plausible", "same_as")),
    PACKAGE / "model" / "verdict.py",
]
CODE = re.compile(r'"((?:size|plausible|same_as)\.[a-z_]+)"')
PLAIN = chart("calf", "S: 30-34", "M: 35-38", "L: 39-42", posture="seated")
TWO = chart("calf ankle", "S: 30-34 19-21", "M: 35-38 22-24", priority="ankle")
GRID = chart("height weight", "M: 160-164 50-59", "M: 165-169 50-59", "L: 165-169 60-69")
SHOES = chart("eu", "S: 35-38", "M: 39-42")


def emitted():
    """Every code in the sources; a name that only the policy has is not one."""
    names = {name for path in SOURCES for name in CODE.findall(path.read_text("utf-8"))}
    return names - (set(POLICY.thresholds) - set(sentences("en")))


def test_every_code_has_a_sentence_and_every_sentence_a_code():
    own = {c for c in sentences("en") if c.startswith(("size.", "plausible.", "same_as."))}
    assert own == emitted()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_sentences(language):
    own = {c for c in sentences(language) if c.startswith(("size.", "plausible.", "same_as."))}
    assert own == emitted()


def verdicts():
    """Answers of every kind, so that every sentence is said with the facts that the rules really give."""
    cases = [
        (PLAIN, asking(calf=c, prefer=p, measured=m))
        for c in ("20", "29.8", "30.2", "34.4", "34.5", "36.5", "37.9/38.9", "38.9", "42.4", "44")
        for p in (None, Prefer.FIRMER, Prefer.SOFTER)
        for m in (None, MeasuredWhen.EVENING, MeasuredWhen.AFTER_RUN)
    ]
    cases += [
        (TWO, asking(**t)) for t in ({"calf": "36"}, {"calf": "32", "ankle": "23"}, {"calf": "34.6", "ankle": "20"})
    ]
    cases += [(TWO, asking(height="178", weight=w, sex=Sex.MALE)) for w in ("60", "110")]
    cases += [(GRID, asking(height=h, weight=w)) for h, w in (("164.5", "55"), ("161", "65"), ("180", "55"))]
    cases += [(SHOES, asking(shoe="UK 7")), (SHOES, asking(calf="36")), (SHOES, asking(shoe="EU 39"))]
    cases += [
        (PLAIN, asking(leg(calf=a), leg(calf=b)))
        for a, b in (("33", "36"), ("36", "33"), ("36", "37"), ("36", "50"), ("50", "36"))
    ]
    cases += [(chart("unstated", "S: 5-7"), asking(calf="30")), (None, asking()), (chart("calf"), asking())]
    cases += [
        (chart("calf", "S: 30-34", "M: ?", "L: 38-43"), asking(calf="36")),
        (chart("calf", "S: 30-34", "M: ?", "L: 38-43"), asking(calf="46")),
        (chart("calf", "S: 30-34", "M: ?"), asking(calf="30.2", measured=MeasuredWhen.EVENING)),
        (chart("calf", "S: 30-35", "M: 33-38"), asking(leg(calf="32"), leg(calf="34"))),
        (chart("calf ankle", "S: 30-34 ?"), asking(calf="32")),
        (chart("calf ankle", "S: 30-34 ?", "M: 35-38 20-22"), asking(calf="50")),
    ]
    cases += [
        (chart("calf", "S: 28-31", "M: 34-38"), asking(calf="32.5")),
        (chart("calf", "S: 28-31)"), asking(calf="31")),
    ]
    cases += [(chart("calf", "S: (28-31"), asking(calf="28")), (chart("calf", "S: 28-", "M: 38-"), asking(calf="60"))]
    cases += [(chart("calf", "S: -31", "M: 31-"), asking(calf=c)) for c in ("20", "31", "40")]
    cases += [
        (chart("calf ankle", *rows), asking(calf="32"))
        for rows in (("S: 30-34 -",), ("S: 30-34 19-21", "M: 30-38 20-22", "L: 36-40 20-22"))
    ]
    answers = [judge_size(sized, question, POLICY) for sized, question in cases]
    others = [
        PLAIN,
        chart("ankle", "M: 20-24"),
        chart("calf", "M: 28-40"),
        chart("calf", "L: 50-55"),
        TWO,
        chart("calf ankle", "M: 30-40 20-22"),
        chart("calf ankle", "M: 30-32 20-22"),
    ]
    branded = chart("calf", "S: 30-34", "M: 35-38", tie=TieRule.SMALLER)
    answers += [judge_size(branded, asking(calf="34.4"), POLICY)]
    answers += [judge_size(branded, asking(calf="34.4"), POLICY, sold=frozenset({"S"}))]
    reference = chart("calf", "A: 30-36")
    return answers + [judge_same_as(reference, "A", other, asking(), POLICY) for other in (*others, reference)]


def reasons():
    reasons = [r for v in verdicts() for r in v.reasons]
    unusual = [
        asking(calf="27"),
        asking(calf="20"),
        asking(calf="30", ankle="27"),
        asking(leg(calf="36"), leg(calf="41")),
    ]
    unusual += [asking(leg(calf="38", ankle="22"), leg(calf="36", ankle="23.5"))]
    unusual += [asking(calf="30/45"), asking(calf="30/36/36.2")]
    unusual += [parse_question({"garment": "any", "run": {"distance": "21.1 km", "duration": "4 min"}})]
    return reasons + [r for q in unusual for r in check_plausible(q, POLICY)[1]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("units", ["cm", "in"])
def test_every_reason_can_be_said(language, units):
    messages = Messages(language, units)
    for reason in reasons():
        text = messages.sentence(reason)
        assert text
        assert "{" not in text


def test_the_table_above_says_nearly_everything():
    elsewhere = {"plausible.order", "size.estimate_none", "same_as.partly", "size.girth_is_surer"}
    assert emitted() - {r.code for r in reasons()} <= elsewhere


@pytest.mark.parametrize(
    ("sized", "question", "code", "text"),
    [
        pytest.param(PLAIN, asking(calf="36.5"), "size.inside", "Your calf girth of 36.5 cm is inside size M (35–38 cm).", id="inside"),
        pytest.param(
            PLAIN, asking(calf="36.5"), "size.stays", "Size M is named while your calf girth is from 34.5 cm to 38.5 cm.", id="stays"
        ),
        pytest.param(
            PLAIN, asking(calf="34.4"), "size.between",
            "Your calf girth of 34.4 cm is between size S (to 34 cm) and size M (from 35 cm); S is nearer.", id="between",
        ),
        pytest.param(
            PLAIN, asking(calf="44"), "size.outside", "Your calf girth of 44 cm is 2 cm larger than the chart goes (to 42 cm).", id="outside"
        ),
        pytest.param(
            PLAIN, asking(calf="44"), "size.nearest",
            "The nearest is size L, but your measure is 2 cm too large for it (calf girth). This is information, not a size to buy.", id="nearest",
        ),
        pytest.param(
            TWO, asking(calf="36", ankle="20"), "size.breaks", "Size S is ruled out: your calf girth is 2 cm too large for it (30–34 cm).", id="breaks"
        ),
        pytest.param(
            SHOES, asking(calf="36"), "size.not_by_girth",
            "This chart goes by shoe size only (EU shoe size): a girth cannot decide it.", id="shoes",
        ),
    ],
)  # fmt: skip
def test_to_the_letter(sized, question, code, text):
    verdict = judge_size(sized, question, POLICY)
    texts = [Messages("en", "cm").sentence(r) for r in verdict.reasons if r.code == code]
    assert texts[0] == text
