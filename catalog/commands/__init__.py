"""The command line: the Typer app, one file per command."""

import sys


def main() -> None:
    """Run the command line; `--version` alone answers without importing anything."""
    if sys.argv[1:] == ["--version"]:
        from .. import __version__

        sys.stdout.write(f"legfit {__version__}\n")
        return
    from .app import run

    run(sys.argv[1:])
