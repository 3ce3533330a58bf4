"""Writes a snapshot file in a process of its own that stops half-way, for a test to kill it there.

Arguments: the database file, and the moment (`written`: half of the file is, `synced`: all of it is, not yet renamed).
"""

import io
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from catalog.store import snapshot_writer as writer
from catalog.store.database import connect
from catalog.store.read import read_snapshot


def stop():
    sys.stdout.write("stopped\n")
    sys.stdout.flush()
    time.sleep(60)


def half(stream, *arguments):
    """A writer's first half of the content: the rest never comes."""
    content = io.BytesIO()
    write_content(content, *arguments)
    stream.write(content.getvalue()[: len(content.getvalue()) // 2])


write_content = writer.write_content


def main(database, moment):
    if moment == "written":
        writer.write_content = half
    os.fsync = lambda handle: stop()
    writer.write_snapshot_file(Path(database), [read_snapshot(connect(f"sqlite:///{database}"))], "other rules")


if __name__ == "__main__":
    main(*sys.argv[1:])
