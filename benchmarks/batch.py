"""Everybody's best five of 300 products beside DuckDB's interval join of the same bands, on one core.

Every round is a process of its own (`python -m benchmarks.batch KIND PEOPLE`). Its people are by chance, measured to
the millimetre with a tape; products have a chart that asks for tape measures alone. The whole command reads and writes
Parquet. DuckDB finds the five most central bands of a person, and neither likelihood, certainty nor reasons.

Charts are those of the seed, moved by some millimetres (`shared`: 82, `own`: one a product; nearly all ask for the calf
alone), or made by chance with one to three girths and four to six sizes (`girths`: one a product).
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
from msgspec.structs import replace

from catalog.batch.columns import batch_columns
from catalog.batch.run import BatchJob, run_batch
from catalog.batch.sizes import AT_ONCE, BatchQuestion, BatchSizes
from catalog.model.chart import Band, Box, Edge, Size
from catalog.model.leg import LegPoint
from catalog.model.policy import shipped_policy
from catalog.model.product import Product
from catalog.model.question import Question
from catalog.model.snapshot import Snapshot
from catalog.search.leg_table import Columns, LegTable
from catalog.search.loaded_catalog import LoadedCatalog, load_catalog
from catalog.search.many_products import ManyProducts

from .catalogs import MILLIMETRE, made
from .measure import Call, Figure, figure, spread

PEOPLE = int(os.environ.get("PEOPLE", "1000000"))
PRODUCTS, BEST, ROUNDS, COPIED = 300, 5, 1, 6_000
GIRTHS = {
    LegPoint.CALF: (370, 30), LegPoint.ANKLE: (225, 18), LegPoint.BELOW_KNEE: (345, 30), LegPoint.THIGH: (560, 55),
    LegPoint.LOWER_THIGH: (440, 40),
}  # fmt: skip
"""By measure the mean and the standard deviation, in mm."""
JOIN = """CREATE OR REPLACE TABLE best AS
SELECT person, min_by(band, greatest({off}), {best}) AS bands FROM people JOIN bands ON {inside} GROUP BY person"""
COUNT = "SELECT count(*) FROM people JOIN bands ON {inside}"
"""The bare join: which bands hold a person, and nothing of which are the best."""


def batch_figures() -> Iterator[Figure]:
    """The kernel beside DuckDB, two legs beside one, the whole command, and its memory."""
    for kind in ("shared", "own", "girths"):
        taken = [_round(kind) for _ in range(ROUNDS)]
        name = f"batch, best {BEST} of {PRODUCTS} for {PEOPLE:,} people, {taken[0]['charts']:.0f} charts"
        pairs = [(t["one"], t["join"]) for t in taken]
        yield figure(name, "DuckDB's interval join, one thread", 1 / 2.5, pairs)
        bare = [(t["one"], t["count"]) for t in taken]
        yield figure(f"… {kind}", "the bare join, which only counts", None, bare)
        if kind != "girths":
            yield figure(f"… two legs, {kind}", "one leg each", 2.2, [(t["two"], t["one"]) for t in taken])
        yield figure(f"… from Parquet to Parquet, {kind}", "the kernel", None, [(t["file"], t["one"]) for t in taken])
        peaks = [t["peak"] for t in taken]
        yield Figure(
            f"… memory of that at its highest, {kind}", "MiB", 512, tuple(peaks), f"{max(peaks):.0f} MiB", "",
            spread(peaks),
        )  # fmt: skip


def _round(kind: str) -> dict[str, float]:
    taken: dict[str, float] = {}
    for part in ("kernel", "file"):
        command = [sys.executable, "-m", __name__, part, kind, str(PEOPLE)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        taken |= json.loads(done.stdout)
    sys.stderr.write(f"{kind}: {', '.join(f'{name} {value:.3g}' for name, value in taken.items())}\n")
    return taken


def tape_catalog(kind: str) -> LoadedCatalog:
    """So many products that may get a size, each with a chart that asks for measures of a tape."""
    whole = made(COPIED, "own" if kind == "girths" else kind)
    index = load_catalog(whole.snapshot()).index
    asked = ManyProducts(index, Question(None), shipped_policy())
    products = [p.product for p in (index.candidates[n] for n in asked.allowed) if _by_tape(p.product)][:PRODUCTS]
    assert len(products) == PRODUCTS  # noqa: S101
    made.cache_clear()
    if kind == "girths":
        chance = np.random.default_rng(3)
        products = [_with_chart_by_chance(p, chance) for p in products]
    return load_catalog(Snapshot(whole.snapshot().version, tuple(products), whole.gates, {}))


def _with_chart_by_chance(product: Product, chance: np.random.Generator) -> Product:
    """The product with a chart of one to three girths and four to six sizes, printed in whole centimetres."""
    points = [list(GIRTHS)[at] for at in sorted(chance.choice(len(GIRTHS), chance.integers(1, 4), replace=False))]
    count = int(chance.integers(4, 7))
    bands = [_bands_by_chance(point, count, chance) for point in points]
    sizes = tuple(Size(f"{at + 1}", (Box(of_size),)) for at, of_size in enumerate(zip(*bands, strict=True)))
    own = product.charts_in_force[0]
    chart = replace(own, keys=tuple((p,) for p in points), sizes=sizes, steps=(), forced=False, priority=())
    return replace(product, charts=(chart,))


def _bands_by_chance(point: LegPoint, count: int, chance: np.random.Generator) -> list[Band]:
    """Bands that follow one another over nearly all legs, with a centimetre between them as brands print it."""
    mean, sd = GIRTHS[point]
    wide = -(-44 * sd // (100 * count))
    low = round(mean / 10 - wide * count / 2) + int(chance.integers(-2, 3))
    return [_band(point, low + at * wide, low + at * wide + wide - 1) for at in range(count)]


def _band(point: LegPoint, low: int, high: int) -> Band:
    """A band from one whole centimetre to another."""
    low_edge, high_edge = (Edge(cm * 10 * MILLIMETRE, closed=True, printed=f"{cm}") for cm in (low, high))
    return Band(point, low_edge, high_edge, "cm")


def _busy(call: Call) -> float:
    """Seconds of processor time that one call takes, which other work on the machine disturbs less."""
    started = process_time()
    call()
    return process_time() - started


def _by_tape(product: Product) -> bool:
    points = {p for chart in product.charts_in_force for p in chart.points}
    return bool(points) and points <= GIRTHS.keys()


def girths(people: int, seed: int) -> dict[LegPoint, np.ndarray]:
    """Girths that go together as those of people do, in um."""
    chance = np.random.default_rng(seed)
    stout = chance.normal(size=people)
    return {
        point: np.rint(mean + sd * (0.8 * stout + 0.6 * chance.normal(size=people))).astype(np.int64) * MILLIMETRE
        for point, (mean, sd) in GIRTHS.items()
    }


def _two_legs(one: Columns) -> Columns:
    """The second leg of each person, some millimetres off the first."""
    chance = np.random.default_rng(2)
    return {p: values + chance.integers(-5, 6, len(values)) * MILLIMETRE for p, values in one.items()}


def _kernel(catalog: LoadedCatalog, one: Columns, other: Columns) -> float:
    """Seconds for everybody's best, some ten thousand at a time; what a chart says is worked out anew."""
    asked = ManyProducts(catalog.index, Question(None), shipped_policy())

    def judge() -> None:
        for start in range(0, len(one[LegPoint.CALF]), AT_ONCE):
            some = slice(start, start + AT_ONCE)
            first, second = ({p: v[some] for p, v in leg.items()} for leg in (one, other))
            count = len(first[LegPoint.CALF])
            legs = LegTable(first, second, np.ones(count, np.bool_) if second else None, count)
            for _ in asked.best_of(legs, asked.judge(legs), BEST):
                pass

    return _busy(judge)


