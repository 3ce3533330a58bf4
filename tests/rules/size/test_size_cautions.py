"""How sure a size is in one word, and what has to be seen beside it."""

from __future__ import annotations

import re
from itertools import product as every

import pytest
from building import SOURCE, product, stocked
from charts import asking, chart, leg
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from policies import with_value

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.cautions import cautions_beside, certainty_reason, percent_text, why_unsure
from catalog.model.policy import shipped_policy
from catalog.model.product import Confidence, Source, TieRule
from catalog.model.question import Legs, MeasuredWhen, Prefer, Question, Side
from catalog.model.source import EXAMPLE_PAGE
from catalog.model.verdict import Certainty, SizeOutcome
from catalog.rules.same_as import judge_same_as
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
CALF = chart("calf", "S: 30-34", "M: 35-38", "L: 39-43")
NEAR = chart("calf", "M: 34-37", "L: 37-41")
LAPPED = chart("calf", "S: 30-36", "M: 34-40", "L: 41-45")
HALVES = chart("calf ankle", "S: 31-35 18-20", "M: 35.5-39 21-23", "L: 39.5-44 24-26")
SHOES = chart("us_w", "S: 5-7", "M: 8-10")
BUILD = chart("height weight", "M: 165-174 50-59", "L: 175-184 60-69")
FEET = chart("foot", "S: 23-24.5", "M: 25-26.5")
EVENING, AFTER_RUN = MeasuredWhen.EVENING, MeasuredWhen.AFTER_RUN


def one_leg(side, **points):
    return Question(None, Legs(((side, leg(**points)),)))


def facts(verdict):
    return {c.code.removeprefix("caution."): dict(c.facts) for c in verdict.cautions}


