"""`legfit init [DIR]`: a brand file to begin with, and the commands to go on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..report.any_shell import quoted
from .options import groups as o
from .options.parameter import named
from .repeat import where_typed
from .terminal.screen import screen, write_lines

MEASURE = "35 cm"
"""A calf that the example has a size for."""
INDENT = "      "


@o.command("init", 'init my-brands --brand "My Brand"', o.output_options())
def init(
    output: o.OutputOptions,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder for it; made where there is none.", show_default=False)
    ] = Path(),
    brand: Annotated[
        str | None,
        typer.Option(*named("--brand"), metavar="NAME", help="The brand that it is for; its file is named so."),
    ] = None,
) -> None:
    """Write an example of a brand file to begin with, a note at every field; no file is ever written over."""
    from ..app.new_brand_file import write_example

    file = write_example(folder, brand)
    path = str(file.path)
    commands = {
        "lint": _command("lint", _as_argument(path)),
        "load": _command("load", _as_argument(path)),
        "size": _command("size", file.product, "--calf", MEASURE),
    }
    if output.is_json:
        facts = {"file": path, "brand": file.brand, "product": file.product}
        output.write_document({**facts, "commands": list(commands.values())})
        return
    messages, on = output.messages(), screen()
    lines = [*on.paragraph(messages.text("ui.init.written", {"path": path})), messages.text("ui.init.then")]
    for name, command in commands.items():
        lines += [f"  {command}", *on.paragraph(messages.text(f"ui.init.{name}"), INDENT)]
    write_lines(lines)


def _command(*words: str) -> str:
    return " ".join(("legfit", *map(quoted, (*words, *where_typed()))))


def _as_argument(path: str) -> str:
    """Return a path that no command takes for an option."""
    return f"./{path}" if path.startswith("-") else path
