"""The command line: the Typer app, one file per command."""


def main() -> None:
    """Run the command line."""
    from .app import run

    run()
