"""The Typer app; commands are added one file each."""

from __future__ import annotations


def run() -> None:
    """Run the app and leave with the contract's exit code."""
    raise SystemExit(1)
