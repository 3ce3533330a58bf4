"""The command line: the Typer app, one file per command."""

import sys


def main() -> None:
    """Run the command line; `--version` alone answers without importing anything."""
    if sys.argv[1:] == ["--version"]:
        from .. import __version__

        sys.stdout.write(f"legfit {__version__}\n")
        return
    import gc

    # Neither what is imported nor what is left at the end is garbage; looking for some takes a sixth of the program.
    gc.disable()
    from .app import run

    try:
        run(sys.argv[1:])
    finally:
        gc.freeze()
