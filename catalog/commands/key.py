"""`legfit key`: who may write over HTTP."""

from __future__ import annotations

from typing import Annotated

import typer

from ..model.problem import BadInput
from .opening import catalog
from .options import groups as o
from .session import tell
from .terminal.output import Column

COLUMNS = (Column("name"), Column("scopes"), Column("made_on"), Column("revoked_on"))
OUTPUT = o.output_options()
Scopes = Annotated[
    list[str] | None,
    typer.Option("--scope", metavar="SCOPE", help="What it may write: review (default), stock; give it for each."),
]
Name = Annotated[str, typer.Argument(help="Whose key it is.")]


@o.command("add", "key add warehouse", OUTPUT)
def add(name: Name, output: o.OutputOptions, scope: Scopes = None) -> None:
    """Make a key and show it, once: only its fingerprint is kept."""
    from ..app.api_keys import add_key

    with catalog(output.database) as engine:
        try:
            key = add_key(engine, name, scope or ["review"])
        except BadInput as bad:
            raise BadInput(p.at("--scope") if p.code == "unknown_scope" else p for p in bad.problems) from None
    messages = output.messages()
    columns = (Column("name"), Column("key", messages.text("ui.col.api_key")))
    output.write_rows(columns, [{"name": name, "key": key}])
    tell(messages.text("ui.key.keep"))


@o.command("revoke", "key revoke warehouse", OUTPUT)
def revoke(name: Name, output: o.OutputOptions) -> None:
    """Take a key out of force, now."""
    from ..app.api_keys import revoke_key

    with catalog(output.database) as engine:
        revoke_key(engine, name)
    list_all(output)


@o.command("list", "key list --json", OUTPUT)
def list_all(output: o.OutputOptions) -> None:
    """Show every key's name and dates; the keys themselves are nowhere."""
    from ..app.api_keys import list_keys

    with catalog(output.database) as engine:
        keys = list_keys(engine)
    rows = [{"name": k.name, "scopes": list(k.scopes), "made_on": k.made_on, "revoked_on": k.revoked_on} for k in keys]
    output.write_rows(COLUMNS, rows)
