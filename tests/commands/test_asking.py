"""The guided question at a played terminal: whole conversations to the letter, and how it starts and ends."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from asking import SCREENS, Session, catalog_of_sessions, played, sessions
from running import CHECKOUT

from catalog.app.saved_measurements import names, profiles_folder
from catalog.messages.messages import LANGUAGES

USUAL = "1\n1\n36.5 cm\n22.5 cm\nnone\n"
"""Socks for a woman, and what the charts of the asking catalog ask for; nothing of a run."""


@pytest.fixture(scope="session")
def asking(tmp_path_factory):
    """The address of the catalog that is asked; treat it as read-only."""
    return catalog_of_sessions(tmp_path_factory.mktemp("asking"))


@pytest.fixture
def ask(cli, asking):
    """The guided question without a terminal: the answers come through a pipe."""

    def asked_through_a_pipe(typed, *arguments):
        return cli("ask", "--database", asking, *arguments, stdin=typed)

    return asked_through_a_pipe


@pytest.mark.parametrize("session", [pytest.param(s, id=s.name) for s in sessions()])
def test_a_whole_conversation_to_the_letter(session: Session, asking, tmp_path: Path):
    assert played(session, asking, tmp_path) == session.screen_file.read_text("utf-8")


def test_every_screen_belongs_to_a_conversation_and_some_are_in_every_language():
    written = {session.screen_file for session in sessions()}
    assert set(SCREENS.iterdir()) == written
    for name in ("a-race", "knows-nothing"):
        assert {SCREENS / f"{name}.{language}.txt" for language in LANGUAGES} <= written


@pytest.mark.parametrize("file", [pytest.param(f, id=f.stem) for f in sorted(SCREENS.glob("between-*"))])
def test_at_forty_columns_nothing_runs_over_the_edge(file):
    lines = file.read_text("utf-8").splitlines()
    assert all(len(line) <= 40 for line in lines), max(lines, key=len)


def test_the_conversation_in_the_docs_goes_so(seeded_home, tmp_path):
    page = (CHECKOUT / "docs/runners/ask.md").read_text("utf-8")
    (conversation,) = re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    typed = tuple(line.removeprefix("> ") for line in conversation.splitlines() if line.startswith("> "))
    (catalog,) = seeded_home.rglob("*.db")
    assert conversation in played(Session("docs", ("ask",), 120, typed), f"sqlite:///{catalog}", tmp_path)


def last_command(screen: str) -> list[str]:
    """The words of the command at the end."""
    command = screen.replace("\\\n", " ").rstrip().splitlines()[-2]
    return shlex.split(command)[1:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_at_the_end_gives_the_same_answer(cli, asking, language, tmp_path):
    (session,) = [s for s in sessions() if s.name == f"a-race.{language}"]
    screen = played(session, asking, tmp_path)
    asked = cli("ask", "--database", asking, "--lang", language, stdin="\n".join(session.lines))
    again = cli(*last_command(screen), "--database", asking)
    answer, _, _ = asked.out.strip().rpartition("\n\n")
    assert (again.code, plain(again.out)) == (asked.code, plain(answer)) == (0, plain(again.out))
    assert ("--lang" in last_command(screen)) is (language != "en")


def test_a_language_that_is_only_set_here_stands_in_the_command(ask, monkeypatch):
    """Where the command is run again, the setting may be another."""
    monkeypatch.setenv("LEGFIT_LANG", "de")
    command = ask(f"{USUAL}\n").out.rstrip().splitlines()[-1]
    assert command.startswith(
        '  legfit search --garment sock --audience women --calf "36.5 cm" --ankle "22.5 cm" --lang de'
    )


def plain(answer: str) -> str:
    """An answer without its command line for more, where the order of the options is another matter."""
    return re.sub(r"(?m)^\S[^\n]*: legfit why .*$", "", answer).strip()


def test_answers_through_a_pipe_leave_the_questions_on_stderr(ask):
    done = ask(f"{USUAL}half\nno\n")
    assert done.code == 2
    done = ask(f"{USUAL}half\nno\n\n\n")
    assert done.code == 0
    assert done.out.startswith("\n2 of 2 socks may fit your leg.\n")
    assert "Calf girth:" in done.err
    assert "legfit search --garment sock --audience women --for half" in done.out
    assert "36.5 cm\n" not in done.err.replace("Like 36.5 cm", "")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        pytest.param("en", "The answers ended before the questions did. Nothing was stored.", id="en"),
        pytest.param("de", "Die Antworten endeten vor den Fragen. Nichts wurde gespeichert.", id="de"),
        pytest.param("fr", "Les réponses se sont arrêtées avant les questions. Rien n'a été conservé.", id="fr"),
        pytest.param("es", "Las respuestas terminaron antes que las preguntas. No se guardó nada.", id="es"),
        pytest.param("it", "Le risposte sono finite prima delle domande. Non si è salvato nulla.", id="it"),
        pytest.param("nl", "De antwoorden hielden op voor de vragen. Er is niets bewaard.", id="nl"),
    ],
)
def test_where_the_answers_end_too_early_that_is_said(ask, language, said):
    for typed in ("", "\n", "1\n", "1\n1\n36.5"):
        done = ask(typed, "--lang", language)
        assert (done.code, done.out, done.err.splitlines()[-1]) == (2, "", said)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("foo\n" * 1000, id="words"),
        pytest.param("?\n" * 1000, id="help"),
        pytest.param("<\n" * 1000, id="back"),
        pytest.param("\0" * 3_000_000, id="no lines"),
    ],
)
def test_a_pipe_that_does_not_end_is_given_up(ask, typed):
    done = ask(typed)
    last = done.err.splitlines()[-1]
    assert (done.code, done.out) == (2, "")
    assert last == "There were far more answers than questions. Nothing was stored."


def test_bytes_that_are_no_text_are_an_answer_that_is_not_read(cli, asking, monkeypatch):
    done = cli("ask", "--database", asking, stdin="\udcff\n1\nq\n".encode("utf-8", "surrogateescape").decode("latin-1"))
    assert (done.code, done.out) == (0, "")
    assert "Pick a number" in done.err or "Expected" in done.err


def test_a_program_gets_the_document_alone(ask):
    done = ask(f"{USUAL}half\nno\n\n\n", "--json")
    document = json.loads(done.out)
    assert document["question"]["filters"] == {"audience": "women"}
    assert document["question"]["run"] == {"distance": "21.0975 km"}
    assert [m["size"] for m in document["matches"]] == ["M", "2"]
    assert document["assumed"]["word"] == "half"


@pytest.mark.parametrize(
    ("typed", "runner"),
    [
        pytest.param("none", {}, id="none"),
        pytest.param("nichts davon", {}, id="none in German"),
        pytest.param("", {"red_flags": "unknown"}, id="nothing typed"),
        pytest.param("don't know", {"red_flags": "unknown"}, id="not known"),
        pytest.param("-", {"red_flags": "unknown"}, id="its mark"),
        pytest.param("2, 9", {"red_flags": ["C2", "C9"]}, id="two signs"),
        pytest.param("maybe\n0, 2\n- 3\n0", {}, id="none and a sign"),
    ],
)
def test_not_known_is_never_none(ask, typed, runner):
    done = ask(f"1\n1\n36.5 cm\n22.5 cm\n{typed}\n\n", "--json")
    assert json.loads(done.out)["question"].get("runner", {}) == runner


def test_an_odd_value_that_is_right_is_confirmed_in_the_command(ask):
    done = ask("1\n1\n36.5 cm\n30 cm\nyes\nyes\nnone\n\n")
    assert " --yes --database " in done.out.rstrip().splitlines()[-1]
    assert "is unusual" in done.err


# --- a profile, where one was asked for ------------------------------------------------------------------------------


def test_nothing_is_kept_unless_asked_for(ask):
    done = ask(f"{USUAL}\n")
    assert (done.code, names()) == (0, ())
    assert not profiles_folder().exists()


@pytest.mark.parametrize(
    ("answer", "language", "kept_as"),
    [
        pytest.param("y", "en", ("anna",), id="yes"),
        pytest.param("", "en", (), id="nothing typed"),
        pytest.param("n", "en", (), id="no"),
        pytest.param("maybe\noui", "fr", ("anna",), id="yes in French"),
        pytest.param("j", "de", ("anna",), id="yes in German"),
    ],
)
def test_the_measures_are_kept_where_a_person_asked_and_agrees(ask, answer, language, kept_as):
    done = ask(f"{USUAL}\n{answer}\n", "--keep", "anna", "--lang", language)
    assert (done.code, names()) == (0, kept_as)
    if kept_as:
        saved = json.loads((profiles_folder() / "anna.json").read_text("utf-8"))
        assert saved == {"legs": {"calf_max_girth": "36.5 cm", "ankle_min_girth": "22.5 cm"}}
        again = ask(f"{USUAL}\nn\n", "--keep", "anna")
        assert "There is a profile anna already. Put these measures in its place? [y/N]: " in again.err


def test_a_name_that_is_none_is_refused_before_anything_is_asked(ask):
    done = ask("", "--keep", "Anna!")
    assert (done.code, done.err.count("\n"), done.err.startswith("legfit: --keep: read 'Anna!'")) == (2, 1, True)
