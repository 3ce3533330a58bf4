"""Products of a long import are judged by a second process while the first one still brings others.

What comes of it is the same: what the gates say of a product rests on its words and figures, never on its id, its
variants or its charts, which may change until everything was read. When the first process needs gates that are not
there yet, it judges what nobody has begun, too.
"""

from __future__ import annotations

import pickle
from typing import Final

from ..formats.product_spool import DECODER
from ..formats.spool import Spool, Spooled
from ..model.policy import shipped_policy
from ..model.verdict import Gates, fact_kinds
from ..rules.gates import gates_of
from .second_process import SecondProcess

PATIENCE: Final = 1.0
"""Seconds that the second process is waited for where it judges the very batch that is needed."""


class JudgingAhead:
    """Batches of products on their way through the second process, which is started for the first of them."""

    def __init__(self, second: SecondProcess) -> None:
        self._second = second
        self._count = 0
        self._places: dict[int, bytes] = {}
        """By the number of a batch: where the second process has its gates."""
        self._here: dict[int, Spooled] = {}
        """By the number of a batch: its gates, where they were made here before they were needed."""
        self._spool = Spool()
        second.do_task = self._judge_next

    def take(self, products: bytes) -> None:
        """Have one more batch judged, as the spool of products has it."""
        if not self._second.is_tried:
            self._second.start()
        self._count += self._second.give(products)

    def gates(self, number: int) -> list[Gates]:
        """The gates of the products of a batch, in their order; none where they are not judged yet."""
        while not self._is_there(number) and self._judge_next():
            pass
        if number >= self._count or not self._is_there(number, PATIENCE):
            return []
        here = self._here.get(number)
        data = here.data if here is not None else self._second.result(self._places[number])
        gates: list[Gates] = pickle.loads(data)  # noqa: S301  our own
        return gates

    def _judge_next(self) -> bool:
        """Judge the next batch that nobody has begun in this process; whether there was one."""
        task = self._second.take_back()
        if task is not None:
            self._here[task[0]] = self._spool.put(pickle.dumps(judged(task[1])))
        return task is not None

    def _is_there(self, number: int, patience: float = 0.0) -> bool:
        """Whether a batch is judged, or is within so many seconds."""
        pipe = self._second.pipe
        is_there = number in self._here or number in self._places
        while not is_there and pipe is not None and pipe.hear(patience):
            while pipe.lines:
                batch, _, place = pipe.lines.popleft().partition(b" ")
                self._places[int(batch)] = place
            is_there = number in self._places
        return is_there


def judged(products: bytes) -> list[Gates]:
    """The gates of a batch of products; those that say the same are one object."""
    equal: dict[object, Gates] = {}
    every = (gates_of(spooled.product, shipped_policy()) for spooled in DECODER.decode(products))
    return [equal.setdefault((gates, fact_kinds(gates)), gates) for gates in every]