@pytest.mark.parametrize(
    ("sized", "question", "certainty", "cautions"),
    [
        pytest.param(CALF, asking(calf="36.5"), "sure", {}, id="in the middle"),
        pytest.param(CALF, asking(calf="37.5"), "likely", {"near_edge": {"could": "other", "others": ("L",)}}, id="near an edge"),
        pytest.param(NEAR, asking(calf="36.9"), "toss_up", {"near_edge": {"could": "named", "others": ("L",)}}, id="at an edge"),
        pytest.param(
            LAPPED, asking(calf="33.9", prefer=Prefer.SOFTER), "sure",
            {"near_edge": {"could": "first", "others": ("M",)}}, id="where another size comes first and this one holds on",
        ),
        pytest.param(
            LAPPED, asking(calf="34.1", prefer=Prefer.SOFTER), "toss_up",
            {"near_edge": {"could": "named", "others": ("S",)}}, id="where this size begins and another one holds",
        ),
        pytest.param(
            LAPPED, asking(leg(calf="35.9"), leg(calf="33"), prefer=Prefer.SOFTER), "toss_up",
            {"near_edge": {"could": "left_apart", "others": ("M",), "side": "left"}},
            id="the other leg settles which, and beyond an edge this one needs another",
        ),
        pytest.param(
            LAPPED, asking(leg(calf="33.9"), leg(calf="33"), prefer=Prefer.SOFTER), "sure", {},
            id="the other leg settles which, whatever comes first beyond an edge",
        ),
        pytest.param(CALF, asking(calf="43"), "toss_up", {"near_edge": {"could": "none"}}, id="at the end of the chart"),
        pytest.param(
            HALVES, asking(calf="35.7", ankle="21.1"), "toss_up", {}, id="near an edge where nothing else is possible",
        ),
        pytest.param(HALVES, asking(calf="37", ankle="20.4"), "likely", {"near_edge": {"could": "none"}}, id="one size alone, the ankle in a gap"),
        pytest.param(HALVES, asking(calf="35.2", ankle="22"), "likely", {"near_edge": {"could": "none"}}, id="one size alone, the calf in a gap"),
        pytest.param(CALF, asking(calf="34.3"), "likely", {"near_edge": {"could": "named", "others": ("M",)}}, id="between two sizes"),
        pytest.param(
            CALF, asking(calf="34.3", prefer=Prefer.SOFTER), "likely",
            {"near_edge": {"could": "named", "others": ("S",)}}, id="a wish in a gap",
        ),
        pytest.param(SHOES, asking(shoe="US W 6"), "likely", {"no_girth": None}, id="a shoe size"),
        pytest.param(SHOES, asking(shoe="US W 7.5"), "toss_up", {"no_girth": None}, id="a shoe size between two"),
        pytest.param(BUILD, asking(height="170", weight="55"), "likely", {"no_girth": None}, id="height and weight"),
        pytest.param(FEET, asking(foot="23.8"), "likely", {"no_girth": None}, id="the length of a foot"),
        pytest.param(CALF, asking(calf="36.5/36.6"), "sure", {}, id="two readings that agree"),
        pytest.param(CALF, asking(calf="36.2/36.8"), "sure", {"readings_apart": None}, id="two readings over the limit"),
        pytest.param(CALF, asking(calf="35.5/37.5"), "likely", {"readings_apart": None}, id="two readings far apart"),
        pytest.param(CALF, asking(calf="30/45", confirmed=True), "toss_up", {"near_edge": None, "readings_apart": None}, id="confirmed all the same"),
        pytest.param(CALF, one_leg(Side.LEFT, calf="36.5"), "sure", {"one_leg": {"side": "left"}}, id="only the left leg"),
        pytest.param(CALF, one_leg(Side.RIGHT, calf="36.5"), "sure", {"one_leg": {"side": "right"}}, id="only the right leg"),
        pytest.param(CALF, asking(leg(calf="36.5"), leg(calf="36.4")), "sure", {}, id="both legs"),
        pytest.param(CALF, asking(leg(calf="36.5"), leg(calf="37.9")), "toss_up", {"near_edge": {"could": "right_apart", "others": ("L",), "side": "right"}}, id="one of both legs near an edge"),
        pytest.param(CALF, asking(leg(calf="37.9"), leg(calf="37.9")), "toss_up", {"near_edge": {"could": "named", "others": ("L",)}}, id="both legs near one edge"),
        pytest.param(
            CALF, asking(leg(calf="34.6"), leg(calf="36.5"), prefer=Prefer.FIRMER), "toss_up",
            {"near_edge": {"could": "left_apart", "others": ("S",), "side": "left"}}, id="a leg in a gap that the other one settles",
        ),
        pytest.param(CALF, asking(leg(calf="32"), leg(calf="36.5")), "sure", {}, id="legs that differ, both clear"),
        pytest.param(
            CALF, asking(leg(calf="33.9"), leg(calf="36.5")), "toss_up",
            {"near_edge": {"could": "left_other", "others": ("M",), "side": "left"}}, id="legs that differ, the thinner one unclear",
        ),
        pytest.param(CALF, asking(calf="36.5", measured=EVENING), "sure", {}, id="in the evening, and it changes nothing"),
        pytest.param(
            CALF, asking(calf="38.9", measured=EVENING), "likely",
            {"near_edge": None, "evening": {"when": "evening", "could": "evening_other", "others": ("M",)}}, id="in the evening",
        ),
        pytest.param(
            CALF, asking(calf="30.2", measured=AFTER_RUN), "likely",
            {"near_edge": None, "evening": {"when": "after_run", "could": "after_run_none"}}, id="after a run",
        ),
        pytest.param(CALF, asking(calf="30.2"), "likely", {"near_edge": {"could": "none"}}, id="nobody said when"),
    ],
)  # fmt: skip
def test_what_is_seen_beside_a_size(sized, question, certainty, cautions):
    verdict = judge_size(sized, question, POLICY)
    seen = facts(verdict)
    assert verdict.certainty == certainty
    assert list(seen) == list(cautions)
    assert {code: facts for code, facts in seen.items() if cautions[code] is not None} == {
        code: facts for code, facts in cautions.items() if facts is not None
    }


@pytest.mark.parametrize(
    ("percent", "certainty"),
    [pytest.param("89.9", "likely", id="below"), pytest.param("90", "sure", id="at the threshold")],
)
def test_the_thresholds_are_the_policys(percent, certainty):
    policy = with_value(POLICY, "size.sure_percent", round(84.13 if certainty == "sure" else 85))
    assert judge_size(chart("calf", "M: 30-36"), asking(calf="35.5"), policy).certainty == certainty


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(asking(calf="50"), id="outside"),
        pytest.param(asking(), id="nothing measured"),
        pytest.param(asking(leg(calf="36"), leg(calf="50")), id="one leg outside"),
    ],
)
def test_where_there_is_no_size_there_is_no_certainty(question):
    verdict = judge_size(CALF, question, POLICY)
    assert (verdict.certainty, verdict.cautions) == (None, ())


