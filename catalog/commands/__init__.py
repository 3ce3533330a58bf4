"""The command line, a door: one file a command.

A command registers itself with its options, reads them, calls `app` or `search`, and writes what they give; nothing is
judged, worded or read from a database here. Options are in `options/`, what is known of the terminal in `terminal/`.
Start reading at `size.py`, then `app.py`, which turns every failure into a sentence and an exit code.
"""

import os
import sys


def main() -> None:
    """Run the command line; `--version` alone answers without importing what answers questions."""
    from .terminal.streams import arguments_typed, prepare

    prepare()
    if sys.argv[1:] == ["--version"]:
        _write_version()
        return
    import gc

    # Neither what is imported nor what is left at the end is garbage; looking for some takes a sixth of the program.
    gc.disable()
    # Pydantic, which Typer imports, would look through every installed distribution for plug-ins that we do not use.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from .app import run

    try:
        run(arguments_typed())
    finally:
        gc.freeze()


def _write_version() -> None:
    from .. import __version__

    try:
        sys.stdout.write(f"legfit {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        from .app import report_refusal

        sys.exit(report_refusal(error))
