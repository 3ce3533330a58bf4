"""Products of a long import are judged by a second process while the first one still brings others.

What comes of it is the same: what the gates say of a product rests on its words and figures, never on its id, its
variants or its charts, which may change until everything was read. What the second process has not judged yet is judged
where it always was; nobody waits for it.
"""

from __future__ import annotations

import pickle
from typing import Final

from ..formats.product_spool import DECODER
from ..model.policy import shipped_policy
from ..model.verdict import Gates, fact_kinds
from ..rules.gates import gates_of
from .garbage import without_garbage_collection
from .second_process import SecondProcess

MOST_BATCHES: Final = 2_000
"""No more are handed to the second process: what is told of them has to fit into a pipe."""
PATIENCE: Final = 0.0
"""Seconds that an answer is waited for."""


class JudgingAhead:
    """Batches of products on their way through the second process, which is started for the first of them."""

    def __init__(self, second: SecondProcess) -> None:
        self._second = second
        self._count = 0
        self._places: dict[int, bytes] = {}
        """By the number of a batch: where its gates stand."""

    def take(self, products: bytes) -> None:
        """Have one more batch judged, as the spool of products has it."""
        if not self._second.is_tried:
            self._second.start()
        self._count += 1
        if self._count <= MOST_BATCHES:
            self._second.give(products)

    def gates(self, number: int) -> list[Gates]:
        """The gates of the products of a batch, in their order; none where they are not judged yet."""
        pipe = self._second.pipe
        while pipe is not None and number not in self._places and number < self._count and pipe.hear(PATIENCE):
            while pipe.lines:
                at, _, place = pipe.lines.popleft().partition(b" ")
                self._places[int(at)] = place
        if number not in self._places:
            return []
        gates: list[Gates] = pickle.loads(self._second.result(self._places.pop(number)))  # noqa: S301  our own
        return gates


def judged(products: bytes) -> bytes:
    """The gates of a batch of products, as bytes; those that say the same are one object."""
    equal: dict[object, Gates] = {}
    with without_garbage_collection():
        every = (gates_of(spooled.product, shipped_policy()) for spooled in DECODER.decode(products))
        return pickle.dumps([equal.setdefault((gates, fact_kinds(gates)), gates) for gates in every])
