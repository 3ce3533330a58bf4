"""Figures inside one process: one product, the whole catalog, how it grows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from catalog.app.catalog_holder import CatalogHolder
from catalog.app.settings import Setting
from catalog.documents.question_reader import parse_question
from catalog.model.policy import shipped_policy
from catalog.model.question import Question
from catalog.rules.size.rule import judge_size
from catalog.rules.usage.rule import advice_by_key, row_for_product
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.search.lookup import Page, answer, answer_about, products_named

from .catalogs import Made, made, write
from .measure import Figure, compare
from .questions import leg_question

POLICY = shipped_policy()
BEST = Page(20, 0, 0)
PRODUCT = "compressport-ur2"


def questions(count: int = 50) -> list[Question]:
    """The usual question by different legs."""
    random = Random(7)
    return [parse_question(leg_question(random), POLICY) for _ in range(count)]


def in_turn(call: Callable[[Question], object]) -> Callable[[], object]:
    """The call with one leg after another, so that no answer is asked for twice in a row."""
    legs = cycle(questions())
    return lambda: call(next(legs))


def size_figures(folder: Path) -> list[Figure]:
    """One product of the seed and of a large catalog, beside the raw look-up of its row."""
    found = []
    for catalog in (made(153, "seed"), made(10_000, "shared")):
        url = write(catalog, folder)
        path = url.removeprefix("sqlite:///")
        at = next(p.id for p in catalog.products if p.id.startswith(PRODUCT))
        with (
            closing(sqlite3.connect(path)) as raw,
            CatalogHolder(Setting("database_url", url, "benchmark"), POLICY) as holder,
        ):
            loaded = holder.get()
            chart = next(p for p in loaded.snapshot.products if p.id == at).chart

            def point(raw: sqlite3.Connection = raw, at: str = at) -> object:
                return raw.execute("SELECT * FROM product WHERE id = ?", (at,)).fetchone()

            def whole(
                question: Question, holder: CatalogHolder = holder, loaded: LoadedCatalog = loaded, at: str = at
            ) -> object:
                """The answer, after a look whether somebody has written."""
                holder.get()
                return answer_about(loaded, question, POLICY, products_named(loaded, [at]))

            def anew(question: Question, whole: Callable[[Question], object] = whole) -> object:
                """The same for a kind of run that nobody asked about before."""
                advice_by_key.cache_clear()
                row_for_product.cache_clear()
                return whole(question)

            many = f"{len(catalog.products)} products"
            found += [
                compare(f"size, whole answer, {many}", "point query", 7, in_turn(whole), point),
                compare(f"size, advice worked out anew, {many}", "point query", None, in_turn(anew), point),
                compare(f"size verdict alone, {many}", "point query", 0.5,
                        in_turn(lambda q, c=chart, r=loaded.regions: judge_size(c, q, POLICY, regions=r)), point),
            ]  # fmt: skip
    return found


def search_figures() -> list[Figure]:
    """Total and best twenty with reasons, beside four compares over the edges of the bands."""
    goals = (
        (300, "seed", None), (10_000, "shared", 30), (10_000, "own", None), (100_000, "shared", 15),
        (100_000, "own", None),
    )  # fmt: skip
    found = []
    for size, kind, goal in goals:
        catalog = made(size, kind)
        loaded = load_catalog(catalog.snapshot())
        ours = in_turn(lambda q, h=loaded: answer(h, q, POLICY, BEST))
        name = f"search, {size} products, {len(catalog.charts)} charts"
        found.append(compare(name, "4 compares, bands of the charts", goal, ours, _floor(catalog, by_chart=True)))
        if goal:
            beside = "4 compares, bands of every product"
            found.append(compare(name, beside, None, ours, _floor(catalog, by_chart=False)))
    return found


def growth() -> Figure:
    """Ten times the products and charts: how many times the time."""
    small, large = (load_catalog(made(count, "shared").snapshot()) for count in (10_000, 100_000))
    calls = [in_turn(lambda q, h=h: answer(h, q, POLICY, BEST)) for h in (large, small)]
    return compare("search, 100 000 beside 10 000 products", "search, 10 000 products", 5, *calls)


def _floor(catalog: Made, *, by_chart: bool) -> Callable[[], object]:
    """Four compares, three ands and where they hold: what any search over arrays does at least."""
    import numpy as np

    charts = catalog.charts if by_chart else [c for p in catalog.products for c in p.charts]
    edges = []
    for chart in charts:
        for _, box in chart.boxes():
            bands = [*box.bands[:2], *box.bands[:1]][:2]
            edges.append([e.at if e else d for b in bands for e, d in ((b.low, 0), (b.high, 2**31 - 1))])
    low, high, low_two, high_two = np.array([e for e in edges if len(e) == 4], np.int32).T.copy()
    return lambda: np.flatnonzero((low <= 365_000) & (high >= 365_000) & (low_two <= 225_000) & (high_two >= 225_000))


def every() -> Iterator[Figure]:
    """All of them, in the order of the table."""
    with TemporaryDirectory() as name:
        yield from size_figures(Path(name))
    yield from search_figures()
    yield growth()
