"""No sentence, help text or generated page says a word of ours to a person who does not build legfit."""

import re
import tomllib
from pathlib import Path

import pytest

from catalog.messages.messages import LANGUAGES, sentences

HERE = Path(__file__).resolve().parent
DOCS = HERE.parents[1] / "docs"
INSIDE = tomllib.loads((HERE / "inside_words.toml").read_text("utf-8"))
IN_WHY = "ui.why."
"""How the codes begin that `why` alone says."""
TYPED = re.compile(r"`[^`]*`|\{[a-z_0-9]+\}|--[a-z-]+|\[\[[a-z]+\]\]")
"""What a person types or a program fills in: no words of a sentence."""


def said(language, text, allowed=()):
    """The words of ours that a text says, but for those allowed."""
    plain = TYPED.sub(" ", text)
    words = [word for word in INSIDE[language]["words"] if word not in allowed]
    return [hit[0] for word in words for hit in re.finditer(rf"(?<!\w){word}(?!\w)", plain, re.IGNORECASE)]


def texts(language):
    """Every text of every sentence with its code."""
    for code, template in sentences(language).items():
        for text in [template] if isinstance(template, str) else [t for k, t in template.items() if k != "by"]:
            yield code, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_a_word_of_ours(language):
    found = [
        (code, words, text)
        for code, text in texts(language)
        if (words := said(language, text, INSIDE[language]["in_why"] if code.startswith(IN_WHY) else ()))
    ]
    assert found == []


def parts(page):
    """The sections of a page by their heading."""
    return re.split(r"^## ", (DOCS / page).read_text("utf-8"), flags=re.MULTILINE)


def test_no_help_text_says_a_word_of_ours():
    for part in parts("cli.md"):
        allowed = INSIDE["en"]["in_why"] if part.startswith("legfit why") else ()
        assert said("en", part, allowed) == [], part[:300]


def test_the_page_of_rules_says_no_word_of_ours():
    """Why a number is what it is stands as the policy has it, which speaks of bands of distance."""
    for part in parts("evidence/rules.md"):
        assert said("en", part, ["(?<!top )bands?"] if part.startswith("Numbers") else ()) == [], part[:300]


def test_the_page_of_answers_says_no_word_of_ours_but_in_its_list():
    """Names of fields and records are no words; the list at its beginning explains those that are called by one of ours."""
    for part in parts("answer.md")[1:]:
        meanings = re.sub(r"\[\w+\]\(#\w+\)", "", part.partition("\n")[2])
        assert said("en", meanings, INSIDE["en"]["in_why"]) == [], part[:300]


def test_every_language_has_its_list():
    assert set(INSIDE) == set(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It waits for a Curator."), ("en", "Nothing fits among what is left."), ("de", "Das Urteil: nein."),
        ("fr", "Le verdict : non."), ("es", "El veredicto: no."), ("it", "Il verdetto: no."),
    ],
)  # fmt: skip
def test_a_word_of_ours_is_found(language, text):
    assert len(said(language, text)) == 1
    assert said(language, f"`{text}`") == []
