"""What can go wrong with a catalog's database, each with one sentence and what to do about it."""

from __future__ import annotations

UPGRADE = "legfit db upgrade"
"""What makes a database, or brings it up to date; a door may name the database in it."""
UNTRUE = (AttributeError, LookupError, TypeError, ValueError)
"""What making a record raises where a row holds something else than this program wrote."""


class StoreError(Exception):
    """The database did not do what was asked; `hint` says what a person can do.

    Message and hint are for logs, in English. `code` and `facts` say the same to a door, which words it in the
    person's language (`problem.hint.<code>`).
    """

    hint = "Look at the database and try again."

    def __init__(self, message: str, hint: str = "", *, code: str, **facts: str) -> None:
        self.message = message
        self.hint = hint or type(self).hint
        self.code, self.facts = code, facts
        super().__init__(message)


class BadAddress(StoreError):
    """The database address is not one that can be used here."""

    hint = "Write sqlite:///catalog.db or postgresql://user@host/name."


class DatabaseMissing(StoreError):
    """There is no database at the address, or its server does not answer."""

    hint = "Create it with `legfit db upgrade`."


class NotOurs(StoreError):
    """What stands at the address is not a catalog of this program."""

    hint = "Name another database: this one was left as it is."


class Damaged(StoreError):
    """The database file is damaged."""

    hint = "Restore it from a copy, or remove it and load the brand files again."


class NotMigrated(StoreError):
    """The database is of an older version than the program."""

    hint = "Bring it up to date with `legfit db upgrade`."

    def __init__(self, current: str | None, head: str) -> None:
        self.current, self.head = current, head
        state = f"is at version {current}" if current else "has no tables yet"
        code = "store_not_migrated" if current else "store_no_tables"
        super().__init__(
            f"The database {state}, this program needs version {head}.",
            code=code,
            current=current or "",
            head=head,
            command=UPGRADE,
        )


class TooNew(StoreError):
    """The database was written by a newer version of the program."""

    hint = "Install the newer legfit: an older one would lose what it does not know."

    def __init__(self, current: str, head: str) -> None:
        self.current, self.head = current, head
        super().__init__(
            f"The database is at version {current}, which this program ({head}) does not know.",
            code="store_too_new", found=current, head=head,
        )  # fmt: skip


class Locked(StoreError):
    """Another process is writing to the database."""

    hint = "Wait until it is done and try again; nothing was changed."


class ReadOnly(StoreError):
    """The database or its folder cannot be written."""

    hint = "Give write permission to the file and its folder, or name another database."
