"""`legfit db`: the schema of the catalog's database."""

from __future__ import annotations

import typer

from ..app.settings import database_url
from .exit_codes import Exit
from .options import groups as o
from .session import note
from .terminal.output import Column
from .terminal.rich_console import working

DIFFERENCE = (Column("difference"),)
VIEW = o.output_options()


@o.command("upgrade", "db upgrade", VIEW)
def upgrade(output: o.OutputOptions) -> None:
    """Bring the database to the newest schema; an empty one is created."""
    from ..app import database
    from ..model.policy import shipped_policy

    url = database_url(output.database).value
    with working("ui.working.upgrading"):
        database.upgrade(url, shipped_policy())
    _write_versions(output, url)


@o.command("current", "db current --json", VIEW)
def current(output: o.OutputOptions) -> None:
    """Show the schema the database has and the newest there is."""
    _write_versions(output, database_url(output.database).value)


@o.command("check", "db check", VIEW)
def check(output: o.OutputOptions) -> None:
    """Compare the database with the tables this package expects; exit 6 on a difference."""
    from ..app import database

    differences = database.check(database_url(output.database).value)
    output.write_rows(DIFFERENCE, [{"difference": d} for d in differences])
    if not differences:
        note(output.messages().text("ui.db.same"))
    else:
        raise typer.Exit(Exit.FINDINGS)


def _write_versions(output: o.OutputOptions, url: str) -> None:
    from ..app import database

    columns = (Column("database"), Column("current", output.messages().text("ui.col.schema")), Column("head"))
    row = {"database": database.shown_address(url), "current": database.current(url), "head": database.head()}
    output.write_rows(columns, [row])
