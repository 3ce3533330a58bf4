"""How signs of sport add up: a word of two meanings needs another sign, and everyday hosiery takes weak ones away."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest
from medical_records import claim, record

from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.rules.medical.rule import judge_medical
from catalog.rules.medical.sport_words import STRENGTHS
from catalog.rules.medical.text_reading import HERE

POLICY = shipped_policy()
USES = tomllib.loads((Path(__file__).parents[2] / "cases" / "gate-uses.toml").read_text("utf-8"))
SPORT = tomllib.loads((HERE / "sport.toml").read_text("utf-8"))


def outcome(product):
    return judge_medical(product, POLICY).outcome.value


@pytest.mark.parametrize("place", ["title", "features", "description", "intended_use", "category"])
@pytest.mark.parametrize("text", USES["everyday"])
def test_a_text_that_names_no_sport(text, place):
    assert outcome(record("Compression socks", claim(text, place))) == "unknown"


@pytest.mark.parametrize("text", USES["uses"])
def test_a_use_that_is_a_sport(text):
    assert outcome(record("Compression socks", claim(text, "intended_use"))) == "pass"
    assert outcome(record("Knee high support stocking", claim(text, "intended_use"))) == "pass"


@pytest.mark.parametrize("text", USES["purposes"])
def test_a_purpose_in_the_bullets(text):
    assert outcome(record("Compression socks", text)) == "pass"
    assert outcome(record("Compression knee highs", text)) == "unknown"


AROUND = tomllib.loads((HERE / "sport_phrases.toml").read_text("utf-8"))
EVERYDAY = sorted({
    " ".join(words).replace("*", "")
    for group in ("everyday", "occasion") for phrases in AROUND[group].values() for phrase in phrases
    for words in itertools.product(*(slot.split("|") for slot in phrase.split()))
})  # fmt: skip
"""Every word of everyday hosiery that the lexicon has."""


@pytest.mark.parametrize("noun", EVERYDAY)
def test_every_everyday_noun_holds_a_weak_sport_word_back(noun):
    assert outcome(record(f"{noun} and race socks")) != "pass"


OCCASIONS = sorted({
    " ".join(words).replace("*", "")
    for phrases in AROUND["occasion"].values() for phrase in phrases
    for words in itertools.product(*(slot.split("|") for slot in phrase.split()))
})  # fmt: skip


@pytest.mark.parametrize("noun", OCCASIONS)
def test_every_occasion_holds_a_sure_sport_word_back(noun):
    assert outcome(record(f"{noun} and socks for triathletes")) != "pass"


HOMONYM = "Ultra fit"
SIGNS = [
    pytest.param(record(HOMONYM), "unknown", id="alone"),
    pytest.param(record(HOMONYM, "Made for trail running"), "pass", id="a purpose"),
    pytest.param(record(HOMONYM, claim("Sports > Running", "category")), "pass", id="a department"),
    pytest.param(record(HOMONYM, categories=("google:5322",)), "pass", id="a category of sportswear"),
    pytest.param(record(HOMONYM, claim("running", "intended_use")), "pass", id="a use"),
    pytest.param(record(HOMONYM, line="Running"), "pass", id="a range"),
    pytest.param(record(HOMONYM, claim("Race day", "title")), "pass", id="a sport in another title"),
    pytest.param(record(HOMONYM, claim("Track green", "title")), "unknown", id="another homonym"),
    pytest.param(record(HOMONYM, garment=Garment.CALF_SLEEVE), "unknown", id="a sleeve"),
    pytest.param(record(HOMONYM, "Made for trail running", brand="SIGVARIS"), "pass", id="a purpose, of a medical maker"),
    pytest.param(record("Ultra sheer knee high", "Made for trail running"), "unknown", id="beside everyday hosiery"),
    pytest.param(record("Ultra maternity", "Made for trail running"), "unknown", id="beside what suggests"),
    pytest.param(record("Marathon office socks"), "unknown", id="a phrase beside everyday hosiery"),
    pytest.param(record("Running office socks"), "unknown", id="a plain word beside everyday hosiery"),
    pytest.param(record("Office socks for running"), "unknown", id="a plain phrase beside work"),
    pytest.param(record("Cycling office socks for cyclists"), "unknown", id="a sure word beside work"),
    pytest.param(record("Knee high socks for cyclists"), "pass", id="a sure word beside hosiery of every day"),
    pytest.param(record("Office socks for cyclists", claim("running", "intended_use")), "pass", id="a use of its own"),
    pytest.param(record("Maternity tights for cyclists"), "unknown", id="a sure word beside what suggests"),
    pytest.param(record("Socks for cyclists", claim("Maternity tights", "title")), "unknown", id="another title"),
    pytest.param(record("Cyclist's palsy socks"), "unknown", id="what a sportsman has"),
    pytest.param(record("Cyclist's compression socks"), "pass", id="what a sportsman wears"),
    pytest.param(record(HOMONYM, brand="Compressport"), "pass", id="a house of sport compression"),
    pytest.param(record("CEP Run Reflective Line Socks"), "pass", id="such a house in the title"),
    pytest.param(record("Energizer Socks", brand="Kiprun"), "unknown", id="such a house alone"),
    pytest.param(record("Ultra sheer tights", brand="2XU"), "unknown", id="such a house and another sense"),
    pytest.param(record("Ultra fit flight socks", brand="2XU"), "unknown", id="such a house and a flight"),
    pytest.param(record("Ultra fit socks, compared with CEP"), "unknown", id="such a house compared with"),
    pytest.param(record(HOMONYM, "Better than Compressport"), "unknown", id="such a house in a bullet"),
    pytest.param(record("Compression socks", "For running and cycling"), "pass", id="a list of sports"),
    pytest.param(record("Compression socks", "For running, flights and pregnancy"), "unknown", id="a list of all uses"),
    pytest.param(record("Compression socks", "For running. Wash after flights."), "pass", id="a flight elsewhere"),
    pytest.param(record("Compression socks", "Suitable for running"), "unknown", id="suitable is no purpose"),
    pytest.param(record("Compressiekous", "Ook geschikt voor sport"), "unknown", id="suitable, in Dutch"),
    pytest.param(record("Chaussettes de contention course à pied"), "pass", id="contention is compression in French"),
    pytest.param(record("Recovery knee highs"), "unknown", id="recovery beside everyday hosiery"),
    pytest.param(record("Recovery socks"), "pass", id="recovery"),
    pytest.param(record("Trail knee-high socks"), "pass", id="a knee-high sock is a sock"),
]  # fmt: skip


@pytest.mark.parametrize(("product", "expected"), SIGNS)
def test_signs_add_up(product, expected):
    assert outcome(product) == expected


@pytest.mark.parametrize("group", [g for g, strength in STRENGTHS.items() if g not in ("sport", "sport_short")])
def test_every_weak_word_says_what_else_it_means(group):
    """Notes stand beside the words in the lexicon; a word without another meaning belongs to the sure ones."""
    notes = [note for phrases in SPORT[group].values() for note in phrases.values()]
    assert notes
    assert all(len(note) > 5 for note in notes)


SAID = {
    "en": ('“Ultra” may be a sport, but also something else; alone it does not count.', 'Its title names everyday hosiery (“sheer”): beside that a weak sign of sport does not count.'),
    "de": ("„Ultra“ kann ein Sport sein, aber auch etwas anderes; allein zählt das Wort nicht.", "Der Titel nennt Strümpfe für den Alltag („sheer“): Daneben zählt ein schwacher Hinweis auf Sport nicht."),
    "fr": ("«\N{NO-BREAK SPACE}Ultra\N{NO-BREAK SPACE}» peut désigner un sport, mais aussi autre chose\N{NO-BREAK SPACE}; seul, le mot ne compte pas.", "Le titre parle de bas ou de chaussettes de tous les jours («\N{NO-BREAK SPACE}sheer\N{NO-BREAK SPACE}»)\N{NO-BREAK SPACE}: à côté, un faible indice de sport ne compte pas."),
    "es": ("«Ultra» puede ser un deporte, pero también otra cosa; por sí sola, la palabra no cuenta.", "El título habla de medias o calcetines de diario («sheer»): junto a eso, un indicio débil de deporte no cuenta."),
    "it": ("«Ultra» può essere uno sport, ma anche altro; da solo non conta.", "Il titolo indica calze di tutti i giorni («sheer»): accanto a questo, un segno debole di sport non conta."),
    "nl": ("“Ultra” kan een sport zijn, maar ook iets anders; alleen telt het niet.", "De titel noemt gewone kousen (“sheer”): een zwakke aanwijzing voor sport telt dan niet."),
}  # fmt: skip


BESIDE = {
    "en": 'Its title also speaks of work, travel, pregnancy, illness or everyday hosiery (“flight”): beside that a sport in the title alone does not count.',
    "de": "Der Titel spricht auch von Beruf, Reise, Schwangerschaft, Krankheit oder Strümpfen für den Alltag („flight“): Daneben zählt ein Sport, den nur der Titel nennt, nicht.",
    "fr": "Le titre parle aussi de travail, de voyage, de grossesse, de maladie ou de bas de tous les jours («\N{NO-BREAK SPACE}flight\N{NO-BREAK SPACE}»)\N{NO-BREAK SPACE}: à côté, un sport que seul le titre nomme ne compte pas.",
    "es": "El título habla también de trabajo, viajes, embarazo, enfermedad o medias de diario («flight»): junto a eso, un deporte que solo nombra el título no cuenta.",
    "it": "Il titolo parla anche di lavoro, viaggi, gravidanza, malattia o calze di tutti i giorni («flight»): accanto a questo, uno sport nel solo titolo non conta.",
    "nl": "De titel gaat ook over werk, reizen, zwangerschap, ziekte of gewone kousen (“flight”): een sport die alleen in de titel staat, telt dan niet.",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_beside_a_sport_to_the_letter(language):
    verdict = judge_medical(record("Triathlon socks, flight and office"), POLICY)
    assert [Messages(language).sentence(r) for r in verdict.reasons if r.code == "medical.everyday"] == [
        BESIDE[language]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_to_the_letter(language):
    verdict = judge_medical(record("Ultra fit sheer socks"), POLICY)
    codes = {r.code: Messages(language).sentence(r) for r in verdict.reasons}
    assert (codes["medical.sport_hint"], codes["medical.everyday"]) == SAID[language]
