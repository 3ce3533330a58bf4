"""`legfit key`: who may write over HTTP."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from .lazy_group import Command
from .options import groups as o
from .terminal.output import Column, write_rows

COLUMNS = (Column("name", "Name"), Column("made_on", "Made"), Column("revoked_on", "Revoked"))
MADE = (Column("name", "Name"), Column("key", "Key"))
OUTPUT = o.output_options(language=False)
Name = Annotated[str, typer.Argument(help="Whose key it is.")]


def register(app: typer.Typer) -> None:
    """Add the commands of the group to the app."""
    app.command("add", cls=Command, epilog="Example: legfit key add warehouse")(o.takes(OUTPUT)(add))
    app.command("revoke", cls=Command, epilog="Example: legfit key revoke warehouse")(o.takes(OUTPUT)(revoke))
    app.command("list", cls=Command, epilog="Example: legfit key list --json")(o.takes(OUTPUT)(list_all))


def add(name: Name, output: o.OutputOptions) -> None:
    """Make a key and show it, once: only its fingerprint is kept."""
    from ..app.api_keys import add_key
    from .opening import catalog

    with catalog(output.database) as engine:
        key = add_key(engine, name)
    write_rows(MADE, [{"name": name, "key": key}], output.form)
    sys.stderr.write("Keep it: it cannot be shown again.\n")


def revoke(name: Name, output: o.OutputOptions) -> None:
    """Take a key out of force, now."""
    from ..app.api_keys import revoke_key
    from .opening import catalog

    with catalog(output.database) as engine:
        revoke_key(engine, name)
    _write(output)


def list_all(output: o.OutputOptions) -> None:
    """Show every key's name and dates; the keys themselves are nowhere."""
    _write(output)


def _write(output: o.OutputOptions) -> None:
    from ..app.api_keys import list_keys
    from .opening import catalog

    with catalog(output.database) as engine:
        keys = list_keys(engine)
    rows = [{"name": k.name, "made_on": k.made_on, "revoked_on": k.revoked_on} for k in keys]
    write_rows(COLUMNS, rows, output.form)