def test_a_spread_lowers_the_confidence():
    close, apart = (judge_size(CALF, asking(calf=c), POLICY) for c in ("36.5/36.5", "34.5/38.5"))
    alone = judge_size(CALF, asking(calf="36.5"), POLICY)
    assert (close.size, apart.size) == ("M", "M")
    assert apart.confidence < alone.confidence < close.confidence


def test_a_size_of_another_product_is_an_estimate():
    verdict = judge_same_as(chart("calf", "A: 35.5-37"), "A", CALF, asking(), POLICY)
    assert (verdict.size, verdict.certainty) == ("M", Certainty.LIKELY)
    assert facts(verdict) == {"estimated": {}}


# --- the sentence of a certainty ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        pytest.param(judge_size(CALF, asking(calf="36.5"), POLICY), "Sure by this chart: >99 % that size M is right for your leg.", id="sure"),
        pytest.param(judge_size(CALF, asking(calf="37.5"), POLICY), "Likely by this chart: 84 % that size M is right for your leg.", id="likely"),
        pytest.param(judge_size(CALF, asking(calf="38"), POLICY), "Uncertain by this chart: 50 % that size M is right for your leg.", id="a toss-up"),
        pytest.param(judge_size(CALF, asking(calf="34.3"), POLICY), "Likely by this chart: 66 % that a more exact measure would name size S, too. It does not say how well that size fits.", id="between"),
        pytest.param(judge_size(CALF, asking(leg(calf="36.5"), leg(calf="36.5")), POLICY), "Sure by this chart: 99 % that size M is right for both legs.", id="both"),
        pytest.param(judge_size(CALF, asking(leg(calf="32"), leg(calf="36.5")), POLICY), "Sure by this chart: neither leg is likely to need another size.", id="legs differ"),
        pytest.param(judge_size(CALF, asking(leg(calf="34.3"), leg(calf="33")), POLICY), "Uncertain by this chart: 64 % that more exact measures would name size S for both legs, too. It does not say how well that size fits.", id="both, one of them in a gap"),
        pytest.param(judge_size(CALF, asking(leg(calf="34.3"), leg(calf="36.5"), prefer=Prefer.FIRMER), POLICY), "Sure by this chart: neither leg is likely to need another size.", id="legs differ, one in a gap by a wish"),
        pytest.param(
            judge_size(LAPPED, asking(calf="34.8", prefer=Prefer.SOFTER), POLICY),
            "Sure by this chart: more than one size holds your measure, and 95 % that size M holds your leg.", id="two sizes",
        ),
        pytest.param(
            judge_size(LAPPED, asking(leg(calf="34.8"), leg(calf="35"), prefer=Prefer.SOFTER), POLICY),
            "Sure by this chart: more than one size holds your measures, and 92 % that size M holds both legs.", id="two sizes for both",
        ),
        pytest.param(
            judge_size(SHOES, asking(shoe="US W 6"), POLICY),
            "Likely at best: size S was chosen without measuring around your leg.", id="a shoe size",
        ),
        pytest.param(
            judge_same_as(chart("calf", "A: 35.5-37"), "A", CALF, asking(), POLICY),
            "Likely at best: the measure that decides was not taken.", id="a known size",
        ),
    ],
)  # fmt: skip
def test_how_sure_to_the_letter(verdict, text):
    assert Messages("en").sentence(certainty_reason(verdict)) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        pytest.param(None, "", id="none"),
        pytest.param(1.0, ">99 %", id="never 100"),
        pytest.param(0.001, "<1 %", id="never 0"),
        pytest.param(0.876, "88 %", id="whole percent"),
    ],
)
def test_a_share_in_percent(share, text):
    assert percent_text(share) == text


# --- chart and stock ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen_on", "confidence", "today", "causes"),
    [
        pytest.param("2026-11-01", "first_hand", "2026-11-26", (), id="fresh"),
        pytest.param("2024-11-26", "first_hand", "2026-11-26", (), id="two years to the day"),
        pytest.param("2024-11-25", "first_hand", "2026-11-26", ("old",), id="a day more"),
        pytest.param("2012-05", "first_hand", "2026-11-26", ("old",), id="a month long ago"),
        pytest.param("2024-11", "first_hand", "2026-11-26", (), id="a month that may be recent enough"),
        pytest.param("2024", "first_hand", "2026-11-26", (), id="a year that may be"),
        pytest.param("2023", "first_hand", "2026-11-26", ("old",), id="a year that is not"),
        pytest.param("2012-05-01", "first_hand", "", (), id="nobody knows the day"),
        pytest.param("unknown", "first_hand", "2026-11-26", ("undated",), id="undated"),
        pytest.param("unknown", "quoted", "2026-11-26", ("quoted", "undated"), id="quoted and undated"),
        pytest.param("2020-01-01", "low", "2026-11-26", ("low_confidence", "old"), id="weak and old"),
    ],
)
def test_why_a_chart_is_uncertain(seen_on, confidence, today, causes):
    source = Source("https://maker.example/size-chart", seen_on, "text", Confidence(confidence))
    assert why_unsure(replace(CALF, source=source), today, 2) == causes


