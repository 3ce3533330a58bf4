"""Keys of those who may write over HTTP: only their fingerprints are kept.

A key is 32 random bytes, which cannot be guessed, so one SHA-256 is enough: slow hashes are for passwords, which
people choose and others can guess.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from hashlib import sha256

from msgspec import Struct
from sqlalchemy import Connection, Engine, select, update

from ..model.did_you_mean import no_choice
from ..model.problem import BadInput
from . import tables
from .catalog_version import lock
from .database import reading, writing
from .shared_rows import next_number

PREFIX = "legfit_"
REVIEW, STOCK = "review", "stock"
SCOPES = (REVIEW, STOCK)
"""What a key may be for: a curator's decisions, or a shop's stock."""
LONGEST_NAME = 60


class Key(Struct, frozen=True):
    """A key's name, what it is for, and its dates; the key itself is stored nowhere."""

    name: str
    scopes: tuple[str, ...]
    made_on: str
    revoked_on: str | None


def add_key(where: Engine | Connection, name: str, scopes: Collection[str] = (REVIEW,)) -> str:
    """Make a key for a name and some of `SCOPES`; it can be read now and never again.

    Raises: BadInput (the name is empty, too long, not printable, or has a key in force already; an unknown scope).
    """
    if unknown := [scope for scope in scopes if scope not in SCOPES]:
        bad = (no_choice("unknown_scope", "scope", scope, SCOPES, "key_scope") for scope in unknown)
        raise BadInput(problem for one in bad for problem in one.problems)
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadInput.one("bad_key_name", "name", name, "key_name", most=LONGEST_NAME)
    key = PREFIX + secrets.token_urlsafe(32)
    with writing(where) as connection:
        lock(connection)
        if _in_force(connection, name):
            raise BadInput.one("key_exists", "name", name, "key_unused", "key_unused")
        number = next_number(connection, tables.api_key)
        row = {
            "number": number, "name": name, "digest": _digest(key), "made_on": _now(), "revoked_on": None,
            "scopes": " ".join(scope for scope in SCOPES if scope in scopes),
        }  # fmt: skip
        connection.execute(tables.api_key.insert(), [row])
    return key


def revoke_key(where: Engine | Connection, name: str) -> None:
    """Take the key of a name out of force, now. Raises: BadInput (no key of that name is in force)."""
    with writing(where) as connection:
        lock(connection)
        if not _in_force(connection, name):
            raise BadInput.one("unknown_key", "name", name, "key_in_force", "key_in_force")
        key = tables.api_key
        query = update(key).where(key.c.name == name, key.c.revoked_on.is_(None))
        connection.execute(query.values(revoked_on=_now()))


def list_keys(where: Engine | Connection) -> tuple[Key, ...]:
    """Every key, revoked ones too, oldest first."""
    key = tables.api_key
    query = select(key.c.name, key.c.scopes, key.c.made_on, key.c.revoked_on).order_by(key.c.number)
    with reading(where) as connection:
        rows = connection.execute(query).all()
    return tuple(Key(r.name, tuple(r.scopes.split()), r.made_on, r.revoked_on) for r in rows)


def key_scopes(where: Engine | Connection, key: str) -> frozenset[str] | None:
    """What a key is for; None where it is not in force. Takes as long whether it is nearly right or wholly wrong."""
    table, digest, scopes = tables.api_key, _digest(key), None
    query = select(table.c.scopes, table.c.digest).where(table.c.revoked_on.is_(None))
    with reading(where) as connection:
        for row in connection.execute(query):
            if hmac.compare_digest(row.digest, digest):
                scopes = frozenset(row.scopes.split())
    return scopes


def _in_force(connection: Connection, name: str) -> bool:
    key = tables.api_key
    query = select(key.c.number).where(key.c.name == name, key.c.revoked_on.is_(None))
    return connection.execute(query).first() is not None


def _digest(key: str) -> str:
    return sha256(key.encode("utf-8", "replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
