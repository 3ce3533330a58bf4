"""A person at a played terminal: lines that are typed when they are asked for, and all that the screen shows.

`python tests/support/asking.py` writes the screens of `tests/commands/asking/` anew; read what changed before you keep it.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

ASKING = Path(__file__).resolve().parents[1] / "commands/asking"
SCREENS = ASKING / "screens"
sys.path[:0] = [str(Path(__file__).resolve().parents[2])]


class Terminal(io.StringIO):
    """What a person looks at, where stdout and stderr meet."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


class Keyboard(io.StringIO):
    """Types the next line when one is read; the terminal shows it, as terminals do. Then Ctrl-D."""

    def __init__(self, lines: Sequence[str], terminal: Terminal) -> None:
        super().__init__()
        self._lines, self._terminal = list(lines), terminal

    def isatty(self) -> bool:
        """It is a terminal."""
        return True

    def readline(self, size: int | None = -1, /) -> str:
        """Return the next line; nothing is left where the person types no more."""
        if not self._lines:
            return ""
        line = f"{self._lines.pop(0)}\n"
        self._terminal.write(line)
        return line


@dataclass(frozen=True)
class Session:
    """One conversation: what is typed after `legfit`, how wide the terminal is, and the lines that are typed."""

    name: str
    arguments: tuple[str, ...]
    width: int
    lines: tuple[str, ...]

    @property
    def screen_file(self) -> Path:
        """The file that has what the screen shows."""
        return SCREENS / f"{self.name}.txt"


def sessions() -> Iterator[Session]:
    """Every conversation of the data file, one for each of its languages."""
    for entry in tomllib.loads((ASKING / "sessions.toml").read_text("utf-8"))["session"]:
        for language, lines in entry["typed"].items():
            where = () if language == "en" else ("--lang", language)
            arguments = (entry.get("command", "ask"), *entry.get("arguments", ()), *where)
            width = entry.get("width", 80)
            yield Session(f"{entry['name']}.{language}", arguments, width, tuple(lines))


def played(session: Session, database: str, home: Path) -> str:
    """What the screen shows at the end, and the exit code on the last line."""
    from catalog.commands.app import run

    terminal, code = Terminal(), 0
    with ExitStack() as stack:
        for name, stream in {
            "stdin": Keyboard(session.lines, terminal),
            "stdout": terminal,
            "stderr": terminal,
        }.items():
            stack.enter_context(patch.object(sys, name, stream))
        stack.enter_context(patch.dict(os.environ, environment(session.width, database, home)))
        try:
            run(list(session.arguments))
        except SystemExit as left:
            code = int(left.code or 0)
    return f"{terminal.getvalue()}(exit code {code})\n"


def environment(width: int, database: str, home: Path) -> Mapping[str, str]:
    """A terminal without styles, and a home of its own."""
    return {
        "COLUMNS": str(width), "LINES": "500", "NO_COLOR": "1", "LEGFIT_LANG": "en", "LEGFIT_DATABASE_URL": database,
        "XDG_CONFIG_HOME": str(home / "config"), "XDG_DATA_HOME": str(home / "data"),
    }  # fmt: skip


def catalog_of_sessions(folder: Path) -> str:
    """Make the catalog that is asked; its address."""
    from catalog.app.load import load_files
    from catalog.model.policy import shipped_policy
    from catalog.store.database import connect
    from catalog.store.migrate import upgrade

    url = f"sqlite:///{folder / 'asking.db'}"
    upgrade(url)
    engine: Any = connect(url)
    load_files(engine, [ASKING / "brand.toml"], shipped_policy())
    engine.dispose()
    return url


def main() -> None:
    """Write every screen anew."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = catalog_of_sessions(home)
        for session in sessions():
            session.screen_file.write_text(played(session, database, home / session.name), "utf-8")


if __name__ == "__main__":
    main()
