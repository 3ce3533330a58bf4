"""The graduated rule on words: claims, contrary words, ambiguous ones, in six languages, and hostile text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from cpu import times_as_dear
from hypothesis import given, settings
from hypothesis import strategies as st
from pressures import claim, product

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.verdict import Outcome, Verdict
from catalog.rules.graduated.claims import DENIALS, gradient_lexicon
from catalog.rules.graduated.rule import judge_graduated

POLICY = shipped_policy()
TEXTS = tomllib.loads((Path(__file__).parents[2] / "cases" / "graduated-texts.toml").read_text("utf-8"))


def judge(*claims: object, name: str = "Run") -> Verdict:
    return judge_graduated(product(*claims, name=name), POLICY)


def codes(verdict: Verdict) -> list[str]:
    return [r.code.removeprefix("graduated.") for r in verdict.reasons]


@pytest.mark.parametrize(("kind", "text", "outcome", "label", "code"), TEXTS.values(), ids=TEXTS)
def test_text(kind: str, text: str, outcome: str, label: str, code: str) -> None:
    verdict = judge(claim(kind, text))
    assert (verdict.outcome.value, verdict.label) == (outcome, label)
    assert code in codes(verdict)


@pytest.mark.parametrize("key", [k for k, case in TEXTS.items() if case[0] == "other"])
def test_the_name_speaks_like_a_text(key: str) -> None:
    _, text, outcome, label, _ = TEXTS[key]
    verdict = judge(name=text)
    assert (verdict.outcome.value, verdict.label) == (outcome, label)


@pytest.mark.parametrize(
    ("position", "kind", "text", "outcome"),
    [
        pytest.param("review", "other", "uniform compression", "unknown", id="a reviewer's aside"),
        pytest.param("review", "not_graduated", "uniform compression", "unknown", id="how a wearer felt it"),
        pytest.param("review", "not_graduated", "tight all over", "unknown", id="a wearer's own words"),
        pytest.param("article", "other", "not graduated", "unknown", id="an article's aside"),
        pytest.param("contraindications", "other", "inverse gradient", "unknown", id="a list of warnings"),
        pytest.param("article", "not_graduated", "uniform compression", "fail", id="filed from an article"),
        pytest.param("description", "other", "uniform compression", "fail", id="the description speaks"),
    ],
)  # fmt: skip
def test_where_words_stand(position: str, kind: str, text: str, outcome: str) -> None:
    assert judge(claim(kind, text, position)).outcome == outcome


def test_sources_that_contradict_one_another_leave_it_open() -> None:
    verdict = judge(claim("graduated", "graduated"), claim("not_graduated", "uniform compression"))
    assert (verdict.outcome, verdict.label, verdict.marks) == (Outcome.UNKNOWN, "none", ("conflict",))
    assert codes(verdict) == ["contrary", "claimed", "claims_conflict"]


def test_a_name_is_not_saved_by_a_contradictory_explanation() -> None:
    verdict = judge(claim("graduated", "tighter at the calves and quads"), name="Graduated Compression Sock")
    assert (verdict.outcome, verdict.label, verdict.marks) == (Outcome.UNKNOWN, "none", ("contradictory",))


def test_the_order_of_claims_changes_no_outcome() -> None:
    claims = [claim(*case[:2]) for case in TEXTS.values()]
    one, other = judge(*claims), judge(*reversed(claims))
    assert (one.outcome, one.label, one.marks) == (other.outcome, other.label, other.marks)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="bdfhjkmqwxyz 0123456789-/.,", max_size=200))
def test_text_without_a_signal_stays_unknown(text: str) -> None:
    verdict = judge(claim("other", text))
    assert (verdict.outcome, verdict.label) == (Outcome.UNKNOWN, "none")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_around_never_proves_a_gradient(text: str) -> None:
    assert judge(claim("other", f"{text} graduated compression {text}"), name=text).outcome is not Outcome.PASS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("graduated " * 50_000, id="one phrase"),
        pytest.param("not a an the is " * 50_000, id="fillers"),
        pytest.param("tighter at the " * 50_000, id="beginnings"),
        pytest.param("\u0000\u200b\u0301" * 100_000, id="control characters"),
        pytest.param("\ufdfa" * 100_000, id="characters that grow"),
        pytest.param("a" * 1_000_000, id="one word"),
    ],
)  # fmt: skip
def test_hostile_text_is_bounded(text: str) -> None:
    plain = ("A soft sock, seamless at the toe. " * 40_000)[: len(text)]

    def judge_fifty(text: str) -> Verdict:
        return judge(*(claim("other", text) for _ in range(50)), name=text)

    assert times_as_dear(lambda: judge_fifty(text), lambda: judge_fifty(plain)) < 60
    verdict = judge_fifty(text)
    assert "text_cut" in codes(verdict)
    assert all(len(str(r.facts)) < 500 for r in verdict.reasons)


def test_filed_claims_are_read_before_a_flood() -> None:
    verdict = judge(claim("other", "x " * 50_000), claim("not_graduated", "uniform compression"))
    assert verdict.label == "uniform"


def test_soft_hyphens_and_typography_do_not_hide_words() -> None:
    assert judge(claim("other", "gradu\u00adated com\u200bpression")).label == "claimed"
    assert judge(claim("other", "de\u0301gressive")).label == "claimed"


def test_every_group_of_the_lexicon_is_one_the_rule_knows() -> None:
    assert {phrase.group for phrase in gradient_lexicon().phrases} - DENIALS == {
        "graduated", "inverse", "uniform", "zoned", "zones", "ambiguous", "unclaimed", "masked", "short_tights",
        "short_socks", "reaches_calf", "replaced_by_zones", "replaced_by_even", "gradient_noun",
    }  # fmt: skip


def test_progressive_stands_in_one_group_alone() -> None:
    """Alone it may stand nowhere else; `progressively decreasing` names its direction."""
    alone = {
        p.group
        for p in gradient_lexicon().phrases
        if not p.rest and any(w.startswith("progre") for w in (*p.first.exact, *p.first.starts))
    }
    assert alone == {"ambiguous"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_a_sentence(language: str) -> None:
    messages = Messages(language)
    for kind, text, *_ in TEXTS.values():
        for reason in judge(claim(kind, text)).reasons:
            assert messages.knows(reason.code), reason.code
            assert "{" not in messages.sentence(reason)


def test_the_label_of_a_bare_claim_to_the_letter() -> None:
    verdict = judge(claim("other", "Graduated compression"))
    assert [Messages().sentence(r) for r in verdict.reasons] == [
        "It is called graduated (“Graduated compression”): claimed, not verified."
    ]


REPLACED = tomllib.loads((Path(__file__).parents[2] / "cases" / "graduated-replaced.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", [*REPLACED["claim"], *REPLACED["uniform"]])
def test_what_takes_the_place_of_a_gradient_speaks_against_it(text: str) -> None:
    expected = "uniform" if text in REPLACED["uniform"] else "claim"
    for verdict in (judge(claim("other", text)), judge(name=text)):
        assert (verdict.outcome, verdict.label) == (Outcome.FAIL, expected)


@pytest.mark.parametrize("text", [*REPLACED["claimed"], *REPLACED["none"]])
def test_a_gradient_that_takes_the_place_of_something_is_claimed(text: str) -> None:
    verdict = judge(claim("other", text))
    assert (verdict.outcome, verdict.label) == (Outcome.UNKNOWN, "claimed" if text in REPLACED["claimed"] else "none")
