"""A load in a process of its own that stops at a chosen statement, for a test to kill it there.

Arguments: the database address, the statement (counted from 1; 0 never stops), the seconds to wait for a lock.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from building import chart, gates, product
from sqlalchemy import event

from catalog.store.database import connect
from catalog.store.load_plan import LoadOptions
from catalog.store.write import write_products


def shelf(mark):
    """Three products that all change with the mark, one of them under a name of its own."""
    rows = {"S": ("30", "34"), "M": ("34", "38")}
    return [
        product("maker-one", name=f"One {mark}", chart=chart(rows, id=f"chart-{mark}"), notes=mark),
        product("maker-two", name=f"Two {mark}", chart=chart(rows, id=f"chart-{mark}"), notes=mark),
        product(f"maker-{mark}", name=f"New {mark}", notes=mark),
    ]


def load(engine, mark):
    """The shelf of that mark, and nothing else, is in the catalog."""
    wanted = {p.id: gates(policy=mark) for p in shelf(mark)}
    return write_products(engine, {"maker.toml": shelf(mark)}, wanted, LoadOptions(sync=True))


def main(url, stop, wait):
    engine = connect(url, wait=float(wait))
    count = 0

    def pause():
        sys.stdout.write("stopped\n")
        sys.stdout.flush()
        time.sleep(60)

    def before(connection, cursor, statement, *rest):
        nonlocal count
        count += 1
        if count == int(stop):
            pause()

    def committing(connection):
        if int(stop) == -1:
            pause()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", committing)
    load(engine, "after")
    sys.stdout.write(f"loaded {count}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
