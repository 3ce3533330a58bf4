"""Streams that are closed, full, or cannot write every character: the real program, as a shell starts it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from running import CHECKOUT, environment

from catalog.commands.terminal.streams import ALIKE, _alike

SIZE = "size compressport-ur2 --calf '36.5 cm' --for half"


def shell(home: Path, line: str, **extra: str) -> subprocess.CompletedProcess[bytes]:
    """The program started by a shell, with the shell's own ways to close and redirect."""
    program = f"{shlex.quote(sys.executable)} {shlex.quote(str(CHECKOUT / 'cli.py'))}"
    return subprocess.run(
        ["sh", "-c", f"{program} {line}"], env={**environment(home), **extra}, capture_output=True, timeout=60
    )


@pytest.mark.parametrize(
    ("encoding", "lang", "form"),
    [
        ("latin-1", "fr", "table"), ("cp437", "en", "table"), ("ascii", "de", "table"), ("ascii", "es", "csv"),
        ("latin-1", "en", "md"),
    ],
)  # fmt: skip
def test_an_encoding_that_lacks_characters_gets_the_same_answer_in_plain_ones(seeded_home, encoding, lang, form):
    line = f"search --garment sock --calf '36.5 cm' --for half --lang {lang} --format {form}"
    rich, plain = shell(seeded_home, line), shell(seeded_home, line, PYTHONIOENCODING=encoding)
    assert (plain.returncode, rich.returncode) == (0, 0)
    read = plain.stdout.decode(encoding)
    assert "?" not in read.replace("¿", "").replace(" ?", "")
    assert len(read.splitlines()) == len(rich.stdout.decode().splitlines())
    assert "CEP" in read


def test_the_columns_of_a_table_still_stand_under_their_headings(seeded_home):
    line = "list --garment sock --limit 5 --lang de --columns sizes,id,name"
    heading, *rows = shell(seeded_home, line, PYTHONIOENCODING="ascii").stdout.decode("ascii").splitlines()
    assert heading.startswith("Groessen  Kennung")
    assert [row[8:10] + row[10:11].strip() for row in rows] == ["  " + row.split()[1][0] for row in rows]


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_json_stays_the_same_document(seeded_home, encoding):
    plain = shell(seeded_home, f"{SIZE} --json", PYTHONIOENCODING=encoding).stdout
    assert plain.isascii()
    assert json.loads(plain) == json.loads(shell(seeded_home, f"{SIZE} --json").stdout)


def test_the_locale_of_no_country_answers(seeded_home):
    done = shell(seeded_home, SIZE, LC_ALL="C", PYTHONIOENCODING="")
    assert done.returncode == 0
    assert b"36.5 cm" in done.stdout


def test_a_locale_of_ascii_alone_reads_what_is_typed_in_utf8(seeded_home):
    ascii_alone = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    done = shell(seeded_home, "size compressport-ur2 --calf '36½ cm' --lang fr", **ascii_alone)
    assert done.returncode == 0, done.stderr
    assert "36,5 cm" in done.stdout.decode("ascii")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("35–38 cm", "35-38 cm", id="a dash"),
        pytest.param("14½ in", "14 1/2 in", id="a fraction after a number"),
        pytest.param("½ in", "1/2 in", id="a fraction alone"),
        pytest.param("⅔", "2/3", id="thirds"),
        pytest.param("„Größe“ → “size”", '"Groesse" -> "size"', id="quotes, umlauts, arrows"),
        pytest.param("└─ à côté", "`- a cote", id="a branch and accents"),
        pytest.param("漢", "?", id="nothing is alike"),
        pytest.param("a\udcffb", "a?b", id="half a character"),
    ],
)
def test_what_stands_for_a_character(text, plain):
    import codecs

    codecs.register_error("legfit.test", _alike)
    assert text.encode("ascii", "legfit.test").decode() == plain
    assert all(v.isascii() for v in ALIKE.values())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            "ask <&-", "The answers ended before the questions did. Nothing was stored.", id="ask without stdin"
        ),
        pytest.param(
            "search --question - <&-", "--question: read '-', expected a file that can be read.", id="question"
        ),
        pytest.param("list >&-", "stdout: expected a place where the answer can be written.", id="closed"),
        pytest.param("list > /dev/full", "The system says: No space left on device.", id="full"),
        pytest.param("--version > /dev/full", "The system says: No space left on device.", id="version"),
        pytest.param("size --help > /dev/full", "The system says: No space left on device.", id="help"),
        pytest.param("list --format x --json > /dev/full", "No space left on device.", id="an error as JSON"),
        pytest.param(
            "list --lang de >&-",
            "stdout: erwartet: eine Ausgabe, in die sich die Antwort schreiben lässt.",
            id="German",
        ),
    ],
)
def test_a_stream_that_cannot_be_used_is_a_sentence_and_an_exit_code(seeded_home, line, said):
    done = shell(seeded_home, line)
    assert done.returncode == 2
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_nowhere_to_speak_at_all_still_ends_with_the_code(seeded_home):
    assert shell(seeded_home, "list >&- 2>&-").returncode == 2
    assert shell(seeded_home, "list --format x 2>&-").returncode == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param('size compressport-ur2 --calf "365 cm"', 2, id="a problem"),
        pytest.param('size compressport-ur2 --calf "66 cm"', 2, id="to confirm"),
        pytest.param('search --garment sock --calf "36 cm" --format csv', 0, id="remarks beside an answer"),
        pytest.param('search --calf "36 cm" --red-flag C1 --format csv', 0, id="an emergency beside an answer"),
        pytest.param("list > /dev/full", 2, id="nothing can be written"),
    ],
)
def test_errors_that_cannot_be_written_change_no_exit_code(seeded_home, line, code):
    done = shell(seeded_home, f"{line} 2>/dev/full")
    assert done.returncode == code
    assert bool(done.stdout) is (code == 0)


def test_completion_for_a_home_that_cannot_be_written_is_refused(seeded_home):
    program = f"{shlex.quote(sys.executable)} {shlex.quote(str(CHECKOUT / 'cli.py'))} --install-completion; exit $?"
    env = {**environment(seeded_home), "HOME": "/dev/null", "SHELL": "/bin/bash"}
    done = subprocess.run(["bash", "-c", program], env=env, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("legfit: /dev/null: expected a file that can be used.")


def test_completion_for_a_shell_that_has_none_is_no_internal_error(seeded_home):
    assert shell(seeded_home, "--install-completion; exit $?").returncode == 2


@pytest.mark.parametrize(
    "line", ["db", "search --help", "list", "size compressport-ur2 --calf '36.5 cm'", "why compressport-ur2"]
)
@pytest.mark.parametrize("lines", [1, 5, 11])
def test_a_reader_that_stops_is_no_internal_error(seeded_home, line, lines):
    program = [sys.executable, str(CHECKOUT / "cli.py"), *shlex.split(line)]
    drawn = {name: value for name, value in environment(seeded_home).items() if name not in ("NO_COLOR", "COLUMNS")}
    running = subprocess.Popen(program, env=drawn, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for _ in range(lines):
        running.stdout.readline()
    running.stdout.close()
    # A short answer may be written whole before the reader has gone.
    assert running.wait(timeout=60) in ((0, 2, 141) if line.startswith(("size", "db")) else (0, 141))
