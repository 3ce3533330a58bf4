"""A file, what was copied and piped in, or the page at an address, to the size charts in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..app.web_address import is_address
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


def charts_at(address: str, *, allow_private: bool) -> tuple[ChartsRead, str]:
    """Read the charts of the page at an address, and return them with where it was in the end.

    Leave with 2 where it is no address of the web, with 4 where the page is not to be had or cannot be read.
    """
    from ..app.fetch import LARGEST_PAGE, NotFetched, fetch
    from ..app.read_chart import read_charts

    try:
        fetched = fetch(address, allow_private=allow_private)
    except BadInput as bad:
        leave(Exit.INPUT_FILE if isinstance(bad, NotFetched) else Exit.USAGE, bad.problems)
    name = fetched.final_address
    try:
        charts = read_charts(fetched.content, shipped_policy(), name, charset=fetched.charset, most=LARGEST_PAGE)
    except BadInput as bad:
        leave(Exit.INPUT_FILE, bad.problems)
    return charts, name


def name_of(place: str) -> str:
    """Return what problems call the file, or the address."""
    if is_address(place):
        return place
    return "stdin" if place == STDIN else Path(place).name


def _bytes(place: str) -> bytes:
    """Return the bytes of a file, or of stdin; one more than may be read where there are too many."""
    from ..app.read_chart import LARGEST_CHART

    if is_address(place):
        leave(Exit.USAGE, [Problem("bad_value", "--chart", place, "fetch_file", "fetch_save_page")])
    try:
        if place == STDIN:
            return sys.stdin.buffer.read(LARGEST_CHART + 1)
        with Path(place).open("rb") as stream:
            return stream.read(LARGEST_CHART + 1)
    except FileNotFoundError:
        leave(Exit.INPUT_FILE, [Problem("file_missing", place, "", "one_file_exists", "file_check_path")])
    except (OSError, ValueError) as error:
        read = getattr(error, "strerror", None) or ""
        leave(Exit.INPUT_FILE, [Problem("file_unreadable", place, read, "file_readable", "file_check_rights")])
