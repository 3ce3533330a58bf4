"""Which language a person is answered in: by a header, a locale, a flag or a setting."""

import pytest

from catalog.commands.options.output import language_of
from catalog.messages.messages import accepted_language, spoken
from catalog.model.problem import BadInput
from catalog.web.config import config_from


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"), ("de-AT", "de"), ("FR-ca", "fr"), ("es_ES.UTF-8", "es"), ("pt", "en"), ("", "en"), ("*", "en"),
        ("pt, fr;q=0.5, de;q=0.8", "de"), ("en;q=0.4, es ; q=0.6", "es"), ("fr;Q=0.3,de;q=0.2", "fr"),
        ("de;q=0, fr;q=0.1", "fr"), ("de;q=0", "en"), ("de;q=nan, fr;q=0.1", "fr"), ("de;q=7", "en"),
        ("de;q=0.8, fr;q=0.8", "de"), ("pt-BR,pt;q=0.9,es;q=0.8,en;q=0.7", "es"), (",;q=,,de", "de"),
        ("*;q=0.5, de;q=0.1", "en"), ("nl-BE,fr-BE;q=0.8", "nl"), ("it-CH,de;q=0.9", "it"), ("x" * 5000 + ",de", "en"), (",".join(["pt"] * 30) + ",de", "en"), ("dé", "en"),
    ],
)  # fmt: skip
def test_the_language_of_a_header(header, language):
    assert accepted_language(header) == language


def test_a_header_without_our_languages_gets_the_one_of_the_service():
    assert accepted_language("pl, pt;q=0.5", otherwise="fr") == "fr"
    assert accepted_language("pl, *;q=0.5", otherwise="fr") == "fr"
    assert accepted_language("en", otherwise="fr") == "en"


def test_a_locale_names_a_language_or_none():
    assert [spoken(t) for t in ("de_AT.UTF-8", "fr@euro", "EN", "C", "", "deutsch")] == [
        "de",
        "fr",
        "en",
        None,
        None,
        None,
    ]


def test_an_unknown_language_is_told_where_it_was_set(monkeypatch):
    monkeypatch.setenv("LEGFIT_LANG", "pl")
    for given, field in (("pl", "LEGFIT_LANG"), ("pt", "--lang")):
        with pytest.raises(BadInput) as bad:
            language_of(given)
        assert [(p.field, p.expected) for p in bad.value.problems] == [(field, "cli_one_of")]
    assert language_of("de_AT.UTF-8") == "de"


def test_the_service_reads_a_locale_and_refuses_what_it_does_not_speak():
    assert config_from({"LEGFIT_LANG": "fr_FR.UTF-8"}).language == "fr"
    with pytest.raises(BadInput) as bad:
        config_from({"LEGFIT_LANG": "pl"})
    assert [p.field for p in bad.value.problems] == ["LEGFIT_LANG"]