def _join(catalog: LoadedCatalog, people: Columns) -> dict[str, float]:
    """Seconds that DuckDB takes for the five most central bands of each person, and to count all bands that hold them.

    Both from tables in memory, by the measures alone that any band asks for.
    """
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        rows = pa.table({"person": np.arange(len(people[LegPoint.CALF])), **{p.value: v for p, v in people.items()}})
        bands = pa.Table.from_pylist(list(_bands(catalog)))
        connection.register("given_people", rows)
        connection.register("given_bands", bands)
        connection.execute("CREATE TABLE people AS FROM given_people; CREATE TABLE bands AS FROM given_bands")
        points = {point for product in catalog.products for chart in product.charts_in_force for point in chart.points}
        inside = " AND ".join(f"people.{p} >= bands.{p}_low AND people.{p} <= bands.{p}_high" for p in points)
        off = ", ".join(f"abs(people.{p} - bands.{p}_middle) / bands.{p}_wide" for p in points)
        count = COUNT.format(inside=inside)
        return {
            "join": _busy(lambda: connection.execute(JOIN.format(off=off, best=BEST, inside=inside))),
            "count": _busy(lambda: connection.execute(count).fetchall()),
        }


def _bands(catalog: LoadedCatalog) -> Iterator[dict[str, float]]:
    """A row a box of a size; a measure that a chart does not ask for has a band that holds every leg."""
    number = 0
    for product in catalog.products:
        for size in (s for chart in product.charts_in_force for s in chart.sizes):
            for box in size.boxes:
                row: dict[str, float] = {"band": number}
                edges = {b.point: (b.low.at if b.low else 0, b.high.at if b.high else 10**7) for b in box.bands}
                for point in GIRTHS:
                    low, high = edges.get(point, (0, 10**9))
                    row |= {
                        f"{point}_low": low, f"{point}_high": high, f"{point}_middle": (low + high) / 2,
                        f"{point}_wide": float(max(high - low, 1)),
                    }  # fmt: skip
                yield row
                number += 1


def _file(catalog: LoadedCatalog, people: int) -> dict[str, float]:
    """Seconds from Parquet to Parquet, and MiB of the process at its highest."""
    with TemporaryDirectory() as name:
        source, target = Path(name) / "people.parquet", Path(name) / "sizes.parquet"
        columns = {f"{p}_cm": v / 10_000 for p, v in girths(people, 1).items()}
        parquet.write_table(pa.table({"id": np.arange(people), **columns}), source)
        del columns
        sizes = BatchSizes(catalog, BatchQuestion(best=BEST), today="2026-11-27")
        job = BatchJob(source, batch_columns(["id", *(f"{p}_cm" for p in GIRTHS)]), sizes, target, "made")
        took = _busy(lambda: run_batch(job, lambda _: None))
    return {"file": took, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    """One round of one part, as JSON."""
    part, kind, people = sys.argv[1], sys.argv[2], int(sys.argv[3])
    catalog = tape_catalog(kind)
    gc.collect()
    gc.freeze()  # as the command does
    gc.set_threshold(50_000)
    if part == "file":
        taken = _file(catalog, people)
    else:
        one = girths(people, 1)
        taken = {
            "charts": len({c.id for p in catalog.products for c in p.charts_in_force}),
            "one": _kernel(catalog, one, {}),
        } | _join(catalog, one)  # fmt: skip
        if kind != "girths":
            taken["two"] = _kernel(catalog, one, _two_legs(one))
    sys.stdout.write(json.dumps(taken))


if __name__ == "__main__":
    main()
