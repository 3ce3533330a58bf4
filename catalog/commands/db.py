"""`legfit db`: the schema of the catalog's database."""

from __future__ import annotations

import typer

from . import options as o
from .exits import Exit
from .output import Column, chosen_format, write_rows

CURRENT = (Column("database", "Database"), Column("current", "Current"), Column("head", "Head"))
DIFFERENCE = (Column("difference", "Difference"),)


def register(app: typer.Typer) -> None:
    """Add the command group to the app."""
    group = typer.Typer(help="The schema of the catalog's database.", no_args_is_help=True)
    group.command("upgrade", epilog="Example: legfit db upgrade")(upgrade)
    group.command("current", epilog="Example: legfit db current --json")(current)
    group.command("check", epilog="Example: legfit db check")(check)
    app.add_typer(group, name="db")


def upgrade(form: o.Format = None, as_json: o.Json = False, database: o.Database = None) -> None:
    """Bring the database to the newest schema; an empty one is created."""
    from ..settings import database_url
    from ..store import migrate

    shape = chosen_format(form, as_json)
    url = database_url(database).value
    migrate.upgrade(url)
    write_rows(CURRENT, [_row(url)], shape)


def current(form: o.Format = None, as_json: o.Json = False, database: o.Database = None) -> None:
    """Show the schema the database has and the newest there is."""
    from ..settings import database_url

    shape = chosen_format(form, as_json)
    write_rows(CURRENT, [_row(database_url(database).value)], shape)


def check(form: o.Format = None, as_json: o.Json = False, database: o.Database = None) -> None:
    """Compare the database with the tables this package expects; exit 6 on a difference."""
    from ..settings import database_url
    from ..store import migrate

    shape = chosen_format(form, as_json)
    differences = migrate.check(database_url(database).value)
    write_rows(DIFFERENCE, [{"difference": d} for d in differences], shape)
    if differences:
        raise typer.Exit(Exit.FINDINGS)


def _row(url: str) -> dict[str, object]:
    from ..store import migrate
    from ..store.database import shown_address

    return {"database": shown_address(url), "current": migrate.current(url), "head": migrate.head()}
