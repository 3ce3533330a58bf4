"""Products of a long import are judged by a second process while the first one still reads others.

What comes of it is the same: what the gates say of a product rests on its words and figures, never on its id, its
variants or its charts, which may change until everything was read. What the second process has not judged yet, because
it is slow or was ended, is judged where it always was; nobody waits for it. Products and gates lie in temporary files
that go with both processes; only where they stand in them is told through pipes. The second process ends when the first
one does, however that ends.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import weakref
from select import select
from tempfile import TemporaryFile
from typing import IO, Final

from ..formats.product_spool import DECODER
from ..model.policy import Policy, shipped_policy
from ..model.verdict import Gates, fact_kinds
from ..rules.gates import gates_of

LOG: Final = logging.getLogger("legfit.import")
MOST_BATCHES: Final = 2_000
"""No more are handed to the second process: what is told of them has to fit into a pipe."""
PATIENCE: Final = 0.0
"""Seconds that an answer is waited for."""


class JudgingAhead:
    """Batches of products on their way through the second process, which is started for the first of them."""

    def __init__(self) -> None:
        self._products, self._gates = TemporaryFile(), TemporaryFile()  # noqa: SIM115  closed with this
        for file in (self._products, self._gates):
            weakref.finalize(self, file.close)
        self._process: subprocess.Popen[bytes] | None = None
        self._number = 0
        self._told = b""
        """What the second process has told so far: where the gates of each batch stand."""

    def take(self, products: bytes) -> None:
        """Have one more batch judged, as the spool of products has it."""
        if self._number == 0:
            self._start()
        self._number += 1
        if self._process is not None and self._number <= MOST_BATCHES:
            at = self._products.tell()
            self._products.write(products)
            self._products.flush()
            _tell(self._process.stdin, at, products)

    def gates(self, number: int) -> list[Gates]:
        """The gates of the products of a batch, in their order; none where they are not judged yet."""
        while self._told.count(b"\n") <= number < self._number and self._is_heard():
            pass
        places = self._told.split(b"\n")[:-1]
        if number >= len(places):
            return []
        gates: list[Gates] = pickle.loads(_bytes(self._gates.fileno(), places[number]))  # noqa: S301  our own
        return gates

    def _start(self) -> None:
        """Start the second process; where the system lets none be started, the first one judges everything."""
        try:
            self._process = _started(self._products, self._gates)
        except OSError as error:
            LOG.debug("no second process: %s", error)
        else:
            weakref.finalize(self, _end, self._process)

    def _is_heard(self) -> bool:
        """Whether the second process has told something more."""
        pipe = self._process.stdout if self._process is not None else None
        if pipe is None or not select([pipe], [], [], PATIENCE)[0]:
            return False
        more = os.read(pipe.fileno(), 1 << 16)
        self._told += more
        return bool(more)


def may_judge_ahead(policy: Policy) -> bool:
    """Whether there is a second processor for it, and the thresholds are those that travel with the package."""
    return os.name == "posix" and policy is shipped_policy() and (os.cpu_count() or 1) > 1


def _started(products: IO[bytes], gates: IO[bytes]) -> subprocess.Popen[bytes]:
    """The second process; what ends the first one from a keyboard does not reach it."""
    # `-P`: a module that lies in the folder a person stands in is none of this program.
    files = products.fileno(), gates.fileno()
    return subprocess.Popen(  # noqa: S603  this program
        [sys.executable, "-P", "-m", __name__, *map(str, files)], pass_fds=files, start_new_session=True, bufsize=0,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def _tell(pipe: IO[bytes] | None, at: int, data: bytes) -> None:
    """Tell the other process where some bytes stand; one that has ended need not know."""
    try:
        if pipe is not None:
            pipe.write(b"%d %d\n" % (at, len(data)))
            pipe.flush()
    except BrokenPipeError:
        return


def _bytes(file: int, place: bytes) -> bytes:
    at, length = map(int, place.split())
    return os.pread(file, length, at)


def _judged(products: bytes) -> bytes:
    """The gates of a batch of products; those that say the same are one object."""
    equal: dict[object, Gates] = {}
    every = (gates_of(spooled.product, shipped_policy()) for spooled in DECODER.decode(products))
    return pickle.dumps([equal.setdefault((gates, fact_kinds(gates)), gates) for gates in every])


def _judge(products: int, gates: int) -> None:
    """Judge every batch of one file into another, as the second process."""
    with os.fdopen(gates, "wb") as file:
        for place in sys.stdin.buffer:
            at, data = file.tell(), _judged(_bytes(products, place))
            file.write(data)
            file.flush()
            _tell(sys.stdout.buffer, at, data)


if __name__ == "__main__":
    _judge(*map(int, sys.argv[1:]))
