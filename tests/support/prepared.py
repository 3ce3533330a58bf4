"""The command line in a process of its own that finds the program imported: a copy of one process that waits.

A new interpreter imports for half a second, or a whole one for a service, and the tests start more than a hundred. What
a start itself does is tested where `cli.py` is started: `running`, `browsing`, `tests/commands`, `tests/project`.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(
    ["catalog.commands.app", "catalog.commands.serve", "catalog.commands.search", "catalog.web.server", "uvloop",
     "uvicorn.loops.auto", "uvicorn.protocols.http.auto", "uvicorn.lifespan.on"]
)  # fmt: skip


class Prepared:
    """A running command, with the names that `subprocess.Popen` has for the same."""

    def __init__(self, typed: Sequence[str], env: Mapping[str, str], files: tuple[Path, Path, Path]) -> None:
        self._process: BaseProcess = CONTEXT.Process(target=_run, args=(list(typed), dict(env), files))
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.exitcode

    def send_signal(self, how: int) -> None:
        """Send it a signal; nothing where it has ended."""
        if self.poll() is None and self.pid:
            os.kill(self.pid, how)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def wait(self, seconds: float) -> int:
        """Wait until it has ended; its exit code.

        Raises: TimeoutExpired.
        """
        self._process.join(seconds)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired("legfit", seconds)
        return code


def completed(typed: Sequence[str], env: Mapping[str, str], stdin: str = "") -> subprocess.CompletedProcess[str]:
    """What a command said, once it has ended."""
    with tempfile.TemporaryDirectory() as folder:
        files = (Path(folder) / "stdin", Path(folder) / "stdout", Path(folder) / "stderr")
        files[0].write_text(stdin, "utf-8")
        code = Prepared(typed, env, files).wait(120)
        out, err = (file.read_text("utf-8") for file in files[1:])
    return subprocess.CompletedProcess(list(typed), code, out, err)


def _run(typed: list[str], env: dict[str, str], files: tuple[Path, Path, Path]) -> None:
    """Be the command: its environment, its three streams, its arguments."""
    for number, (path, flags) in enumerate(zip(files, (os.O_RDONLY, _WRITTEN, _WRITTEN), strict=True)):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["cli.py", *typed]
    from catalog.commands import main

    main()


_WRITTEN = os.O_WRONLY | os.O_CREAT | os.O_APPEND
