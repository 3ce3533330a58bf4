"""A file, or what was copied and piped in, to the size charts in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from .exit_codes import Exit, leave

if TYPE_CHECKING:
    from ..model.read_chart import ChartsRead

STDIN: Final = "-"


def charts_of(place: str) -> ChartsRead:
    """Read the charts of a file, or of stdin for `-`; leave with 4 where it cannot be read."""
    from ..app.read_chart import read_charts

    try:
        return read_charts(_bytes(place), shipped_policy(), name_of(place))
    except BadInput as bad:
        leave(Exit.INPUT_FILE, bad.problems)


def name_of(place: str) -> str:
    """Return what problems call the file."""
    return "stdin" if place == STDIN else Path(place).name


def _bytes(place: str) -> bytes:
    """Return the bytes of a file, or of stdin; one more than may be read where there are too many."""
    from ..app.read_chart import LARGEST_CHART

    try:
        if place == STDIN:
            return sys.stdin.buffer.read(LARGEST_CHART + 1)
        with Path(place).open("rb") as stream:
            return stream.read(LARGEST_CHART + 1)
    except FileNotFoundError:
        leave(Exit.INPUT_FILE, [Problem("file_missing", place, "", "file_exists", "file_check_path")])
    except (OSError, ValueError) as error:
        read = getattr(error, "strerror", None) or ""
        leave(Exit.INPUT_FILE, [Problem("file_unreadable", place, read, "file_readable", "file_check_rights")])
