"""The medical rule on product texts as shops word them, against verdicts reached by reading them."""

import tomllib
from pathlib import Path

import pytest
from medical_records import claim, figure, record

from catalog.model.policy import shipped_policy
from catalog.model.product import Garment
from catalog.rules.medical.rule import judge_medical

TABLE = tomllib.loads((Path(__file__).parents[2] / "cases" / "medical-judged.toml").read_text("utf-8"))
POLICY = shipped_policy()
RUNNING = {
    "en": "Running compression socks", "de": "Laufsocken Kompression", "fr": "Chaussettes de running",
    "es": "Calcetines de running", "it": "Calze running", "nl": "Hardloopsokken",
    "pl": "Running: skarpety do biegania", "pt": "Meias running",
}  # fmt: skip
POSITIONS = ("features", "intended_use", "indications", "contraindications", "review", "article", "description")
PLAIN = {
    "name",
    "outcome",
    "garment",
    "pressure",
    "stated_at",
    "label",
    "scheme",
    "codes",
    "categories",
    "flags",
    "brand",
}


def judge(product):
    return judge_medical(product, POLICY).outcome.value


BULLETS = [
    pytest.param(language, outcome, text, id=f"{language}-{outcome}-{n}")
    for language, outcomes in TABLE["bullets"].items()
    for outcome, texts in outcomes.items()
    for n, text in enumerate(texts)
]


@pytest.mark.parametrize(("language", "outcome", "text"), BULLETS)
def test_a_bullet_of_a_running_sock(language, outcome, text):
    assert judge(record(RUNNING[language], text)) == outcome


TITLES = [
    pytest.param(outcome, title, id=f"{outcome}-{n}")
    for outcome, titles in TABLE["titles"].items()
    for n, title in enumerate(titles)
]


@pytest.mark.parametrize(("outcome", "title"), TITLES)
def test_a_title_alone(outcome, title):
    assert judge(record(title)) == outcome


def built(row):
    """The product of one record of the table; a field that is not known here fails."""
    assert set(row) <= PLAIN | set(POSITIONS)
    claims = [claim(text, position) for position in POSITIONS for text in row.get(position, ())]
    ends = [p or None for p in row.get("pressure", ())]
    more = {k: row[k] for k in ("label", "scheme") if k in row}
    return record(
        row["name"],
        *claims,
        brand=row.get("brand", "Maker"),
        garment=Garment(row.get("garment", "sock")),
        codes=[tuple(c) for c in row.get("codes", ())],
        pressure=(figure(*ends, at=row["stated_at"], **more),) if ends else (),
        categories=tuple(row.get("categories", ())),
        flags=tuple(tuple(f) for f in row.get("flags", ())),
    )


RECORDS = [pytest.param(row, id=f"{n}-{row['name'][:40]}") for n, row in enumerate(TABLE["record"])]


@pytest.mark.parametrize("row", RECORDS)
def test_a_whole_record(row):
    assert judge(built(row)) in row["outcome"]
