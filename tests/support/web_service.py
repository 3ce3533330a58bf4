"""A service as a shop runs it: a process of its own, asked over a socket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from postgres import free_port
from prepared import Prepared, completed

from catalog.app.load import load_files
from catalog.model.policy import shipped_policy
from catalog.store import migrate
from catalog.store.database import connect

CHECKOUT = Path(__file__).resolve().parents[2]


def environment(home: Path) -> dict[str, str]:
    """A clean environment whose data and configuration live under `home`."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEGFIT_", "XDG_"))}
    folders = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config", "PYTHONPATH": CHECKOUT}
    return kept | {name: str(path) for name, path in folders.items()} | {"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


class Service:
    """A running service: its address, its process, and what it wrote."""

    def __init__(self, process: subprocess.Popen[bytes] | Prepared, port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)

    def post(self, path: str, document: object, **more: object) -> httpx.Response:
        """A question."""
        return self.client.post(path, json=document, **more)  # type: ignore[arg-type]

    def get(self, path: str, **more: object) -> httpx.Response:
        """A look."""
        return self.client.get(path, **more)  # type: ignore[arg-type]

    def lines(self) -> str:
        """Everything that it wrote so far."""
        return self.log.read_text("utf-8")

    def stop(self, how: int = signal.SIGTERM) -> int:
        """The process has ended; its exit code."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(20)


def arguments(url: str, port: int, *more: str) -> list[str]:
    """The command line that starts a service."""
    return [sys.executable, str(CHECKOUT / "cli.py"), "serve", "--port", str(port), "--database", url, *more]


@contextmanager
def serving(url: str, folder: Path, *more: str, **extra: str) -> Iterator[Service]:
    """A service on a database, stopped at the end."""
    port, log = free_port(), folder / f"service-{time.monotonic_ns()}.log"
    env = environment(folder) | {"LEGFIT_RATE": "0"} | extra
    log.touch()
    service = Service(Prepared(arguments(url, port, *more)[2:], env, (Path(os.devnull), log, log)), port, log)
    try:
        wait_until(lambda: answers(service), log)
        yield service
    finally:
        service.stop(signal.SIGKILL)


def answers(service: Service) -> bool:
    """Whether it answers by now; a service that ended is an error at once."""
    assert service.process.poll() is None, service.lines()
    try:
        return service.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def wait_until(is_so: Callable[[], bool], log: Path, seconds: float = 30) -> None:
    """Nothing, as soon as it is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, log.read_text("utf-8")
        time.sleep(0.05)


def filled(url: str, *more: Path, seed: bool = True) -> str:
    """The address of a catalog that holds the seed, where it is wanted, and some more files."""
    migrate.upgrade(url)
    engine = connect(url)
    load_files(engine, [*([CHECKOUT / "seed"] if seed else []), *more], shipped_policy())
    engine.dispose()
    return url


def legfit_in(folder: Path, *typed: str, stdin: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own, with some settings in its environment."""
    return completed(typed, environment(folder) | settings, stdin)