def test_a_chart_of_the_example_says_so_first():
    source = Source(EXAMPLE_PAGE, "unknown", "text", Confidence.LOW)
    assert why_unsure(replace(CALF, source=source), "2026-11-26", 2) == ("example", "low_confidence", "undated")


def test_a_chart_that_was_loaded_against_an_error_is_uncertain():
    assert why_unsure(replace(CALF, source=SOURCE, forced=True), "2026-11-26", 2) == ("forced",)


def test_a_chart_of_a_sister_product_says_so_before_what_was_overridden():
    source = Source("https://maker.example/size-chart", "unknown", "text", Confidence.QUOTED)
    taken = replace(CALF, source=source, chart_of="ur2-chart", forced=True)
    assert why_unsure(taken, "2026-11-26", 2) == ("quoted", "undated", "taken", "forced")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "This size chart is uncertain (borrowed from a similar product). Compare it with the maker's own before you buy."),
        ("de", "Diese Größentabelle ist unsicher (von einem ähnlichen Produkt übernommen). Vergleichen Sie sie vor dem Kauf mit der des Herstellers."),
        ("fr", "Ce tableau des tailles est incertain (repris d'un produit semblable). Comparez-le avec celui du fabricant avant d'acheter."),
        ("es", "Esta tabla de tallas es dudosa (tomada de un producto parecido). Compárela con la del fabricante antes de comprar."),
    ],
)  # fmt: skip
def test_a_chart_of_a_sister_product_in_words(language, said):
    sold_product = product("a", chart=replace(CALF, source=SOURCE, chart_of="ur2-chart"))
    (caution,) = cautions_beside(sold_product, judge_size(CALF, asking(calf="36.5"), POLICY), "2026-11-26", 2)
    assert Messages(language).sentence(caution) == said


def test_all_causes_of_a_chart_are_one_caution():
    source = Source("https://maker.example/size-chart", "unknown", "text", Confidence.LOW)
    sold_product = product("a", chart=replace(CALF, source=source))
    (caution,) = cautions_beside(sold_product, judge_size(CALF, asking(calf="36.5"), POLICY), "2026-11-26", 2)
    assert Messages("en").sentence(caution) == (
        "This size chart is uncertain (from an unreliable source and without a date). Compare it with the maker's own before you buy."
    )


@pytest.mark.parametrize(
    ("stocks", "sold_out"),
    [
        pytest.param((0,), True, id="none left"),
        pytest.param((0, 0), True, id="in no colour"),
        pytest.param((0, 3), False, id="in one colour"),
        pytest.param((None,), False, id="not known"),
        pytest.param((0, None), False, id="not known of one colour"),
        pytest.param((), False, id="no variants"),
    ],
)
def test_a_size_that_is_sold_out_says_so(stocks, sold_out):
    variants = tuple(stocked(f"m-{n}", "M", stock) for n, stock in enumerate(stocks))
    sold_product = product("a", chart=replace(CALF, source=SOURCE), variants=(stocked("s", "S", 0), *variants))
    cautions = cautions_beside(sold_product, judge_size(CALF, asking(calf="36.5"), POLICY), "2026-11-26", 2)
    assert [c.code for c in cautions] == ["caution.sold_out"] * sold_out


# --- every sentence with every combination of facts ---------------------------------------------------------------------


