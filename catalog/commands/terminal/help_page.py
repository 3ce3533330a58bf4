"""A command's help page, in boxes; Rich would draw the same and take longer to import than all the rest of `--help`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from .screen import NARROWEST, READABLE, Screen, folded, padded, screen, text_width

LEAST_BESIDE: Final = 24
"""With less room than this beside the names, texts stand under them."""
Row = tuple[str, str]


class Frame(Struct, frozen=True):
    """The signs a box is drawn with."""

    corners: tuple[str, str, str, str]
    across: str
    down: str


ROUND: Final = Frame(("╭", "╮", "╰", "╯"), "─", "│")
PLAIN: Final = Frame(("+", "+", "+", "+"), "-", "|")


def help_page(command: Any, context: Any) -> str:
    """What `--help` prints: usage, what the command does, its parameters panel by panel, its commands, an example."""
    width = max(min(shutil.get_terminal_size().columns, READABLE), NARROWEST)
    on = Screen(width, styled=screen().styled)
    usage = " ".join(["Usage:", context.command_path, *command.collect_usage_pieces(context)])
    lines = [*_paragraph(usage, on), *_paragraph(command.help, on), ""]
    for title, rows in _panels(command, context).items():
        lines += _box(title, rows, on, _frame())
    return "\n".join([*lines, *_paragraph(command.epilog, on), ""])


def _paragraph(text: str | None, on: Screen) -> list[str]:
    return ["", *on.paragraph(" ".join(text.split()), " ")] if text else []


def _frame() -> Frame:
    """Round boxes where the output can hold them."""
    try:
        "".join((*ROUND.corners, ROUND.across, ROUND.down)).encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return PLAIN
    return ROUND


def _panels(command: Any, context: Any) -> dict[str, list[Row]]:
    """Names and texts by the title of their panel: arguments first, options without a panel, then the others."""
    found: dict[str, list[Row]] = {"Arguments": [], "Options": []}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        usual = "Arguments" if parameter.param_type_name == "argument" else "Options"
        if record is not None:
            found.setdefault(parameter.rich_help_panel or usual, []).append(record)
    below = getattr(command, "commands", {})
    found["Commands"] = [(name, each.help or "") for name, each in below.items()]
    return {title: rows for title, rows in found.items() if rows}


def _box(title: str, rows: Sequence[Row], on: Screen, frame: Frame) -> Iterator[str]:
    room = (on.width or READABLE) - 4
    before, after, below, end = frame.corners
    yield on.faint(f"{before}{frame.across} ") + title + on.faint(f" {frame.across * (room - len(title) - 1)}{after}")
    for line, name in _lines(rows, room):
        shown = on.bold(name) + line[len(name) :] if name else line
        yield f"{on.faint(frame.down)} {shown}{' ' * (room - text_width(line))} {on.faint(frame.down)}"
    yield on.faint(f"{below}{frame.across * (room + 2)}{end}")


def _lines(rows: Sequence[Row], room: int) -> Iterator[Row]:
    """The lines of a box, each with the name that it begins with."""
    names = max(text_width(name) for name, _ in rows) + 2
    beside = room - names >= LEAST_BESIDE
    for name, text in rows:
        told = folded(" ".join(text.split()), room - names if beside else room - 4)
        if not beside:
            yield from ((part, part) for part in folded(name, room))
        for place, line in enumerate(told):
            first = beside and place == 0
            yield (padded(name, names) if first else " " * (names if beside else 4)) + line, name if first else ""
