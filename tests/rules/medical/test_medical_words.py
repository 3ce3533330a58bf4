"""Every signal in every language, every denial, every disguise: the medical rule's reading of texts."""

import tomllib
from pathlib import Path

import pytest
from cpu import times_as_dear
from medical_records import claim, fired, record, running

from catalog.lexicon.tokens import tokenize
from catalog.model.policy import shipped_policy
from catalog.model.verdict import Outcome
from catalog.rules.medical.rule import judge_medical
from catalog.rules.medical.sport_words import STRENGTHS
from catalog.rules.medical.text_reading import SENSES, SPORTS, medical_lexicon, sport_phrases

CASES = Path(__file__).parents[2] / "cases"
POLICY = shipped_policy()
OWN = ("title", "features", "indications", "intended_use")


def table(name):
    return tomllib.loads((CASES / f"medical-{name}.toml").read_text("utf-8"))


def judge(*args, **fields):
    return judge_medical(running(*args, **fields), POLICY)


@pytest.mark.parametrize(
    ("signal", "language", "text"),
    [
        pytest.param(s, lang, text, id=f"{s}-{lang}")
        for s, row in table("signals").items()
        for lang, text in row.items()
    ],
)
@pytest.mark.parametrize("position", OWN)
def test_every_signal_fires_in_every_language(signal, language, text, position):
    verdict = judge(claim(text, position))
    assert signal in fired(verdict)["decisive"]
    assert verdict.outcome is Outcome.FAIL
    assert "conflict" in verdict.marks
    assert language in {r.fact("language") for r in verdict.reasons if r.code == "medical.decisive"}


@pytest.mark.parametrize(
    "text", [pytest.param(t, id=f"{s}-{i}") for s, row in table("denials").items() for i, t in enumerate(row)]
)
@pytest.mark.parametrize("position", ["features", "description"])
def test_denied_and_cautioned_texts_decide_nothing(text, position):
    verdict = judge(claim(text, position))
    assert fired(verdict)["decisive"] == set()
    assert verdict.outcome is not Outcome.FAIL


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(t, id=f"{s}-{i}")
        for s, row in table("denials").items()
        if s in {"M1", "M5", "M6"}
        for i, t in enumerate(row)
    ],
)
def test_a_denial_alone_does_not_hold_a_sport_product_back(text):
    assert judge(text).outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("signal", "text"),
    [pytest.param(s, t, id=f"{s}-{i}") for s, row in table("hidden").items() for i, t in enumerate(row)],
)
def test_disguised_texts_still_fire(signal, text):
    verdict = judge(text)
    assert signal in fired(verdict)["decisive"]
    assert verdict.outcome is Outcome.FAIL


@pytest.mark.parametrize("position", ["contraindications", "review", "article", "shop", "brand", "category"])
@pytest.mark.parametrize("signal", list(table("signals")))
def test_what_others_say_never_decides(position, signal):
    for text in table("signals")[signal].values():
        assert fired(judge(claim(text, position)))["decisive"] == set()


def test_a_disease_in_the_description_only_suggests():
    signals = fired(judge(claim("Relieves varicose veins.", "description")))
    assert signals["decisive"] == set()
    assert "disease_wording" in signals["suggestive"]


@pytest.mark.parametrize("text", ["K040353", "K040353 size M", "Article A6530", "Model 2017/74", "RAL 7016"])
def test_numbers_need_their_context(text):
    assert fired(judge(text))["decisive"] == set()


SPORT = {
    "en": "Trail running", "de": "Laufsocken", "fr": "Chaussettes de course à pied", "es": "Calcetines para correr",
    "it": "Calze da corsa", "nl": "Hardloopsokken", "ski": "Ski sock", "recovery": "Recovery after training",
    "cycling": "Cyclisme", "fussball": "Fußballsocken", "triathlon": "Triathlon sleeve",
}  # fmt: skip


@pytest.mark.parametrize("name", SPORT.values(), ids=SPORT)
def test_sport_nouns_in_the_title_identify_sport(name):
    verdict = judge_medical(record(name), POLICY)
    assert verdict.outcome is Outcome.PASS
    assert verdict.marks == ("rule:4",)


@pytest.mark.parametrize(
    "name", ["Travel sock", "Everyday sock", "Compression sock", "Sizes sock", "Sportliche Socke", "Transport sock"]
)
def test_bare_words_are_no_sport_identity(name):
    assert judge_medical(record(name), POLICY).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("use", ["not for running", "Nicht für Sport", "Pas pour le sport"])
def test_denied_sport_identifies_nothing(use):
    assert judge_medical(record("Sock", claim(use, "intended_use")), POLICY).outcome is Outcome.UNKNOWN


HOSTILE = {
    "devices": "medical device " * 7000, "denials": "not a medical device " * 6000, "chain": "not a " * 20000 + "medical device",
    "controls": "\x00\x07" * 50000, "tags": "<" * 100_000, "ampersands": "&" * 100_000, "numbers": "1 " * 50000 + "mmHg",
    "ranges": "20-30 mmHg " * 9000, "cues": "consult if dvt no not for " * 4000, "one word": "a" * 100_000,
    "refusals": "do not use " * 900 + "dvt " * 2500, "advice": "consult a doctor if " * 500 + "dvt " * 2500,
    "expanding": "ﷺ㎜ﬃ" * 30000, "marks": "e" + "\u0301" * 100_000, "dots": "." * 100_000, "brackets": "(((" * 30000,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_cost_little(text):
    plain = ("A soft sock, seamless at the toe. " * 5000)[: len(text)]
    assert times_as_dear(lambda: judge(text), lambda: judge(plain)) < 10


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_bounded_and_never_pass(text):
    verdicts = [judge(text), judge_medical(record(f"{text} running"), POLICY)]
    assert all(v.outcome is not Outcome.PASS for v in verdicts)
    assert all(len(r.fact("text")) <= 120 for v in verdicts for r in v.reasons if r.has("text"))


def test_a_denial_repeated_without_end_does_not_hide_what_follows():
    assert judge("not a medical device, " * 60).outcome is Outcome.UNKNOWN


def test_the_text_that_fired_is_quoted_as_printed():
    verdict = judge(claim("Ein Medi\u00adzinprodukt!", "description"))
    (reason,) = [r for r in verdict.reasons if r.code == "medical.decisive"]
    assert dict(reason.facts) == {
        "signal": "M1", "text": "Medizinprodukt", "position": "description", "field": "claims[0]", "language": "de",
    }  # fmt: skip


def test_every_group_of_sport_words_is_found_around_them():
    assert set(SPORTS) == set(STRENGTHS)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Socks in a ski look, for the run to the office and for long runs", id="a look and an office"),
        pytest.param("Chaussettes imprimées de course. Laufsocken im Stil der Farbe, for running", id="languages"),
        pytest.param("Run Sock 5", id="nothing"),
    ],
)
def test_what_gives_a_sport_word_its_sense_is_found_among_signals_as_around_sport_words(text):
    words = tokenize(text)
    around, among_signals = (
        [match for match in lexicon.matches(words) if match.group in SENSES]
        for lexicon in (sport_phrases(), medical_lexicon())
    )
    assert among_signals == around
