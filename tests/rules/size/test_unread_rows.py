"""A row of a chart that was not read whole may be the one for a leg: a size beside it is never sure, and says so."""

from __future__ import annotations

import pytest
from charts import asking, chart, leg
from msgspec.structs import replace

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.cautions import certainty_reason
from catalog.model.chart import Size
from catalog.model.policy import shipped_policy
from catalog.model.question import MeasuredWhen
from catalog.rules.same_as import judge_same_as
from catalog.rules.size.rule import judge_size

POLICY = shipped_policy()
UNREAD = chart("calf", "S: 31-36", "M: ?", "L: 39-45")
LAPPED = chart("calf", "S: 31-36", "M: 34-40", "L: 38-43", "XL: ?")
TWO = chart("calf ankle", "S: 31-36 19-22", "M: ? 24-26", "L: 39-45 26-30")
"""What was read of M rules out an ankle under 23 cm, a printed step below its band."""
AGAIN = chart("calf ankle", "S: 31-36 19-22", "M: 36-40 21-24", "M: ? 25-27")
EVENING = MeasuredWhen.EVENING
ROWS_OF_M = {"sizes": ("M",)}


def facts(verdict):
    return {c.code.removeprefix("caution."): dict(c.facts) for c in verdict.cautions}


@pytest.mark.parametrize(
    ("sized", "question", "size", "certainty", "cautions"),
    [
        pytest.param(UNREAD, asking(calf="33"), "S", "likely", {"unread_rows": ROWS_OF_M}, id="in the middle of a size"),
        pytest.param(
            UNREAD, asking(calf="35.5"), "S", "likely", {"near_edge": {"could": "unread"}, "unread_rows": ROWS_OF_M},
            id="at an edge beyond which nothing was read",
        ),
        pytest.param(
            LAPPED, asking(calf="42.9"), "L", "toss_up",
            {"near_edge": {"could": "unread"}, "unread_rows": {"sizes": ("XL",)}}, id="at the end of what was read",
        ),
        pytest.param(
            chart("calf", "M: 36.6-37", "L: 37-37.4", "XL: ?"), asking(calf="37.1"), "L", "toss_up",
            {"near_edge": {"could": "either_unread", "others": ("M",)}, "unread_rows": {"sizes": ("XL",)}},
            id="between another size and the end",
        ),
        pytest.param(
            UNREAD, asking(calf="39.2", measured=EVENING), "L", "likely",
            {"near_edge": {"could": "unread"}, "unread_rows": ROWS_OF_M, "evening": {"when": "evening", "could": "evening_unread"}},
            id="in the evening, and in the morning none that was read",
        ),
        pytest.param(TWO, asking(calf="33", ankle="20.5"), "S", "sure", {}, id="ruled out by what was read of the row"),
        pytest.param(TWO, asking(calf="42", ankle="28"), "L", "sure", {}, id="ruled out on the other side"),
        pytest.param(TWO, asking(calf="42", ankle="27"), "L", "likely", {"unread_rows": ROWS_OF_M}, id="a printed step beside what was read"),
        pytest.param(AGAIN, asking(calf="38", ankle="22.5"), "M", "sure", {}, id="another row of the very size named"),
        pytest.param(
            UNREAD, asking(leg(calf="33"), leg(calf="33.5")), "S", "likely", {"unread_rows": ROWS_OF_M}, id="both legs in one size"
        ),
        pytest.param(
            UNREAD, asking(leg(calf="33"), leg(calf="42")), "L", "likely", {"unread_rows": ROWS_OF_M}, id="legs that differ"
        ),
    ],
)  # fmt: skip
def test_a_size_beside_a_row_that_was_not_read(sized, question, size, certainty, cautions):
    verdict = judge_size(sized, question, POLICY)
    assert (verdict.size, verdict.certainty, facts(verdict)) == (size, certainty, cautions)


def test_a_size_without_any_row_may_be_the_one_too():
    verdict = judge_size(replace(UNREAD, sizes=(UNREAD.sizes[0], Size("XL", ()))), asking(calf="33"), POLICY)
    assert (verdict.certainty, facts(verdict)) == ("likely", {"unread_rows": {"sizes": ("XL",)}})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("calf", ["33", "35.5", "35.95"])
@pytest.mark.parametrize("other", [None, "33.2", "42"])
def test_no_sentence_says_that_no_size_might_fit_or_that_one_is_sure(language, calf, other):
    question = asking(calf=calf, measured=EVENING) if other is None else asking(leg(calf=calf), leg(calf=other))
    verdict, messages = judge_size(UNREAD, question, POLICY), Messages(language)
    every = (certainty_reason(verdict), *verdict.cautions, *verdict.reasons)
    assert {"size.swing_none", "size.near_end"}.isdisjoint(r.code for r in every if not _is_of_what_was_read(r))
    assert certainty_reason(verdict).fact("basis").startswith("unread")
    assert all("{" not in messages.sentence(reason) for reason in every)


def _is_of_what_was_read(reason):
    return reason.has("where") and str(reason.fact("where")).endswith("_unread")


@pytest.mark.parametrize(
    ("sized", "question", "sizes"),
    [
        pytest.param(UNREAD, asking(calf="37.5"), ("M",), id="a gap where the row may lie"),
        pytest.param(TWO, asking(calf="37", ankle="25"), ("M",), id="what was read of the row holds the leg"),
        pytest.param(TWO, asking(calf="37", ankle="20"), None, id="what was read of the row rules the leg out"),
    ],
)
def test_where_no_size_fits_a_row_that_may_be_the_one_is_named(sized, question, sizes):
    assert judge_size(sized, question, POLICY).unread_sizes == sizes


def test_a_known_size_of_another_product_says_it_too():
    verdict = judge_same_as(chart("calf", "A: 32-35"), "A", UNREAD, asking(), POLICY)
    assert (verdict.size, facts(verdict)) == ("S", {"estimated": {}, "unread_rows": ROWS_OF_M})
    ruled_out = judge_same_as(chart("calf ankle", "A: 32-35 19-21"), "A", TWO, asking(), POLICY)
    assert (ruled_out.size, facts(ruled_out)) == ("S", {"estimated": {}})
