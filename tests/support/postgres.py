"""A real PostgreSQL server for tests: found on this machine, started on a free loopback port, gone afterwards."""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cached_property
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from catalog.store import migrate

INSTALL = "No PostgreSQL server was found: install one (`apt-get install postgresql`, `brew install postgresql`)."
OWNER = "legfit"


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`: where pg_config says, where Debian puts them, or on the PATH."""
    places: list[Path] = []
    config = shutil.which("pg_config")
    if config:
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False).stdout.strip()
        places.append(Path(told))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(
        debian, key=lambda p: float(p.parent.name) if p.parent.name.replace(".", "").isdigit() else 0, reverse=True
    )
    on_path = shutil.which("postgres")
    places += [Path(on_path).parent] if on_path else []
    return next((p for p in places if (p / "initdb").is_file() and (p / "postgres").is_file()), None)


HELD: list[socket.socket] = []
"""Ports given out, bound until this process ends; nobody listens on them but who was meant to."""


def free_port() -> int:
    """A loopback port for one server of this process alone.

    Until the server listens another run of the tests could be given the same port, and would then be answered by the
    wrong server. On Linux the port therefore stays bound here: that keeps all others away, and a server that sets
    SO_REUSEADDR, as all do, may listen on it.
    """
    probe = socket.socket()
    if sys.platform == "linux":
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", 0))
    port = int(probe.getsockname()[1])
    if sys.platform == "linux":
        HELD.append(probe)
    else:
        probe.close()
    return port


@atexit.register
def give_back_ports() -> None:
    """No port is held any longer."""
    while HELD:
        HELD.pop().close()


def unprivileged() -> dict[str, object]:
    """Who the server runs as: never root, which it refuses."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam(next(n for n in ("postgres", "nobody") if n in names))
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    """A running server and as many databases on it as are asked for, empty or migrated."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home, self.port = folder, home, free_port()
        self.who = unprivileged()
        self.numbers, self.given_back = count(1), list[str]()
        if self.who:
            os.chown(folder, int(str(self.who["user"])), int(str(self.who["group"])))
        made = ["--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"]
        self._run("initdb", "-D", str(folder / "data"), *made)
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        """The server listens; it is started again after `kill`."""
        options = ["-D", str(self.folder / "data"), "-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.folder)]
        process = subprocess.Popen(
            [str(self.home / "postgres"), *options, "-c", "max_connections=60", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder, **self.who,  # type: ignore[call-overload]
        )  # fmt: skip
        for _ in range(300):
            try:
                self.sql("SELECT 1")
            except Exception:
                assert process.poll() is None, "the PostgreSQL server ended at once"
                time.sleep(0.05)
            else:
                return process
        raise AssertionError("the PostgreSQL server does not answer")

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(self.home / name), *arguments],
            capture_output=True,
            text=True,
            cwd=self.folder,
            check=False,
            **self.who,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def sql(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside any transaction."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def fresh(self) -> str:
        """The address of a database that was empty until now; no other one has or had it."""
        name = f"legfit_{next(self.numbers)}"
        # A new database is 300 files, which are slow to make and slower to remove: an emptied one gets a new name.
        self.sql(
            f"ALTER DATABASE {self.given_back.pop()} RENAME TO {name}" if self.given_back else f"CREATE DATABASE {name}"
        )
        return self.url(name)

    @cached_property
    def template(self) -> str:
        """The name of a migrated, empty catalog that is only copied."""
        url = self.fresh()
        migrate.upgrade(url)
        return url.rpartition("/")[2]

    def migrated(self) -> str:
        """The address of a migrated, empty catalog of a test's own.

        Copied and removed in a fifth of the processor time of all migrations and of taking their tables out again.
        """
        template, name = self.template, f"legfit_{next(self.numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def remove(self, url: str) -> None:
        """A database is gone, whoever uses it."""
        self.sql(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def give_back(self, url: str) -> None:
        """A database is left by all who use it, emptied, and may be given to somebody else."""
        name = url.rpartition("/")[2]
        self.sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        self.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public", name)
        self.given_back.append(name)

    def stop(self) -> None:
        """The server is gone, as fast as it can."""
        # Immediate shutdown waits five seconds for a child that does not hear it; a fast one ends them all itself.
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """A server of this session's own."""
    home = binaries()
    if home is None:
        if os.environ.get("CI"):
            pytest.fail(INSTALL)
        pytest.skip(INSTALL)
    folder = Path(tempfile.mkdtemp(prefix="legfit-pg-"))
    server = Server(folder, home)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of an empty database."""
    url = postgres_server.fresh()
    yield url
    postgres_server.give_back(url)


@pytest.fixture
def migrated_postgres_url(postgres_server: Server) -> Iterator[str]:
    """The address of a migrated, empty catalog."""
    url = postgres_server.migrated()
    yield url
    postgres_server.remove(url)
