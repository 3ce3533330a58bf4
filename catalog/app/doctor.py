"""The health of an installation as data: what was looked at, what was found, what to do about it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..model.policy import Policy
from ..model.problem import BadInput
from ..model.product import SHIPPED, Product
from ..model.snapshot import Snapshot
from ..model.verdict import Reason, because
from ..rules.chart_lint.finding import Level
from ..rules.chart_lint.rule import lint_files
from ..rules.version import rules_version
from .catalog import is_first_use, stale_products
from .chart_ages import old_charts, quoted_charts
from .health import Check as Check
from .health import Health as Health
from .settings import Setting, config_folder, data_folder, is_embedded

if TYPE_CHECKING:
    from ..store.database import Engine
    from ..store.errors import StoreError

LOAD_SHIPPED: Final = "legfit load --shipped"


def check_installation(url: Setting, policy: Policy, today: date) -> list[Check]:
    """Make every check that can be made; where the database does not answer, those that need it are left out."""
    from ..store.database import connect, shown_address
    from ..store.errors import StoreError
    from ..store.read import read_snapshot

    if is_first_use(url):
        not_yet = because("ui.doctor.not_yet", address=shown_address(url.value))
        return [Check("database", Health.OK, not_yet), *_folders()]
    checks, engine = check_database(url.value, lambda: connect(url.value))
    if engine is not None:
        try:
            snapshot = read_snapshot(engine)
            checks += [
                *check_catalog(snapshot, policy, today),
                *check_shipped(engine, snapshot, follows=is_embedded(url)),
            ]
            checks += check_snapshot_file(engine, snapshot, policy)
        except StoreError as error:
            checks.append(_unanswered("catalog", shown_address(url.value), error))
        finally:
            engine.dispose()
    return [*checks, *_folders()]


def check_database(url: str, connect: Callable[[], Engine]) -> tuple[list[Check], Engine | None]:
    """Whether the database answers, is at head and whole; and an engine on it where it does."""
    from ..store.database import shown_address
    from ..store.errors import UPGRADE, Damaged, StoreError
    from ..store.schema_version import current_of, head

    engine = None
    address = shown_address(url)
    try:
        engine = connect()
        revision, newest = current_of(engine), head()
    except StoreError as error:
        whole = [_integrity(engine)] if engine is not None and isinstance(error, Damaged) else []
        return [_unanswered("database", address, error), *whole], None
    checks = [Check("database", Health.OK, because("ui.doctor.address", address=address))]
    if revision != newest:
        seen = because("ui.doctor.other_version", current=revision or "–", head=newest)
        return [*checks, Check("schema", Health.BROKEN, seen, because("ui.doctor.do.upgrade", command=UPGRADE))], None
    at_head = Check("schema", Health.OK, because("ui.doctor.at_version", head=newest))
    return [*checks, at_head, _integrity(engine)], engine


def _unanswered(name: str, address: str, error: StoreError) -> Check:
    """The check that a database failed by not answering."""
    todo = Reason(f"problem.hint.{error.code}", tuple(error.facts.items()))
    return Check(name, Health.BROKEN, because("ui.doctor.no_answer", address=address), todo)


def _integrity(engine: Engine) -> Check:
    """Whether the database itself finds nothing wrong with its file and its references."""
    from ..store.database import reading

    if engine.dialect.name != "sqlite":
        return Check("integrity", Health.OK, because("ui.doctor.left_to_server"))
    try:
        with reading(engine) as connection:
            lines = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA integrity_check")]
            broken = [str(r[0]) for r in connection.exec_driver_sql("PRAGMA foreign_key_check")]
    except Exception as error:  # a damaged file fails in ways of its own
        lines, broken = [str(error)], []
    if lines == ["ok"] and not broken:
        return Check("integrity", Health.OK, because("ui.doctor.no_fault"))
    faults = [" ".join(f.split()) for f in lines[:3] if f != "ok"] + list(dict.fromkeys(broken))
    seen = because("ui.doctor.faults", faults="; ".join(faults))
    return Check("integrity", Health.BROKEN, seen, because("ui.doctor.do.restore"))


def check_snapshot_file(engine: Engine, snapshot: Snapshot, policy: Policy) -> list[Check]:
    """Whether the file beside a SQLite database says the same as the database; a server has none."""
    from ..store.database import database_file
    from ..store.errors import UPGRADE
    from ..store.snapshot_file import DamagedFile, UnusableFile, read_snapshot_file, snapshot_path

    database = database_file(engine)
    if database is None:
        return []
    path = str(snapshot_path(database))
    renew = because("ui.doctor.do.renew_file", path=path, command=UPGRADE)
    try:
        from_file = read_snapshot_file(database, rules_version(policy))
    except DamagedFile:
        return [Check("snapshot_file", Health.NOTICE, because("ui.doctor.file_damaged", path=path), renew)]
    except UnusableFile:
        return [Check("snapshot_file", Health.OK, because("ui.doctor.file_unused", path=path))]
    if from_file != snapshot:
        return [Check("snapshot_file", Health.BROKEN, because("ui.doctor.file_differs", path=path), renew)]
    return [Check("snapshot_file", Health.OK, because("ui.doctor.file_good", path=path))]


def check_shipped(engine: Engine, snapshot: Snapshot, *, follows: bool = False) -> list[Check]:
    """Whether the shipped collection holds what the brand files of this program say, and what is left out of it.

    With `follows` the next command that reads the catalog brings it up to date by itself.
    """
    from ..store.database import reading
    from ..store.errors import StoreError
    from ..store.package_files import shipped_edition
    from ..store.shipped import read_kept_out
    from .shipped import read_shipped

    before = snapshot.edition
    with reading(engine) as connection:
        kept_out = read_kept_out(connection)
    stored = {p.id: p for p in snapshot.products if snapshot.collections.get(p.id) == SHIPPED}
    if not stored and not before:
        return [Check("shipped", Health.OK, because("ui.doctor.shipped_none"))]
    try:
        products = {p.id: p for some in read_shipped().values() for p in some}
    except (BadInput, OSError, StoreError):
        todo = because("problem.hint.store_no_brand_files")
        return [Check("shipped", Health.BROKEN, because("ui.doctor.shipped_unread"), todo)]
    missing = [p for p in products.values() if before and p.id not in stored]
    absent = [p.id for p in missing if not kept_out.has(p)]
    waiting = sorted([*absent, *(i for i, p in stored.items() if _differs(p, products.get(i)))])
    left_out = tuple(f"{p.id}: {p.owner} ({p.collection})" for p in kept_out.left_out(missing))
    if waiting:
        seen = because("ui.doctor.shipped_waits", before=before or "–", now=shipped_edition(), count=len(waiting))
        cure = "ui.doctor.do.any_command" if follows else "ui.doctor.do.upgrade"
        check = Check("shipped", Health.NOTICE, seen, because(cure, command=LOAD_SHIPPED), tuple(waiting))
        return [check, *_left_out(left_out)]
    removed = len(kept_out.removed.intersection(products))
    code = "ui.doctor.shipped_removed" if removed else "ui.doctor.shipped"
    seen = because(code, edition=shipped_edition(), count=removed, command=LOAD_SHIPPED)
    return [Check("shipped", Health.OK, seen), *_left_out(left_out)]


def _differs(stored: Product, shipped: Product | None) -> bool:
    """Whether a stored product is not what the brand files of the program say; None for one that stands in no file."""
    from ..store.fingerprint import product_digest

    return shipped is None or product_digest(stored) != product_digest(shipped)


def _left_out(about: tuple[str, ...]) -> list[Check]:
    """The notice about shipped products that a product of another collection keeps out; none where there are none."""
    if not about:
        return []
    seen, todo = because("ui.doctor.left_out", count=len(about)), because("ui.doctor.do.left_out", command=LOAD_SHIPPED)
    return [Check("left_out", Health.NOTICE, seen, todo, about)]


def check_catalog(snapshot: Snapshot, policy: Policy, today: date) -> list[Check]:
    """What there is to know of the products, charts, verdicts and sources."""
    return [
        _filled(snapshot),
        *_charts(snapshot, policy),
        _stale(snapshot, policy),
        old_charts(snapshot, today),
        quoted_charts(snapshot),
        _chartless(snapshot),
    ]


def _filled(snapshot: Snapshot) -> Check:
    products = snapshot.products
    if not products:
        return Check("catalog", Health.BROKEN, because("ui.doctor.empty"), because("ui.doctor.do.load"))
    brands = len({p.brand for p in products})
    seen = because("ui.doctor.products", count=len(products), brands=brands, version=snapshot.version.text)
    return Check("catalog", Health.OK, seen)


def _charts(snapshot: Snapshot, policy: Policy) -> list[Check]:
    """The linter over every chart in the catalog; errors break answers, the rest is a notice.

    A chart that was loaded against an error is marked, and every answer from it says so: a notice too.
    """
    findings = lint_files({"": snapshot.products}, policy)
    forced = {c.id for p in snapshot.products for c in p.charts if c.forced}
    overridden = [f for f in findings if f.level is Level.ERROR and f.charts and forced.issuperset(f.charts)]
    errors = [f for f in findings if f.level is Level.ERROR and f not in overridden]
    warnings = [f for f in findings if f.level is Level.WARNING]
    checks = []
    for some, health, code in (
        (errors, Health.BROKEN, "ui.doctor.chart_errors"),
        (overridden, Health.NOTICE, "ui.doctor.chart_forced"),
        (warnings, Health.NOTICE, "ui.doctor.chart_warnings"),
    ):
        about = tuple(f"{f.place}: {f.code}: {f.read}" for f in some)
        if about:
            seen = because(code, count=len(about))
            checks.append(Check("charts", health, seen, because("ui.doctor.do.lint"), about))
    return checks or [Check("charts", Health.OK, because("ui.doctor.charts_fine"))]


def _stale(snapshot: Snapshot, policy: Policy) -> Check:
    """Verdicts that another policy made, or that are missing."""
    stale = tuple(p.id for p in stale_products(snapshot, policy))
    if stale:
        seen = because("ui.doctor.stale", count=len(stale))
        return Check("verdicts", Health.BROKEN, seen, because("ui.doctor.do.load_again"), stale)
    return Check("verdicts", Health.OK, because("ui.doctor.verdicts", version=rules_version(policy)))


def _chartless(snapshot: Snapshot) -> Check:
    none = tuple(p.id for p in snapshot.products if p.chart is None)
    if none:
        seen = because("ui.doctor.without_chart", count=len(none))
        return Check("no_chart", Health.NOTICE, seen, because("ui.doctor.do.add_chart"), none)
    return Check("no_chart", Health.OK, because("ui.doctor.with_chart"))


def _folders() -> list[Check]:
    return check_folders({"data_folder": data_folder(), "config_folder": config_folder()})


def check_folders(folders: Mapping[str, Path]) -> list[Check]:
    """Whether the folders that legfit writes to can be written, where they exist; by what each is for."""
    checks = []
    for name, folder in folders.items():
        existing = next(p for p in (folder, *folder.parents) if p.exists())
        if os.access(existing, os.W_OK):
            checks.append(Check(name, Health.OK, because("ui.doctor.address", address=str(folder))))
        else:
            seen = because("ui.doctor.folder_refused", path=str(existing))
            checks.append(Check(name, Health.BROKEN, seen, because("ui.doctor.do.permit")))
    return checks
