"""Shares told of everybody, of the women and of the men."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from msgspec import Struct

from ..search.leg_table import Bools
from .population import Population, Share


class Shares(Struct, frozen=True):
    """A share of everybody, of the women and of the men; None where the population has nobody of the group."""

    everybody: Share | None = None
    women: Share | None = None
    men: Share | None = None

    def __bool__(self) -> bool:
        return self.everybody is not None and self.everybody.value > 0


def group_rows(population: Population) -> Iterator[Bools]:
    """Who is meant by everybody, by the women and by the men."""
    yield np.ones(len(population), np.bool_)
    yield population.women
    yield population.men


def shares(population: Population, rows: Bools, among: Bools | None = None) -> Shares:
    """Say which part of each group (of those `among` it) some people are."""
    groups = (group if among is None else group & among for group in group_rows(population))
    return Shares(*(population.share(rows & group, among=group) for group in groups))
