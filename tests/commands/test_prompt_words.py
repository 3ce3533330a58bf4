"""What is typed at a prompt: words of every language, a yes or no in the person's language, a measure in many ways."""

from __future__ import annotations

import io
import sys
from collections import defaultdict

import pytest
import typer

from catalog.commands.guided.dialogue import Choice, NotRead, Step, read_answer
from catalog.commands.guided.measures import typed_measure
from catalog.commands.terminal.prompt import InputEnded, Meaning, agreed, meaning_of, typed_line
from catalog.documents.fields import folded
from catalog.messages.messages import LANGUAGES, Messages, sentences
from catalog.model.problem import BadInput

ENGLISH = Messages("en")


@pytest.mark.parametrize(
    ("meaning", "typed"),
    [
        (Meaning.YES, "yes; Y; ja; J; oui; sí; Si; sì; ok"),
        (Meaning.NO, "no; None; n; keine; nein.; nichts davon; aucun; rien; ninguna; nada; niente; nessuno; nee; geen"),
        (Meaning.UNKNOWN, "-; Don't know; don’t know; weiß nicht; weiss nicht; keine Ahnung; je ne sais pas; no sé; "
                          "non lo so; weet ik niet"),
        (Meaning.BACK, "<; back; zurück; retour; atrás; indietro; terug"),
        (Meaning.QUIT, "q; quit; exit; ende; quitter; salir; esci; stop"),
        (Meaning.HELP, "?; help; Hilfe; aide; ayuda; aiuto; hulp"),
        (None, "36.5 cm; 1; sock; knees; maybe"),
    ],
    ids=str,
)  # fmt: skip
def test_a_word_means_the_same_in_every_language(meaning, typed):
    assert {word: meaning_of(word) for word in typed.split("; ")} == dict.fromkeys(typed.split("; "), meaning)


def test_nothing_typed_is_not_known():
    assert meaning_of("") is Meaning.UNKNOWN


@pytest.mark.parametrize("kinds", [[m.value for m in Meaning], ["left", "right"]], ids=["prompts", "sides"])
def test_no_word_means_two_things(kinds):
    means = defaultdict(set)
    for language in LANGUAGES:
        for kind in kinds:
            for word in sentences(language)[f"ui.words.{kind}"].split(","):
                means[folded(word.strip())].add(kind)
    assert {word: meanings for word, meanings in means.items() if len(meanings) > 1 or not word} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_language_says_can_be_typed_is_read(language):
    here = Messages(language)
    assert meaning_of(here.text("ui.ask.plain_yes")) is Meaning.YES
    assert meaning_of(here.text("ui.ask.plain_no")) is Meaning.NO
    yes, no = here.text("ui.prompt.yes_or_no").strip("[]").split("/")
    assert (meaning_of(yes), meaning_of(no)) == (Meaning.YES, Meaning.NO)
    for word in ("none", "not_known"):
        assert meaning_of(here.text(f"ui.ask.{word}")) is {"none": Meaning.NO, "not_known": Meaning.UNKNOWN}[word]


@pytest.mark.parametrize(
    ("language", "typed", "answer", "prompts"),
    [
        pytest.param("en", "y\n", True, ["Sure? [y/N]: "], id="yes"),
        pytest.param("en", "\n", False, ["Sure? [y/N]: "], id="nothing typed"),
        pytest.param("de", "ja\n", True, ["Sure? [j/N]: "], id="ja"),
        pytest.param("fr", "n\n", False, ["Sure? [o/N]: "], id="non"),
        pytest.param("es", "sí\n", True, ["Sure? [s/N]: "], id="sí"),
        pytest.param("it", "s\n", True, ["Sure? [s/N]: "], id="sì"),
        pytest.param("nl", "x\nj\n", True, ["Sure? [j/N]: ", "Typ j voor ja of n voor nee.", "Sure? [j/N]: "], id="ja, at last"),
    ],
)  # fmt: skip
def test_a_question_of_yes_or_no_in_the_language_of_the_person(monkeypatch, capsys, language, typed, answer, prompts):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    assert agreed("Sure?", Messages(language)) is answer
    assert [line for line in capsys.readouterr().err.split("\n") if line] == prompts


