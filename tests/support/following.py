"""A page of the docs followed to the letter: each file written, each change made, each command run in its order.

A fence `toml title="NAME"`, `csv title="NAME"` or `json title="NAME"` is a whole file, `diff title="NAME"` a change of
lines in it, `console` commands with what they say: first what goes to stdout, then what goes to stderr. A line `…` stands
for any lines, and at the end of a line for its rest; `(exit code N)` for an end other than 0. What `sh` and `text` fences
hold other tests look at.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from catalog.commands.app import run
from catalog.commands.lazy_group import load_command

FENCE = re.compile(r"^```(\w+)(?: (?:title=)?\"?([^\s\"]+)\"?)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHELL = re.compile(r"^```(?:sh)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""What a reader types into a shell."""
COMMAND = re.compile(r"^\$ ", re.MULTILINE)
ENDS = re.compile(r"^\(exit code (\d)\)\n\Z", re.MULTILINE)
NOT_HERE = ("serve", "ask")
"""What would not end by itself: only its options are read."""
LANGUAGES = {"toml", "diff", "console", "html", "csv", "json", "sh", "text"}


def pattern(text: str) -> re.Pattern[str]:
    """Make a pattern of what a command says; a line `…` is any lines, also none, and `…` at an end any rest of it."""
    lines = [r"(?:.*\n)*" if line == "…" else re.escape(f"{line}\n").replace("…", ".*") for line in text.splitlines()]
    return re.compile("".join(lines))


def changed(text: str, change: str) -> str:
    """Put the lines with a plus in place of those with a minus, which stand there once."""
    old, new = ("".join(f"{x[1:]}\n" for x in change.splitlines() if x.startswith(sign)) for sign in "-+")
    assert text.count(old) == 1, change
    return text.replace(old, new)


def check(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Run one command and hold what it says against the page."""
    line, _, output = block.partition("\n")
    words = shlex.split(line)
    assert words[0] == "legfit"
    if words[1] in NOT_HERE:
        load_command(words[1]).make_context(words[1], words[2:])
        return
    end = ENDS.search(output)
    with pytest.raises(SystemExit) as left:
        run(words[1:])
    streams = capsys.readouterr()
    text = "".join(f"{s.rstrip()}\n" for s in (streams.out, streams.err) if s.strip())
    text = "".join(f"{x.rstrip()}\n" for x in text.splitlines())
    assert int(left.value.code or 0) == int(end[1] if end else 0), f"{line}\n{text}"
    expected = (output[: end.start()] if end else output).rstrip("\n") + "\n" * bool(output.strip())
    assert pattern(expected).fullmatch(text), f"the page says\n$ {line}\n{expected}\nand the program\n{text}"


def follow(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Follow a page in a folder of its own, with a home of its own."""
    for name in ("LEGFIT_DATABASE_URL", "LEGFIT_LANG", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    (folder / "shop").mkdir()
    monkeypatch.chdir(folder / "shop")
    for language, name, body in FENCE.findall(page):
        assert language in LANGUAGES
        if language == "diff":
            Path(name).write_text(changed(Path(name).read_text("utf-8"), body), "utf-8")
        elif language == "console":
            assert body.startswith("$ legfit ")
            for block in COMMAND.split(body)[1:]:
                check(block, capsys)
        elif name:
            Path(name).write_text(body, "utf-8")
