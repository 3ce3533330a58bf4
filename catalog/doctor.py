"""The health of an installation as data: what was looked at, what was found, what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from .lint import Level, lint_products
from .policy import Policy
from .rules_version import rules_version

if TYPE_CHECKING:
    from .store.database import Engine
    from .store.snapshot import Snapshot

OLD_AFTER_DAYS: Final = 365
"""A source older than a year is worth reading again: convention, brands revise charts by the season."""
SHORT_DATES: Final = {7: "-28", 4: "-12-31"}
"""The last day that a date of which only month or year is known may mean."""


class Health(StrEnum):
    """How a check ended; a notice is a finding that answers live with."""

    OK = "ok"
    NOTICE = "notice"
    BROKEN = "broken"


class Check(Struct, frozen=True):
    """One thing looked at: how it is, what was seen, what to do, and the products or places it is about."""

    name: str
    health: Health
    seen: str
    todo: str = ""
    about: tuple[str, ...] = ()


def check_database(url: str, connect: Callable[[], Engine]) -> tuple[list[Check], Engine | None]:
    """Whether the database answers, is at head and whole; and an engine on it where it does."""
    from .store.database import shown_address
    from .store.errors import StoreError
    from .store.revision import current_of, head

    try:
        engine = connect()
        revision, wanted = current_of(engine), head()
    except StoreError as error:
        return [Check("database", Health.BROKEN, f"{shown_address(url)}: {error.message}", error.hint)], None
    checks = [Check("database", Health.OK, shown_address(url))]
    if revision != wanted:
        seen = f"at {revision or 'no version'}, {wanted} is needed"
        return [*checks, Check("schema", Health.BROKEN, seen, "Run `legfit db upgrade`.")], None
    return [*checks, Check("schema", Health.OK, f"at {wanted}"), _integrity(engine)], engine


def _integrity(engine: Engine) -> Check:
    """Whether the database itself finds nothing wrong with its file and its references."""
    from .store.database import reading

    if engine.dialect.name != "sqlite":
        return Check("integrity", Health.OK, "left to the database server")
    try:
        with reading(engine) as connection:
            said = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA integrity_check")]
            broken = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    except Exception as error:  # a damaged file fails in ways of its own
        said, broken = [str(error)], []
    if said == ["ok"] and not broken:
        return Check("integrity", Health.OK, "no fault found")
    told = "; ".join([*said[:3], *(f"a reference of {t} leads nowhere" for t in dict.fromkeys(broken))])
    return Check("integrity", Health.BROKEN, told, "Restore a copy, or load the brand files into a new database.")


def check_catalog(held: Snapshot, policy: Policy, on: date) -> list[Check]:
    """What there is to know of the products, charts, verdicts and sources."""
    return [
        _filled(held),
        *_charts(held, policy),
        _stale(held, policy),
        _old(held, on),
        _chartless(held),
    ]


def _filled(held: Snapshot) -> Check:
    brands = len({p.brand for p in held.products})
    seen = f"{len(held.products)} products of {brands} brands, version {held.version.text}"
    if not held.products:
        return Check("catalog", Health.BROKEN, "the catalog is empty", "Load brand files with `legfit load`.")
    return Check("catalog", Health.OK, seen)


def _charts(held: Snapshot, policy: Policy) -> list[Check]:
    """The linter over every chart in the catalog; errors break answers, the rest is a notice."""
    found = lint_products(held.products, policy)
    errors = [f for f in found if f.level is Level.ERROR]
    others = [f for f in found if f.level is Level.WARNING]
    checks = []
    if errors:
        about = tuple(f"{f.place}: {f.code}: {f.read}" for f in errors)
        checks.append(
            Check(
                "charts",
                Health.BROKEN,
                f"{len(errors)} errors in charts",
                "`legfit lint` on the brand files says where.",
                about,
            )
        )
    if others:
        about = tuple(f"{f.place}: {f.code}: {f.read}" for f in others)
        checks.append(
            Check(
                "charts",
                Health.NOTICE,
                f"{len(others)} warnings in charts",
                "`legfit lint` on the brand files says where.",
                about,
            )
        )
    return checks or [Check("charts", Health.OK, "every chart passes the linter")]


def _stale(held: Snapshot, policy: Policy) -> Check:
    """Verdicts that another policy made, or that are missing."""
    version = rules_version(policy)
    stale = tuple(p.id for p in held.products if p.id not in held.gates or held.gates[p.id].policy != version)
    if stale:
        todo = "Load the brand files again; the verdicts are then made by this policy."
        return Check("verdicts", Health.BROKEN, f"{len(stale)} verdicts are of another policy", todo, stale)
    return Check("verdicts", Health.OK, f"all by policy {version}")


def _old(held: Snapshot, on: date) -> Check:
    """Charts whose source was read more than a year ago, or nobody knows when."""
    old = tuple(p.id for p in held.products if p.chart is not None and _is_old(p.chart.source.seen_on, on))
    if old:
        todo = "Read the chart again at its source and note the date."
        return Check(
            "sources", Health.NOTICE, f"{len(old)} charts were read over a year ago or at an unknown date", todo, old
        )
    return Check("sources", Health.OK, "every chart was read within a year")


def _is_old(seen_on: str, on: date) -> bool:
    try:
        return (on - date.fromisoformat(seen_on + SHORT_DATES.get(len(seen_on), ""))).days > OLD_AFTER_DAYS
    except ValueError:
        return True


def _chartless(held: Snapshot) -> Check:
    none = tuple(p.id for p in held.products if p.chart is None)
    if none:
        todo = "Add a chart to their brand files where a source prints one."
        return Check("no_chart", Health.NOTICE, f"{len(none)} products have no chart", todo, none)
    return Check("no_chart", Health.OK, "every product has a chart")


def check_files(folders: Iterable[tuple[str, Any]]) -> list[Check]:
    """Whether the folders that legfit writes to can be written, where they exist."""
    import os

    checks = []
    for name, folder in folders:
        at = next(p for p in (folder, *folder.parents) if p.exists())
        if os.access(at, os.W_OK):
            checks.append(Check(name, Health.OK, str(folder)))
        else:
            checks.append(
                Check(name, Health.BROKEN, f"{at} cannot be written", "Give yourself the right to write there.")
            )
    return checks
