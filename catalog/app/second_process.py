"""A second process of a long import: it reads the first source, then judges products, while the first one brings them.

What comes of it is the same; what it has not done, because it is slow or was ended, the first one does itself. Both
hand each other bytes in temporary files that go with them; only where something stands in them is told through pipes.
The second process ends when the first one does, however that ends.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Iterator
from select import select
from tempfile import TemporaryFile
from typing import IO, Final

from ..model.policy import Policy, shipped_policy

LOG: Final = logging.getLogger("legfit.import")
AT_ONCE: Final = 1 << 16


def may_start_second(policy: Policy) -> bool:
    """Whether there is a second processor for it, and the thresholds are those that travel with the package."""
    return os.name == "posix" and policy is shipped_policy() and (os.cpu_count() or 1) > 1


class Pipe:
    """The lines that the other process tells."""

    def __init__(self, pipe: int) -> None:
        self.lines = deque[bytes]()
        """Those that nobody took yet."""
        self.is_open = True
        self._pipe, self._rest = pipe, b""

    def hear(self, patience: float | None) -> bool:
        """Wait at most so many seconds for something more, or without end; whether something came."""
        if not self.is_open or not select([self._pipe], [], [], patience)[0]:
            return False
        more = os.read(self._pipe, AT_ONCE)
        *lines, self._rest = (self._rest + more).split(b"\n")
        self.lines += lines
        self.is_open = bool(more)
        return self.is_open

    def next_line(self) -> bytes | None:
        """The next line, waited for; None where the other process has ended."""
        while not self.lines and self.hear(None):
            pass
        return self.lines.popleft() if self.lines else None


class SecondProcess:
    """The second process as the first one sees it."""

    def __init__(self) -> None:
        self._tasks, self._results = TemporaryFile(), TemporaryFile()  # noqa: SIM115  closed with this
        for file in (self._tasks, self._results):
            weakref.finalize(self, file.close)
        self._process: subprocess.Popen[bytes] | None = None
        self.pipe: Pipe | None = None
        """What it tells; None where it was not started, or could not be."""
        self.is_tried = False

    def start(self, *source: IO[bytes]) -> None:
        """Start it; with a source its first task is to read it. Where the system lets none be started there is none."""
        self.is_tried = True
        try:
            self._process = _started(self._tasks, self._results, *source)
        except OSError as error:
            LOG.debug("no second process: %s", error)
            return
        weakref.finalize(self, _end, self._process)
        if self._process.stdout is not None:
            self.pipe = Pipe(self._process.stdout.fileno())

    def give(self, task: bytes) -> None:
        """Give it one more task; one that has ended need not know."""
        if self._process is not None and self._process.stdin is not None:
            try:
                _put(self._tasks, task, self._process.stdin)
            except BrokenPipeError:
                return

    def result(self, place: bytes) -> bytes:
        """What it has made, where it told that it stands."""
        return _bytes_at(self._results.fileno(), place)


def _started(*files: IO[bytes]) -> subprocess.Popen[bytes]:
    """The second process; what ends the first one from a keyboard does not reach it."""
    # `-P`: a module that lies in the folder a person stands in is none of this program.
    numbers = [file.fileno() for file in files]
    return subprocess.Popen(  # noqa: S603  this program
        [sys.executable, "-P", "-m", __name__, *map(str, numbers)], pass_fds=numbers, start_new_session=True, bufsize=0,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def _put(file: IO[bytes], data: bytes, pipe: IO[bytes], before: bytes = b"") -> None:
    """Write some bytes, and tell the other process where. Raises: BrokenPipeError (it has ended)."""
    at = file.tell()
    file.write(data)
    file.flush()
    pipe.write(b"%b%d %d\n" % (before, at, len(data)))
    pipe.flush()


def _bytes_at(file: int, place: bytes) -> bytes:
    at, length = map(int, place.split())
    return os.pread(file, length, at)


def _newest_first(pipe: Pipe) -> Iterator[tuple[int, bytes]]:
    """Each task with its number, of those that wait the newest first, until the first process ends.

    The first process needs them in their order, and does what is not done yet: so the two meet.
    """
    waiting: list[tuple[int, bytes]] = []
    count = 0
    while True:
        while pipe.hear(0.0 if waiting or pipe.lines else None):
            pass
        if not pipe.is_open:
            return
        while pipe.lines:
            waiting.append((count, pipe.lines.popleft()))
            count += 1
        yield waiting.pop()


def _work(tasks: int, results: int, *source: int) -> None:
    """Do every task of one file into another, as the second process."""
    pipe, answers = Pipe(sys.stdin.fileno()), sys.stdout.buffer
    with os.fdopen(results, "wb") as file:
        for number in source:
            from .reading_ahead import chunks

            if (place := pipe.next_line()) is not None:
                for chunk in chunks(_bytes_at(tasks, place), number):
                    _put(file, chunk, answers)
        from .judging_ahead import judged

        for at, place in _newest_first(pipe):
            _put(file, judged(_bytes_at(tasks, place)), answers, b"%d " % at)


if __name__ == "__main__":
    _work(*map(int, sys.argv[1:]))
