"""A write that is killed at each of its statements, one after the other, and what the catalog is after each.

Arguments: the database address, and which write. On a server each attempt is a process of its own that ends without any
cleaning up at one statement; this one has no threads, so that it can make them by fork. With SQLite a killed process leaves
its files as they are: they are copied before each statement, and the write is done once and not up to each one anew.
"""

import io
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from building import chart, gates, product
from sqlalchemy import event, text

from catalog.app import after_commit, import_shop
from catalog.app.import_shop import BringOptions, ImportRequest, limits_of, ready_import, write_import
from catalog.app.import_source import SourceFile
from catalog.formats import product_spool
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import Variant
from catalog.store import database, migrate
from catalog.store.collections import remove_products
from catalog.store.database import connect, sqlite_path
from catalog.store.load_plan import LoadOptions
from catalog.store.offers import read_offers, read_versions
from catalog.store.read import read_snapshot
from catalog.store.write import write_products

KILLED = 137
ROWS = {"S": ("30", "34"), "M": ("34", "38")}


def shelf(mark, stock):
    """Products whose every part differs by the mark, the last of them under a name of its own."""
    sized = chart(ROWS, id=f"chart-{mark}")
    offer = Offer(Availability.IN_STOCK, stock, None, f"https://shop.example/{mark}")
    variants = tuple(Variant(sku, "M", offer=offer) for sku in (f"{mark}-1", f"{mark}-2", "same"))
    return [product(i, chart=sized, notes=mark, variants=v) for i, v in (("one", variants), ("two", ()), (mark, ()))]


def load(engine, mark, stock, **options):
    """Put a shelf into the collection of a shop."""
    products = shelf(mark, stock)
    verdicts = {p.id: gates(policy=mark) for p in products}
    options = LoadOptions({f"{mark}.toml": "shop"}, take=True, **options)
    return write_products(engine, {f"{mark}.toml": products}, verdicts, options)


def prepare(url):
    """A catalog with products of two collections, one of them taken out."""
    migrate.upgrade(url)
    engine = connect(url)
    write_products(engine, {"a.toml": [product("kept"), product("gone")]}, {})
    remove_products(engine, ["gone"])
    load(engine, "before", 3)
    engine.dispose()


def prepare_old(url):
    """The same catalog as the program before this one had it."""
    prepare(url)
    migrate.downgrade(url, "0003")


def content(engine):
    """Everything that answers are made of."""
    with engine.connect() as connection:
        return read_snapshot(connection), read_offers(connection), read_versions(connection)


def rows(engine):
    """Every row of every table."""
    with engine.connect() as connection:
        names = sorted(engine.dialect.get_table_names(connection))
        return {n: sorted(map(str, connection.execute(text(f'SELECT * FROM "{n}"')))) for n in names}


def load_import(url, engine):
    """Load a shop's export, two products at a time, with those retired that it has no longer."""
    head = "Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
    rows = [f"sock-{n},Compression Sock {n},Stride,Socks,Size,M,SKU-{n},29.90\n" for n in range(5)]
    source = SourceFile(io.BytesIO((head + "".join(rows)).encode()), "export.csv")
    bring = BringOptions("2026-11-27", limits_of(shipped_policy()), currency="EUR")
    product_spool.ProductSpool.__init__.__defaults__ = (2,)
    after_commit.save_snapshot = lambda *_: None  # what comes after the commit is no part of the load
    import_shop.may_judge_ahead = lambda _: False  # what judges ahead writes nothing
    request = ImportRequest(bring, load=True, collection="shop", sync=True)
    write_import(ready_import(request, [source], shipped_policy()), shipped_policy(), engine)


WRITES = {
    "import": (prepare, content, load_import),
    "load": (prepare, content, lambda url, engine: load(engine, "after", 5, sync=True)),
    "remove": (prepare, content, lambda url, engine: remove_products(engine, ["one", "two"])),
    "upgrade": (prepare_old, rows, lambda url, engine: migrate.upgrade(url)),
    "downgrade": (prepare, rows, lambda url, engine: migrate.downgrade(url, "0003")),
}


def watch(before):
    """Have a function called before every statement and every commit of each engine that is made from now on."""
    make = database.create_engine

    def watched(*arguments, **options):
        engine = make(*arguments, **options)
        event.listen(engine, "before_cursor_execute", before)
        event.listen(engine, "commit", before)
        return engine

    database.create_engine = watched


def attempt(url, act, stop):
    """Do the write in a process that ends at the statement of that number; its exit code."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = 0

    def before(*_):
        nonlocal count
        count += 1
        if count == stop:
            os._exit(KILLED)

    watch(before)
    try:
        act(url, connect(url))
    except BaseException as error:
        sys.stdout.write(f"{type(error).__name__}: {error}\n")
        sys.stdout.flush()
        os._exit(1)
    os._exit(0)


def kill_each(url, state, act):
    """Kill a process at each statement, and let the last one do the write; the number of statements."""
    engine = connect(url)
    before, stop = state(engine), 0
    engine.dispose()
    while (code := attempt(url, act, stop := stop + 1)) == KILLED:
        engine = connect(url)
        if state(engine) != before:
            raise SystemExit(f"another catalog after statement {stop}")
        engine.dispose()
    if code:
        raise SystemExit(f"exit {code} after statement {stop - 1}")
    return stop - 1


def copy_each(url, state, act):
    """Look before each statement at a copy of the files; the number of statements. The write is done on the last copy too."""
    file, count = sqlite_path(url), 0
    copy = file.with_name("killed.db")
    # Never closed while the write goes on: closing any handle of the file would give up the locks of SQLite.
    with file.open("rb") as whole:

        def leave():
            whole.seek(0)
            copy.write_bytes(whole.read())
            for end in ("-wal", "-journal", "-shm"):
                Path(f"{copy}{end}").unlink(missing_ok=True)
            for end in ("-wal", "-journal"):
                if Path(f"{file}{end}").exists():
                    shutil.copy(f"{file}{end}", f"{copy}{end}")

        leave()
        killed = connect(f"sqlite:///{copy}")
        before = state(killed)

        def look(*_):
            nonlocal count
            count += 1
            killed.dispose()
            leave()
            if state(killed) != before:
                raise SystemExit(f"another catalog after statement {count}")

        make = database.create_engine
        watch(look)
        act(url, connect(url))
        database.create_engine = make
    killed.dispose()
    act(f"sqlite:///{copy}", connect(f"sqlite:///{copy}"))
    if state(killed) == before:
        raise SystemExit("the next try did nothing")
    killed.dispose()
    return count


def main(url, name):
    ready, state, act = WRITES[name]
    ready(url)
    engine = connect(url)
    before = state(engine)
    engine.dispose()
    count = (copy_each if url.startswith("sqlite") else kill_each)(url, state, act)
    engine = connect(url)
    sys.stdout.write(f"exit 0 after {count} statements, changed: {state(engine) != before}\n")
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