def test_a_question_of_yes_or_no_whose_input_ends_is_left(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    with pytest.raises(typer.Abort):
        agreed("Sure?", ENGLISH)


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("36.5 cm", "", "36.5 cm"),
        ("36,5 cm", "", "36,5 cm"),
        ("36.5", "cm", "36.5 cm"),
        ("14 7/8", "in", "14 7/8 in"),
        ("14 7/8 in", "", "14 7/8 in"),
        ("36 cm; 36.5 cm", "", {"readings": ["36 cm", "36.5 cm"]}),
        ("36 cm, 36,5 cm", "", {"readings": ["36 cm", "36,5 cm"]}),
        ('14" / 14 1/8"', "", {"readings": ['14"', '14 1/8"']}),
        ("36; 36.5 cm", "cm", {"readings": ["36 cm", "36.5 cm"]}),
        ("left 36 cm, right 37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("L=36 cm R=37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("right: 37 cm and left: 36 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("links 36 und rechts 37", "cm", {"left": "36 cm", "right": "37 cm"}),
        ("gauche 36 cm; 36,2 cm droite 37 cm", "", {"left": {"readings": ["36 cm", "36,2 cm"]}, "right": "37 cm"}),
        ("izquierda 36 cm y derecha 37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("sx 36 cm dx 37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("36 cm left, 37 cm right", "", None),
        ("only the left 36 cm", "", {"left": "36 cm"}),
        ("left leg: 36 cm and the right one 37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("linkes Bein 36 cm, rechtes Bein 37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("la gauche 36 cm, la droite 37 cm", "", {"left": "36 cm", "right": "37 cm"}),
        ("left about 36 cm", "", {"left": "about 36 cm"}),
        ("left 36 cm", "", {"left": "36 cm"}),
    ],
)
def test_a_measure_may_be_typed_in_many_ways(typed, unit, value):
    if value is None:
        with pytest.raises(BadInput, match="side_missing"):
            typed_measure(typed, unit)
    else:
        assert typed_measure(typed, unit) == value


SYMPTOMS = Step(
    "symptoms", "?", many=True,
    choices=(Choice("Tight calves", "t"), Choice("Heavy legs", "h"), Choice("Cramps", "c"), Choice("None", "n", "0", Meaning.NO)),
)  # fmt: skip
USE = Step(
    "for", "?", choices=(Choice("10 km", "10k"), Choice("A half marathon", "half"), Choice("A marathon", "marathon"))
)


@pytest.mark.parametrize(
    ("step", "typed", "value"),
    [
        pytest.param(SYMPTOMS, "1, 3", ["t", "c"], id="numbers"),
        pytest.param(SYMPTOMS, "3 1", ["t", "c"], id="in any order"),
        pytest.param(SYMPTOMS, "heavy, cramps", ["h", "c"], id="words"),
        pytest.param(SYMPTOMS, "0", ["n"], id="none by its key"),
        pytest.param(SYMPTOMS, "keine", ["n"], id="none by a word"),
        pytest.param(SYMPTOMS, "0, 1", NotRead, id="none and something"),
        pytest.param(SYMPTOMS, "ti", NotRead, id="too short a beginning"),
        pytest.param(USE, "h", "half", id="one letter"),
        pytest.param(USE, "2.", "half", id="a number with its dot"),
        pytest.param(SYMPTOMS, "4", NotRead, id="a number too high"),
        pytest.param(SYMPTOMS, "", None, id="nothing typed"),
        pytest.param(USE, "marathon", "marathon", id="the short word before others that hold it"),
        pytest.param(USE, "half", "half", id="a short word"),
        pytest.param(USE, "a", NotRead, id="what begins two"),
        pytest.param(USE, "a half", "half", id="how it begins"),
        pytest.param(USE, "-1", NotRead, id="no number"),
        pytest.param(USE, "²", NotRead, id="a digit that is none"),
        pytest.param(USE, "don't know", None, id="not known"),
    ],
)
def test_a_choice_is_known_by_its_number_or_its_words(step, typed, value):
    if value is NotRead:
        with pytest.raises(NotRead):
            read_answer(step, typed, ENGLISH)
    else:
        assert read_answer(step, typed, ENGLISH) == value


class Closed(io.StringIO):
    """A stdin that the caller closed."""

    def readline(self, size: int | None = -1, /) -> str:
        raise OSError(9, "Bad file descriptor")


@pytest.mark.parametrize("stdin", [io.StringIO(""), Closed()], ids=["at its end", "closed"])
def test_an_input_that_has_nothing_more_has_ended(monkeypatch, capsys, stdin):
    monkeypatch.setattr(sys, "stdin", stdin)
    with pytest.raises(InputEnded):
        typed_line()
    assert capsys.readouterr().err == "> \n"
