"""The command line: the Typer app, one file per command."""

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
        from .app import refused_by_system

        sys.exit(refused_by_system(error))
