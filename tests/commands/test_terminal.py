"""On a real terminal of several widths: nothing runs over the edge, nothing is lost, styles only where they show."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from running import CHECKOUT, environment

from catalog.messages.messages import LANGUAGES

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
CALF = ("--calf", "36.5 cm")
SEARCH = ("search", "--garment", "sock", "--calf", "36.5 cm", "--for", "marathon")


def start(home: Path, *arguments: str, width: int = 80, **extra: str) -> tuple[subprocess.Popen[bytes], int]:
    """The command line with a terminal as stdin, stdout and stderr."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    kept = {**{k: v for k, v in environment(home).items() if k not in ("COLUMNS", "NO_COLOR")}, "PAGER": "cat"}
    child = subprocess.Popen(
        [sys.executable, str(CHECKOUT / "cli.py"), *arguments], env={**kept, "TERM": "xterm", **extra},
        stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
    )  # fmt: skip
    os.close(slave)
    return child, master


def read(master: int, until: str = "", seconds: float = 30) -> str:
    """What the terminal shows, up to a text or to the end; fails where the text does not come."""
    shown, end = b"", time.monotonic() + seconds
    while time.monotonic() < end:
        if not select.select([master], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
        if until and until in shown.decode("utf-8", "ignore"):
            break
    text = shown.decode("utf-8").replace("\r\n", "\n")
    assert until in text, f"{until!r} was expected, and the terminal shows {text!r}"
    return text


def whole(home: Path, *arguments: str, width: int = 80, **extra: str) -> str:
    child, master = start(home, *arguments, width=width, **extra)
    out = read(master)
    child.wait(30)
    os.close(master)
    return out


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_nothing_runs_over_the_edge_and_nothing_is_lost(seeded_home, width):
    out = ESCAPE.sub("", whole(seeded_home, *SEARCH, width=width))
    lines = out.splitlines()
    assert all(len(line) <= width for line in lines), max(lines, key=len)
    for part in ("CEP Compression socks,", ">99 %", "not known", "years", "medical products"):
        assert part in out, part


ANY_KIND = ("search", "--calf", "36.5cm", "--ankle", "22.5cm", "--for", "half")


@pytest.mark.parametrize("search", [(*SEARCH, "--ankle", "22.5 cm"), ANY_KIND], ids=["socks", "any kind"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_usual_search_fits_on_a_screen(seeded_home, search, language):
    lines = ESCAPE.sub("", whole(seeded_home, *search, "--lang", language)).splitlines()
    assert len(lines) <= 25, "\n".join(lines)
    assert [line[:1] for line in lines[2:7]] == list("12345")
    assert sum(line.startswith("  ! ") for line in lines) == 2


def test_where_there_is_little_room_the_causes_still_add_up(seeded_home):
    lines = ESCAPE.sub("", whole(seeded_home, *ANY_KIND)).splitlines()
    left = [number for line in lines for number in re.findall(r"^  (?:For )?(\d+) ", line)]
    assert sum(map(int, left)) == 185 - 8
    assert any(line.endswith("for other reasons: add --misses --explain-excluded to see them.") for line in lines)
    wide = ESCAPE.sub("", whole(seeded_home, *ANY_KIND, "--limit", "5")).splitlines()
    assert len(wide) > 25


def test_a_caution_of_several_rows_is_said_once_with_their_numbers(seeded_home):
    out = " ".join(ESCAPE.sub("", whole(seeded_home, *ANY_KIND)).split())
    assert "! 4: Close to size 4: measure once more." in out
    assert "! Check the maker's chart. Ours: from an unreliable source (1, 2), over two years old (1, 2, 5)," in out
    assert "second-hand (3–5), without a date (3, 4)." in out


def test_a_terminal_gets_the_best_five_and_the_command_that_shows_all(seeded_home):
    search = ("search", "--calf", "36.5 cm", "--for", "10k", "--brand", "CEP", "--brand", "Compressport")
    lines = ESCAPE.sub("", whole(seeded_home, *search, width=200)).splitlines()
    assert [line[:1] for line in lines[2:7]] == list("12345")
    (more,) = [line for line in lines if line.startswith("and ")]
    said, _, command = more.partition(": legfit ")
    assert said == "and 1 more"
    everything = ESCAPE.sub("", whole(seeded_home, *shlex.split(command), width=200)).splitlines()
    assert [line[:1] for line in everything[2:8]] == list("123456")


COLOURED = re.compile(r"\x1b\[1;3(\d)m(.*?)\x1b\[0m")


def test_a_colour_is_never_alone_in_what_it_says(seeded_home):
    """Yellow is a mark of its own before a caution, green the line of a chart with the leg on it as a dot."""
    out = whole(seeded_home, *SEARCH)
    assert set(ESCAPE.findall(out)) <= {"\x1b[1m", "\x1b[2m", "\x1b[0m", "\x1b[1;33m"}
    assert {text for _, text in COLOURED.findall(out)} == {"!"}
    assert out.count("\x1b[1;33m!") == len(re.findall(r"^  ! ", ESCAPE.sub("", out), re.MULTILINE))
    (line,) = [t for code, t in COLOURED.findall(whole(seeded_home, "size", "compressport-ur2", *CALF)) if code == "2"]
    assert "●" in line


@pytest.mark.parametrize(
    ("command", "extra", "paged"),
    [
        pytest.param(("list",), {}, True, id="a long list"),
        pytest.param(("list", "--limit", "3"), {}, False, id="a short one"),
        pytest.param(("list", "--no-pager"), {}, False, id="--no-pager"),
        pytest.param(("list",), {"PAGER": ""}, False, id="an empty PAGER"),
        pytest.param(("list",), {"TERM": "dumb"}, False, id="TERM=dumb"),
        pytest.param(("list", "--format", "csv"), {}, False, id="a file"),
        pytest.param(("why", "compressport-ur2", "--calf", "36 cm"), {}, True, id="why"),
    ],
)
def test_what_is_longer_than_the_screen_goes_through_the_pager(seeded_home, command, extra, paged):
    out = whole(seeded_home, *command, **{"PAGER": "sed s/^/PAGED/", **extra})
    assert ("PAGED" in out) is paged


@pytest.mark.parametrize("extra", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "TERM=dumb"])
def test_no_escape_where_none_is_wanted(seeded_home, extra):
    out = whole(seeded_home, *SEARCH, **extra)
    assert "\x1b" not in out
    assert "sure, >99 %" in out


def converse(home: Path, *said: str) -> tuple[str, int]:
    """The guided question, each answer typed when it is asked for one."""
    child, master = start(home, "ask")
    shown = ""
    for text in said:
        shown += read(master, "\n> ")
        os.write(master, f"{text}\n".encode())
    shown += read(master)
    code = child.wait(30)
    os.close(master)
    return shown, code


def test_the_guided_question_at_a_real_terminal(seeded_home):
    shown, code = converse(seeded_home, "1", "", "36.5", "cm", "<", "36.5 cm; 36.7 cm", "none", "4", "n", "", "1, 2")
    assert code == 0
    assert "CEP Compression socks" in shown
    plain = plainly(shown)
    assert "36.5 of which unit? It is never guessed." in plain
    last = plain.rpartition("The same answer again: ")[2]
    assert last == (
        'legfit search --garment sock --for marathon --calf "36.5 cm" --calf "36.7 cm" --symptom calf_tightness '
        "--symptom heavy_legs"
    )


def test_what_is_said_about_health_is_not_in_the_command(seeded_home):
    shown, _ = converse(seeded_home, "1", "", "36.5 cm", "2")
    assert "See a clinician first." in shown
    assert "--red-flag" not in shown


def plainly(shown: str) -> str:
    """What a terminal showed, on one line, without its styles."""
    return " ".join(re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\\\n", " ").split())


def test_the_guided_question_can_be_left(seeded_home):
    shown, code = converse(seeded_home, "1", "q")
    assert code == 0
    assert "Nothing was stored." in shown


def test_ctrl_c_leaves_quietly(seeded_home):
    child, master = start(seeded_home, "ask")
    read(master, "\n> ")
    os.killpg(child.pid, 2)
    shown = read(master)
    assert child.wait(30) == 130
    assert shown.splitlines()[-1] == "Left. Nothing was stored."
    os.close(master)


def test_a_reader_that_goes_away_is_no_error(seeded_home):
    done = subprocess.run(
        f"{sys.executable} {CHECKOUT / 'cli.py'} list --json | head -c 10",
        shell=True, env=environment(seeded_home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert len(done.stdout) == 10
    assert done.stderr == ""


def test_a_reader_that_is_gone_has_its_own_code(seeded_home):
    child = subprocess.Popen(
        [sys.executable, str(CHECKOUT / "cli.py"), "list", "--json"],
        env=environment(seeded_home), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(30) == 141


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        pytest.param("legfit show compressport-u", "compressport-ur2", id="product"),
        pytest.param("legfit search --brand Comp", "Compressport", id="brand"),
        pytest.param("legfit search --for mar", "marathon", id="run"),
        pytest.param("legfit measure ca", "calf", id="point"),
        pytest.param("legfit search --same-as compressport-ur2", "compressport-ur2 3", id="size"),
        pytest.param("legfit com", "compare", id="command"),
        pytest.param("legfit load mine.toml --collection ship", "shipped", id="collection"),
        pytest.param("legfit list --collection ship", "shipped", id="collection of a list"),
        pytest.param("legfit remove compressport-q", "compressport-quad", id="product to remove"),
    ],
)
def test_the_shell_completes(seeded_home, words, offered):
    extra = {"_LEGFIT_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[0] = 'legfit'; from catalog.commands import main; main()"],
        env=environment(seeded_home) | extra, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert offered in done.stdout.splitlines(), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        pytest.param(["--version"], {"typer", "sqlalchemy", "catalog.model.policy"}, id="version"),
        pytest.param(["--help"], {"pydantic", "catalog.commands.options.groups", "catalog.model.product"}, id="help"),
        pytest.param(["search", "--help"], {"sqlalchemy", "catalog.search.find"}, id="help of one"),
        pytest.param(["measure", "calf"], {"sqlalchemy", "alembic", "rich", "starlette"}, id="measure"),
        pytest.param(
            ["size", "compressport-ur2", "--calf", "36.5 cm"],
            {"sqlalchemy", "alembic", "rich", "numpy", "catalog.rules.graduated.claims"}, id="size",
        ),
    ],
)  # fmt: skip
def test_little_is_imported_for_little(seeded_home, arguments, spared):
    code = f"import sys; sys.argv = ['legfit', *{arguments!r}]\ntry:\n  from catalog.commands import main; main()\nexcept SystemExit: pass\nprint('|'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(seeded_home), capture_output=True, text=True, check=False
    )
    assert not spared & set(done.stderr.strip().splitlines()[-1].split("|"))


def test_a_command_runs_with_the_search_for_garbage_on_and_ends_without_one(seeded_home):
    code = """
import atexit, gc, sys
import catalog.commands.config as config
settings = config.settings
config.settings = lambda *a: print("on" if gc.isenabled() else "off") or settings(*a)
atexit.register(lambda: print("spared" if gc.get_freeze_count() > 10_000 else "searched"))
sys.argv = ["legfit", "config"]
from catalog.commands import main; main()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(seeded_home), capture_output=True, text=True, check=False
    )
    lines = done.stdout.splitlines()
    assert (lines[0], lines[-1]) == ("on", "spared"), done.stderr
