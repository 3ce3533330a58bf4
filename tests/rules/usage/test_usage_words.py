"""The sentences of the usage advice: complete, fed with facts that exist, and within what may be said."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usage_people import (
    CLAIMED,
    POLICY,
    RUNS,
    SITUATIONS,
    SPORT,
    STATED,
    UNKNOWN,
    product_advice,
    question,
    runner_advice,
)

from catalog.messages.messages import LANGUAGES, Messages, placeholders, sentences
from catalog.model.advice_lead import lead_of, open_questions
from catalog.model.question import RedFlag
from catalog.model.verdict import Outcome, SizeOutcome, SizeVerdict, Verdict
from catalog.rules.usage.evidence import backing, backings, claim, claims, sources_of, studies, study
from catalog.rules.usage.notes import NOTES
from catalog.rules.usage.rule import AdviceRequest, advise, summary
from catalog.rules.usage.wear_plan import health_checklist, wear_plan_for
from docs.generate.rules_page import reached, rules_document

CHECKOUT = Path(__file__).resolve().parents[3]
FILES = sorted((CHECKOUT / "catalog" / "messages").glob("*/*.toml"))
ALL_ASKED = AdviceRequest(why=True, sleep=True, first_use=True, months_in_use=5)
OWN = ("usage", "N")
DOOR = {"usage.assumed", "usage.grade"}
"""Codes that no rule emits: a door says them, with facts of its own."""


def texts(template):
    return [template] if isinstance(template, str) else [t for key, t in template.items() if key != "by"]


# --- what may not be said -----------------------------------------------------------------------------------

NEVER = {
    "en": [
        r"prevent\w*\W+(\w+\W+){0,3}(cramps?|injur\w+|clots?|thrombos[ie]s|dvt)",
        r"(treat|cure|heal)s?\W+(\w+\W+){0,2}(shin|injur\w+|cramps?)",
        r"(more|extra|additional|better) oxygen (delivery|supply|to|for|reaches)",
        r"(deliver|bring|suppl)\w*\W+(\w+\W+){0,3}oxygen", r"oxygenat",
        r"(improve|raise|increase|boost)\w*\W+(\w+\W+){0,3}(vo2|performance|speed)",
        r"clinically (proven|tested)", r"scientifically proven", r"proven to\b", r"guarantee",
        r"(higher|more|stronger|firmer)\W+(\w+\W+){0,3}(mmhg|pressure|compression)\W+(\w+\W+){0,3}better",
        r"makes? you faster\b(?<!not make you faster)", r"contracts? more efficiently", r"reduces? (the )?risk of",
    ],
    "de": [
        r"(verhinder|verhüt|beug\w* \w+ vor|schütz\w+ vor)\w*\W*(\w+\W+){0,3}(krämpf|krampf|verletz|thrombos)",
        r"(krämpf|verletzung|thrombos)\w*\W+(vor(zu)?beug|verhinder|verhüt)", r"\b(heilt|behandelt|kuriert|lindert)\W+(\w+\W+){0,3}(schienbein|verletz|kr[aä]mpf)",
        r"(mehr|bessere?) sauerstoff", r"versorg\w+\W+(\w+\W+){0,3}mit\W+(\w+\W+){0,2}sauerstoff",
        r"(verbesser|steiger|erhöh)\w*\W+(\w+\W+){0,3}(vo2|leistung|tempo)", r"(klinisch|wissenschaftlich) (bewiesen|belegt|getestet|geprüft)",
        r"garantier", r"(mehr|höherer|stärkerer|festerer)\W+(\w+\W+){0,2}(mmhg|druck)\W+(\w+\W+){0,2}besser",
        r"macht sie schneller", r"(senkt|verringert) das risiko",
    ],
    "fr": [
        r"(prévien|prévent|évit|empêch)\w*\W+(\w+\W+){0,3}(crampe|blessure|caillot|thrombose|phlébite)",
        r"(traite|soigne|guérit)\b", r"(plus|davantage|mieux) d['’]oxygène", r"oxygénation",
        r"(améliore|augmente|accroît)\w*\W+(\w+\W+){0,3}(vo2|performance|vitesse)", r"(cliniquement|scientifiquement) (prouvé|testé)",
        r"garanti", r"plus (de|la) (mmhg|pression)\W+(\w+\W+){0,3}mieux", r"vous rend plus rapide", r"(réduit|diminue) le risque",
    ],
    "es": [
        r"(previen|preven|evita|impid)\w*\W+(\w+\W+){0,3}(calambre|lesion|lesión|trombo|coágulo)",
        r"(trata|cura|sana)\b\W+(\w+\W+){0,3}(tibia|lesi|calambre|periostitis)", r"(más|mejor) oxígeno", r"oxigenación",
        r"(mejora|aumenta|eleva)\w*\W+(\w+\W+){0,3}(vo2|rendimiento|velocidad)", r"(clínicamente|científicamente) (probad|demostrad)",
        r"garantiz", r"(más|mayor) (mmhg|presión)\W+(\w+\W+){0,3}mejor", r"le hace más rápido", r"reduce el riesgo",
    ],
    "nl": [
        r"(voorkom|verhinder|bescherm)\w*\W+(\w+\W+){0,3}(kramp|blessure|stolsel|trombose)",
        r"(kramp|blessures?|tromboses?)\W+(\w+\W+){0,2}(voorkom|voorkóm|verhinder)",
        r"\b(geneest|behandelt|verhelpt)\W+(\w+\W+){0,3}(sche(en|nen)|blessure|kramp)", r"(meer|betere?) zuurstof",
        r"(verbeter|verhoog)\w*\W+(\w+\W+){0,3}(vo2|prestatie|snelheid)", r"(klinisch|wetenschappelijk) (bewezen|getest|aangetoond)",
        r"garande", r"(meer|hogere|stevigere)\W+(\w+\W+){0,2}(mmhg|druk)\W+(\w+\W+){0,2}beter", r"maakt je sneller",
        r"(verlaagt|verkleint|vermindert) (het|de) (risico|kans)",
    ],
    "it": [
        r"(previen|preven|evita|impedi)\w*\W+(\w+\W+){0,3}(cramp|infortun|tromb|coagul)",
        r"(tratta|cura|guarisce)\b\W+(\w+\W+){0,3}(tibi|infortun|cramp|periostite)", r"(più|meglio) ossigeno(?!, quindi non)", r"ossigenazione",
        r"(miglior|aument|accresc)\w*\W+(\w+\W+){0,3}(vo2|prestazion|velocità)", r"(clinicamente|scientificamente) (provat|testat|dimostrat)",
        r"garanti", r"(più|maggiore) (mmhg|pressione)\W+(\w+\W+){0,3}meglio", r"ti fa andare più (forte|veloce)", r"riduce il rischio",
    ],
}  # fmt: skip
CAUGHT = {
    "en": [
        "It prevents cramps.", "Preventing running injuries.", "It treats shin splints.", "More oxygen to the muscles.",
        "Helps deliver more oxygen.", "prevents blood clots", "Improves your VO2max", "Clinically proven.", "A firmer pressure is better.",
    ],
    "de": [
        "Verhindert Krämpfe.", "Verhütet Verletzungen.", "Es heilt Verletzungen.", "Mehr Sauerstoff für die Muskeln.", "Schützt vor Thrombosen.",
        "Verbessert die VO2max.", "Klinisch bewiesen.", "Mehr Druck ist besser.",
    ],
    "fr": [
        "Prévient les crampes.", "Évite les blessures.", "Soigne la périostite.", "Plus d'oxygène.", "Prévient les caillots.",
        "Améliore la VO2max.", "Cliniquement prouvé.", "Plus de pression, c'est mieux.",
    ],
    "es": [
        "Previene los calambres.", "Evita lesiones.", "Cura la periostitis.", "Más oxígeno.", "Previene trombos.", "Mejora el VO2max.",
        "Clínicamente probado.", "Más presión es mejor.",
    ],
    "nl": [
        "Voorkomt kramp.", "Beschermt tegen blessures.", "Om blessures te voorkomen.", "Geneest scheenklachten.", "Meer zuurstof voor de spieren.",
        "Voorkomt trombose.", "Verbetert je VO2max.", "Klinisch bewezen.", "Meer druk is beter.",
    ],
    "it": [
        "Previene i crampi.", "Evita gli infortuni.", "Cura la periostite.", "Più ossigeno ai muscoli.", "Previene le trombosi.", "Migliora il VO2max.",
        "Clinicamente provato.", "Più pressione è meglio.", "Ti fa andare più forte.",
    ],
}  # fmt: skip


def offences(language, text):
    return [p for p in NEVER[language] if re.search(p, text, re.IGNORECASE)]


@pytest.mark.parametrize("file", [pytest.param(f, id=f"{f.parent.name}/{f.name}") for f in FILES])
def test_nothing_is_said_that_may_not_be(file):
    sentences_by_code = tomllib.loads(file.read_text("utf-8"))
    wrong = {
        code: bad
        for code, t in sentences_by_code.items()
        for text in texts(t)
        if (bad := offences(file.parent.name, text))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_catches_what_it_names(language):
    assert [text for text in CAUGHT[language] if not offences(language, text)] == []


# --- every sentence is there, and gets the facts it asks for ---------------------------------------------------


def own_codes(language):
    return {c for c in sentences(language) if c.startswith("usage.") or re.fullmatch(r"N\d+", c)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language):
    english, here = sentences("en"), sentences(language)
    assert own_codes(language) == own_codes("en")
    for code in own_codes("en"):
        assert placeholders(here[code]) == placeholders(english[code]), code
        assert type(here[code]) is type(english[code]), code
        if not isinstance(here[code], str):
            assert set(here[code]) == set(english[code]), code
        assert all(text.strip() == text and text for text in texts(here[code]))


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_no_sentence_is_left_in_english(language):
    english, here = sentences("en"), sentences(language)
    same = {c for c in own_codes("en") if set(texts(english[c])) & set(texts(here[c]))}
    assert same == set()


def everything(advice, asking):
    """Every reason that an answer of this kind can carry."""
    return [*advice.reasons, *summary(advice), *open_questions(advice), *wear_plan_for(asking, advice, POLICY)]


def check_sentences(reasons, notes):
    for language in LANGUAGES:
        messages = Messages(language)
        for text in (*map(messages.sentence, reasons), *map(messages.note, notes)):
            assert "{" not in text
            assert text


@settings(max_examples=60, deadline=None)
@given(SITUATIONS, st.sampled_from([STATED, CLAIMED, UNKNOWN]))
def test_every_answer_can_be_said_in_every_language(s, graduated):
    asking = question(**s)
    advice = advise(asking, POLICY, ALL_ASKED)
    check_sentences(everything(advice, asking), advice.notes)
    check_sentences(product_advice(graduated=graduated, **s).reasons, ())


def emitted():
    """Codes of a run over situations that between them say everything."""
    codes_met = set()
    people = [
        {"km": 8, "level": "beginner", "symptoms": ["shin_mild", "calf_tightness"], "since_hard": 20},
        {"km": 8, "intensity": "easy", "symptoms": ["shin_mild"], "celsius": 28},
        {"km": 8, "symptoms": ["shin_mild", "cramps"]}, {"km": 8, "symptoms": ["shin_mild"]},
        {"km": 8, "symptoms": ["shin_mild"], "celsius": 4}, {"rest": True},
        {"km": 6, "intensity": "hard", "celsius": 4, "to_hard": 8},
        {"km": 12, "symptoms": ["cramps", "heavy_legs"], "runs": 6, "struggles": True, "goals": ["cramps", "injury_prevention"]},
        {"km": 12, "intensity": "hard"}, {"km": 30, "race": True, "tested": False}, {"km": 5, "race": True, "goals": ["speed"], "since_hard": 99},
        {"rest": True, "race": True, "flags_unknown": True}, {"km": 12, "race": True, "goals": ["cramps"]},
        {"km": 12, "intensity": "hard"}, {"km": 42.2, "race": True, "goals": ["speed"]}, {"km": 42.2},
        {"rest": True, "travel_hours": 6, "since_hard": 10}, {}, {"flags": [f.value for f in RedFlag]}, {"flags": ["C2"]},
    ]  # fmt: skip
    for s in people:
        asking = question(**s)
        advice = advise(asking, POLICY, ALL_ASKED)
        codes_met |= {r.code for r in everything(advice, asking)} | {n.code for n in advice.notes}
    for graduated in (STATED, CLAIMED, UNKNOWN):
        codes_met |= {r.code for r in product_advice(graduated=graduated, km=30, celsius=30).reasons}
        for s in ({"km": 30}, {"km": 30, "race": True}):
            codes_met.add(lead_of(product_advice(graduated=graduated, **s), runner_advice(**s)).code)
    for size in (None, SizeVerdict(SizeOutcome.IN_GAP)):
        refused = product_advice(
            size, Verdict("medical", Outcome.FAIL), Verdict("graduated", Outcome.FAIL), ["too_tight", "too_loose"], km=5
        )
        codes_met |= {r.code for r in (*refused.reasons, *summary(refused), lead_of(refused, runner_advice(km=5)))}
    return codes_met | {r.code for r in health_checklist(firm=True)}


def test_every_sentence_is_said_by_something_and_everything_said_has_one():
    assert emitted() == own_codes("en") - DOOR


def test_the_checklist_can_be_said_open_and_folded():
    for firm in (True, False):
        check_sentences(health_checklist(firm=firm), ())


@pytest.mark.parametrize("grade", ["strong", "moderate", "weak", "none", "consensus"])
def test_every_grade_has_a_word(grade):
    for language in LANGUAGES:
        assert Messages(language).text("usage.grade", {"grade": grade})


@settings(max_examples=60, deadline=None)
@given(RUNS)
def test_the_three_reminders_are_said_at_most_once(s):
    messages = Messages("en")
    advice = runner_advice(**s)
    spoken = " ".join([*map(messages.sentence, advice.reasons), *map(messages.note, advice.notes)])
    assert spoken.count("Test in training, never first on race day") == (0 if s.get("tested") else 1)
    assert spoken.count("Measure before buying") == (0 if s.get("calf") else 1)
    assert spoken.count("does not replace training, recovery or proper shoes") == 1


def test_a_race_that_is_not_tested_is_told_when_it_may_be_worn():
    messages = Messages("en")
    texts = [messages.note(n) for n in runner_advice(km=21.1, race=True).notes]
    assert "You can wear it after this race." in " ".join(texts)


# --- evidence ---------------------------------------------------------------------------------------------------


def test_there_are_74_claims_and_each_acts_somewhere():
    assert [c.id for c in claims()] == [f"S{n}" for n in range(1, 75)]
    assert [id for id, acts in reached().items() if not acts] == []


def test_every_study_is_cited_and_every_citation_exists():
    numbers = {s.id for s in studies()}
    cited = {e for b in backings() for e in b.sources} | {e for c in claims() for e in c.sources}
    assert cited == numbers
    assert numbers >= {f"E{n}" for n in (*range(1, 19), *range(20, 47), *range(50, 58))}
    assert {e for n in NOTES for e in n.sources} <= numbers


def test_addresses_are_addresses():
    for one in studies():
        assert all(link.startswith("https://") and " " not in link for link in one.links), one.id
    assert [s.id for s in studies() if not s.links] == ["E41", "E43", "E51"]


def test_backing_joins_the_lines_of_a_note():
    note = backing("N7")
    assert note.grade == "moderate / weak / none"
    assert {"S29", "S30", "S34", "S45", "S69"} <= set(note.claims)
    assert backing("B4").sources == sources_of(backing("B4").claims)
    assert backing("C1").sources == ("W1", "W2")
    assert (claim("S5").id, study("E2").id) == ("S5", "E2")
    with pytest.raises(KeyError):
        backing("B99")


def test_the_page_of_rules_is_fresh():
    written = (CHECKOUT / "docs/evidence/rules.md").read_text("utf-8")
    assert written == rules_document(POLICY), (
        "docs/evidence/rules.md is stale: write rules_document(shipped_policy()) to it"
    )


def test_the_page_of_rules_names_every_rule_and_claim():
    page = rules_document(POLICY)
    for entry in (*backings(), *claims(), *studies()):
        assert f"\n| {entry.id} |" in page
    assert SPORT.outcome is Outcome.PASS