def judged():
    """Verdicts of every kind: each chart with legs at, beside and between its edges, by every wish and time of day."""
    tapes = (
        "29.8",
        "30",
        "32",
        "34",
        "34.3",
        "34.5",
        "34.8",
        "35.2",
        "36.9",
        "37",
        "38",
        "39.2",
        "43",
        "44",
        "33/34/36",
        "34/38",
    )
    ways = list(every((None, *Prefer), (None, EVENING, AFTER_RUN)))
    branded = [chart("calf", "S: 30-34", "M: 35-38", tie=tie) for tie in TieRule]
    unread = chart("calf", "S: 30-34", "M: ?", "L: 38-43")
    opened = chart("calf", "S: -31", "M: (31-35)", "L: 38-")
    for sized, tape, (prefer, when) in every((CALF, NEAR, *branded, unread, opened), tapes, ways):
        yield judge_size(sized, asking(calf=tape, prefer=prefer, measured=when), POLICY)
        yield judge_size(sized, asking(leg(calf=tape), leg(calf="36.5"), prefer=prefer, measured=when), POLICY)
        yield judge_size(sized, asking(calf=tape, prefer=prefer), POLICY, sold=frozenset({"M"}))
    for side in (Side.LEFT, Side.RIGHT):
        yield judge_size(CALF, one_leg(side, calf="34.3"), POLICY)
    for calf, ankle in every(
        ("30.8", "33", "35.2", "37", "39.3", "44.2"), ("17", "19", "20.4", "20.5", "22", "23.6", "26.2")
    ):
        yield judge_size(HALVES, asking(calf=calf, ankle=ankle), POLICY)
    for height, weight in every(("160", "170", "174.5", "174.7", "180"), ("55", "59.4", "59.5", "59.6", "65", "80")):
        yield judge_size(BUILD, asking(height=height, weight=weight), POLICY)
    for shoe in ("US W 4", "US W 6", "US W 7.5", "EU 40"):
        yield judge_size(SHOES, asking(shoe=shoe), POLICY)
    yield judge_size(chart("unstated", "XS: 5-7", "S: 8-10"), asking(shoe="US 6"), POLICY)
    for reference, other in every(
        ("A: 35.5-37", "A: 33-36", "A: 50-55"), (CALF, HALVES, SHOES, chart("calf", "M: 28-44"))
    ):
        yield judge_same_as(chart("calf", reference), "A", other, asking(), POLICY)


BLANK = re.compile(r"  | [,;)]|[(] |\(\)|: *[,.;]|[{}]|, *,|\b(und|and|et|y) (und|and|et|y)\b|\s$|^\s|, is the other")


def whole(text):
    """Whether a sentence has no gap in it; French sets blanks before some marks."""
    return bool(text) and BLANK.search(text.replace(" ;", ";").replace(" :", ":")) is None


@pytest.fixture(scope="module")
def verdicts():
    return list(dict.fromkeys(judged()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("units", ["cm", "in"])
def test_no_sentence_has_a_blank_in_it(verdicts, language, units):
    messages = Messages(language, units)
    reasons = {r for v in verdicts for r in (*v.reasons, *v.cautions)}
    reasons |= {certainty_reason(v) for v in verdicts if v.size is not None}
    assert all(value != "" and value != () for r in reasons for name, value in r.facts if name != "percent")
    assert [messages.sentence(r) for r in reasons if not whole(messages.sentence(r))] == []


def test_a_sentence_with_a_blank_in_it_is_found():
    for text in (
        "Between two sizes: M first,  is the other.",
        "It could be another size ().",
        "Take  first.",
        "Size {size}.",
        "",
    ):
        assert not whole(text)


def test_between_two_sizes_there_is_always_another(verdicts):
    between = [v for v in verdicts if v.outcome in (SizeOutcome.BETWEEN_SIZES, SizeOutcome.IN_TWO_SIZES)]
    assert between
    assert all(v.also and v.size not in v.also for v in between)


def test_a_size_always_has_a_certainty_and_nothing_else_has(verdicts):
    assert all((v.certainty is not None) is v.outcome.is_match for v in verdicts)


rows = st.lists(
    st.tuples(st.integers(60, 90), st.integers(0, 8), st.integers(36, 56), st.integers(0, 6)), min_size=1, max_size=4
)


@settings(max_examples=150, deadline=None)
@given(rows, st.integers(590, 910), st.integers(350, 570), st.sampled_from([None, *Prefer]))
def test_whatever_the_chart_no_size_is_between_sizes_alone(boxes, calf, ankle, prefer):
    """Charts in half centimetres, legs in half millimetres."""
    texts = [f"{n}: {a / 2}-{(a + w) / 2} {b / 2}-{(b + v) / 2}" for n, (a, w, b, v) in enumerate(boxes)]
    verdict = judge_size(chart("calf ankle", *texts), asking(calf=calf * 500, ankle=ankle * 500, prefer=prefer), POLICY)
    if verdict.outcome is SizeOutcome.BETWEEN_SIZES:
        assert verdict.also
    if verdict.size is not None:
        assert 0 <= verdict.confidence <= 1
        assert whole(Messages("en").sentence(certainty_reason(verdict)))
