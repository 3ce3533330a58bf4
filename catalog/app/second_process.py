"""A second process of a long import: it reads the first source, then judges products, while the first one brings them.

What comes of it is the same; what it has not done, because it is slow or was ended, the first one does itself. Both
hand each other bytes in temporary files that go with them; only where something stands in them is told through pipes.
The tasks are a pipe that both read: whoever has time takes the next one. The second process ends when the first one
does, however that ends.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from select import select
from tempfile import TemporaryFile
from typing import IO, Final

from ..model.policy import Policy, shipped_policy
from .garbage import without_garbage_collection

LOG: Final = logging.getLogger("legfit.import")
AT_ONCE: Final = 1 << 16
TASK: Final = b"%10d%14d%12d"
"""What is told of a task: its number, where it stands and its length; all are as long, so that each is read alone."""
MOST_TASKS: Final = 1_500
"""No more are handed over: what is told of them has to fit into a pipe."""


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

    def hear(self, patience: float) -> bool:
        """Wait at most so many seconds for something more; whether something came."""
        if not self.is_open or not select([self._pipe], [], [], patience)[0]:
            return False
        more = os.read(self._pipe, AT_ONCE)
        *lines, self._rest = (self._rest + more).split(b"\n")
        self.lines += lines
        self.is_open = bool(more)
        return self.is_open

    def next_line(self, patience: float) -> bytes | None:
        """The next line, waited for; None where the other process has ended, or is silent for so many seconds."""
        while not self.lines and self.hear(patience):
            pass
        return self.lines.popleft() if self.lines else None


class SecondProcess:
    """The second process as the first one sees it."""

    def __init__(self) -> None:
        self._tasks, self._results = TemporaryFile(), TemporaryFile()  # noqa: SIM115  closed with this
        for file in (self._tasks, self._results):
            weakref.finalize(self, file.close)
        self._queue, self._queue_end = os.pipe()
        for end in (self._queue, self._queue_end):
            weakref.finalize(self, os.close, end)
        os.set_blocking(self._queue, False)  # what one process sees there the other one may take first
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._ending: Callable[[], object] = lambda: None
        self.pipe: Pipe | None = None
        """What it tells; None where it was not started, or could not be."""
        self.is_tried = False
        self.do_task: Callable[[], bool] = lambda: False
        """Does the next task that nobody has begun in the first process; whether there was one."""

    def start(self, source: IO[bytes] | None = None, reading: bytes = b"") -> None:
        """Start it; where the system lets none be started there is none.

        With a source it reads that before it does any task; `reading` says how.
        """
        self.is_tried = True
        numbers = [] if source is None else [source.fileno(), self._tasks.tell(), self._tasks.write(reading)]
        self._tasks.flush()
        try:
            self._process = _started(self._queue, (self._tasks, self._results, *filter(None, [source])), numbers[1:])
        except OSError as error:
            LOG.debug("no second process: %s", error)
            return
        self._ending = weakref.finalize(self, _end, self._process)
        if self._process.stdout is not None:
            self.pipe = Pipe(self._process.stdout.fileno())

    def end(self) -> None:
        """End it before this ends: nothing more is needed of it."""
        self._ending()
        self.pipe = None

    def give(self, task: bytes) -> bool:
        """Have one more task done, numbered from 0; False where there are too many."""
        is_room = self._count < MOST_TASKS
        if is_room:
            at = self._tasks.tell()
            self._tasks.write(task)
            self._tasks.flush()
            os.write(self._queue_end, TASK % (self._count, at, len(task)))
            self._count += 1
        return is_room

    def take_back(self) -> tuple[int, bytes] | None:
        """The number of the next task that nobody has begun, and the task; None where there is none."""
        return next_task(self._queue, self._tasks.fileno())

    def result(self, place: bytes) -> bytes:
        """What it has made, where it told that it stands."""
        return _bytes_at(self._results.fileno(), *map(int, place.split()))


def _started(queue: int, files: Sequence[IO[bytes]], reading: Sequence[int]) -> subprocess.Popen[bytes]:
    """The second process; what ends the first one from a keyboard does not reach it."""
    # `-P`: a module that lies in the folder a person stands in is none of this program.
    numbers = [file.fileno() for file in files]
    return subprocess.Popen(  # noqa: S603  this program
        [sys.executable, "-P", "-m", __name__, *map(str, (*numbers, *reading))], pass_fds=numbers,
        start_new_session=True, bufsize=0, stdin=queue, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def next_task(queue: int, tasks: int) -> tuple[int, bytes] | None:
    """Take the next task of a queue; None where there is none, or no more will come."""
    try:
        record = os.read(queue, len(TASK % (0, 0, 0)))
    except BlockingIOError:
        return None
    if not record:
        raise EOFError
    number, at, length = map(int, record.split())
    return number, _bytes_at(tasks, at, length)


def _bytes_at(file: int, at: int, length: int) -> bytes:
    return os.pread(file, length, at)


def _tell(file: IO[bytes], result: bytes, *numbers: int) -> None:
    """Write a result, and tell the first process where it stands. Raises: BrokenPipeError (that has ended)."""
    at = file.tell()
    file.write(result)
    file.flush()
    sys.stdout.write(" ".join(map(str, (*numbers, at, len(result)))) + "\n")
    sys.stdout.flush()


def _work(tasks: int, results: int, source: int | None = None, *reading: int) -> None:
    """Read the source, then do every task of one file into another, as the second process."""
    queue = sys.stdin.fileno()
    with os.fdopen(results, "wb") as file:
        if source is not None:
            from .reading_ahead import chunks

            for chunk in chunks(_bytes_at(tasks, *reading), source):
                _tell(file, chunk)
        from .judging_ahead import judged

        while True:
            select([queue], [], [])
            if (task := next_task(queue, tasks)) is not None:
                _tell(file, pickle.dumps(judged(task[1])), task[0])


if __name__ == "__main__":
    with suppress(EOFError), without_garbage_collection():
        _work(*map(int, sys.argv[1:]))
