"""Catalogs as older programs wrote them: their rows, in tables of the version of that time."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import MetaData

from catalog.store import migrate
from catalog.store.database import connect

CASES = Path(__file__).resolve().parents[1] / "cases"


def old_catalog(url: str, version: str) -> None:
    """Make a catalog at a version of the tables, and put the rows of `cases/catalog-VERSION/rows.json` into it."""
    migrate.upgrade(url, version)
    engine, stored = connect(url), MetaData()
    stored.reflect(engine)
    rows = json.loads((CASES / f"catalog-{version}" / "rows.json").read_text("utf-8"))
    with engine.begin() as connection:
        connection.execute(stored.tables["catalog"].delete())
        for table in (t for t in stored.sorted_tables if t.name in rows):
            connection.execute(table.insert(), rows[table.name])
    engine.dispose()
