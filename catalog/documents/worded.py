"""Parts of answers that many answers share, kept as the bytes that are sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar, cast

from msgspec import Raw

from .advice import advice_document
from .json_text import ENCODER
from .reason import verdict_document

P = ParamSpec("P")
R = TypeVar("R")
MOST: Final = 1024
"""How many parts of a kind are kept; the one that was not used for longest goes first."""


class WordedParts:
    """The verdicts of gates and the pieces of advice of one catalog version, worded and encoded once.

    Whoever holds a loaded catalog holds one of these beside it and drops both together. What is kept turns on
    products, on the policy and on answers that are words; no measure of a person is in it, which a test holds.
    """

    __slots__ = ("advice", "verdict")

    def __init__(self, most: int = MOST) -> None:
        self.verdict = _kept(verdict_document, most)
        self.advice = _kept(advice_document, most)


def _kept(write: Callable[P, R], most: int) -> Callable[P, R]:
    """Keep what a function writes, as bytes: in another record they stand for the record itself."""

    def encoded(*args: P.args, **kwargs: P.kwargs) -> Raw:
        return Raw(ENCODER.encode(write(*args, **kwargs)))

    return cast("Callable[P, R]", lru_cache(maxsize=most)(encoded))
