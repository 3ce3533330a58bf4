"""The products of a long source are read and looked at by a second process while the first one brings those before.

They come in the same order, and so do the problems between them. Where the second process ends before it has read
everything, or is stopped, the first one reads the source itself, and passes over what it has already.
"""

from __future__ import annotations

import os
import pickle
from collections import Counter
from collections.abc import Callable, Iterator
from io import UnsupportedOperation
from itertools import islice
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from ..formats.draft.problems import FieldPath, FirstProblems, ProblemCollector
from ..formats.feed_kind.names import FeedKind
from ..formats.shop_import.bring_options import BringOptions
from ..formats.shop_product.record import ShopProduct
from ..model.problem import BadInput, Problem
from .feed_readers import shop_products

if TYPE_CHECKING:
    from ..formats.shop_import.look import LookedProduct
    from .import_source import SourceFile
    from .second_process import Pipe, SecondProcess

LEAST_BYTES: Final = 1_000_000
"""A smaller source is read before a second process has begun."""
CHUNK: Final = 100
PATIENCE: Final = 30.0
"""Seconds without a chunk after which the second process counts as stopped: no chunk takes nearly as long."""
UNLOOKED: Final = 1_500
"""So many products are handed over as they were read: the first process would wait for the second one to begin."""


class ReadingTask(Struct, frozen=True):
    """What the second process has to know of a source."""

    name: str
    kind: FeedKind
    charset: str
    most: int
    """So many problems are named, as in the first process."""
    chunk: int
    """Products that are handed over at once."""
    unlooked: int
    """So many are not looked at."""
    options: BringOptions


class Chunk(Struct, frozen=True):
    """Some products, and what is wrong around them."""

    products: list[ShopProduct | LookedProduct]
    problems: list[tuple[int, Problem, int]]
    """Each with how many of these products come before it, and how often it is there."""
    is_last: bool = False
    fatal: tuple[Problem, ...] | None = None
    """The problems with which the reader gave up."""


class NotedProblems(FirstProblems, kw_only=True):
    """Problems with the number of products that were read before each; of those beyond `most` the code alone."""

    products: int = 0
    noted: list[tuple[int, Problem]] = field(default_factory=list)
    more: Counter[tuple[int, str]] = field(default_factory=Counter)

    def add(self, *problems: Problem) -> None:
        """More problems are noted."""
        room = max(self.most - len(self.problems), 0)
        self.noted += [(self.products, problem) for problem in problems[:room]]
        self.more.update((self.products, problem.code) for problem in problems[room:])
        FirstProblems.add(self, *problems)

    def taken(self) -> list[tuple[int, Problem, int]]:
        """Those that were noted since the last time, each with how many are like it."""
        more = [(at, Problem(code, "", "", ""), times) for (at, code), times in self.more.items()]
        noted = [*((at, problem, 1) for at, problem in self.noted), *more]
        self.products, self.noted, self.more = 0, [], Counter()
        return noted


class LaterProblems(ProblemCollector, kw_only=True):
    """Problems of a source that is read again: the first ones are there already."""

    collector: ProblemCollector
    passed: int
    """So many are there."""

    def add(self, *problems: Problem) -> None:
        """More problems are found; those that are new are noted."""
        ProblemCollector.add(self, *problems)
        new = problems[self.passed :]
        self.passed -= len(problems) - len(new)
        self.collector.add(*new)


def may_read_ahead(file: SourceFile) -> bool:
    """Whether a source is long, and lies in a file that a second process can read."""
    try:
        file.stream.seek(0)  # what waits to be written into it is written
        return os.fstat(file.stream.fileno()).st_size >= LEAST_BYTES
    except UnsupportedOperation:
        return False


def read_ahead(
    second: SecondProcess,
    file: SourceFile,
    kind: FeedKind,
    place: FieldPath,
    options: BringOptions,
    look: Callable[[ShopProduct], LookedProduct],
) -> Iterator[LookedProduct]:
    """The products that the second process reads, in their order. Raises: BadInput."""
    most = place.collector.most if isinstance(place.collector, FirstProblems) else 0
    second.start(file.stream, pickle.dumps(ReadingTask(file.name, kind, file.charset, most, CHUNK, UNLOOKED, options)))
    products = problems = 0
    for chunk in _chunks_from(second):
        for product in _with_problems(chunk, place.collector):
            yield look(product) if isinstance(product, ShopProduct) else product
        products += len(chunk.products)
        problems += sum(times for _, _, times in chunk.problems)
        if chunk.fatal is not None:
            raise BadInput(chunk.fatal)
        if chunk.is_last:
            return
    second.end()  # it may only be stopped
    here = FieldPath(LaterProblems(collector=place.collector, passed=problems), place.path)
    with os.fdopen(os.dup(file.stream.fileno()), "rb") as again:  # the other process has moved on in the file
        yield from map(look, islice(shop_products(again, kind, here, file.charset), products, None))


def _chunks_from(second: SecondProcess) -> Iterator[Chunk]:
    """What the second process hands over, until it has ended or is silent for too long.

    While nothing is there the first process does tasks: it waited for a tenth of an import of different descriptions.
    """
    while second.pipe is not None and (line := _next_line(second, second.pipe)) is not None:
        chunk: Chunk = pickle.loads(second.result(line))  # noqa: S301  our own
        yield chunk


def _next_line(second: SecondProcess, pipe: Pipe) -> bytes | None:
    while not (pipe.lines or pipe.hear(0.0)) and pipe.is_open and second.do_task():
        pass
    return pipe.next_line(PATIENCE)


def _with_problems(chunk: Chunk, collector: ProblemCollector) -> Iterator[ShopProduct | LookedProduct]:
    """The products of a chunk; the problems before each are noted when it is asked for."""
    problems = iter(chunk.problems)
    waiting = next(problems, None)
    for at, product in enumerate((*chunk.products, None)):
        while waiting is not None and waiting[0] <= at:
            collector.add(*[waiting[1]] * waiting[2])
            waiting = next(problems, None)
        if product is not None:
            yield product


def chunks(task: bytes, source: int) -> Iterator[bytes]:
    """The products of a source, as the second process hands them over."""
    reading: ReadingTask = pickle.loads(task)  # noqa: S301  our own
    noted = NotedProblems(most=reading.most)
    place = FieldPath(noted, (reading.name,))
    fatal: tuple[Problem, ...] | None = None
    waiting: list[ShopProduct | LookedProduct] = []
    with os.fdopen(source, "rb") as stream:
        try:
            for product in _some_looked_at(reading, shop_products(stream, reading.kind, place, reading.charset)):
                waiting.append(product)
                noted.products += 1
                if len(waiting) == reading.chunk:
                    yield pickle.dumps(Chunk(waiting, noted.taken()))
                    waiting = []
        except BadInput as bad:
            fatal = tuple(bad.problems)
        yield pickle.dumps(Chunk(waiting, noted.taken(), is_last=True, fatal=fatal))


def _some_looked_at(reading: ReadingTask, products: Iterator[ShopProduct]) -> Iterator[ShopProduct | LookedProduct]:
    """Products, the first ones as they are: what looks at them takes longer to import than to read those."""
    yield from islice(products, reading.unlooked)
    from ..formats.shop_import.look import ProductLook

    yield from map(ProductLook(reading.options).look, products)
