"""What a second process reads for the first one is what the first one would have read, problem for problem."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from importing import CHART, POLICY, Shop, export, row
from running import wait_until_ended

from catalog.app import reading_ahead, second_process
from catalog.app.feed_readers import shop_products
from catalog.app.import_reading import SourceProblems
from catalog.app.import_shop import BringOptions, limits_of
from catalog.app.import_source import SourceFile
from catalog.app.reading_ahead import LEAST_BYTES, may_read_ahead, read_ahead
from catalog.app.second_process import SecondProcess
from catalog.formats.draft.problems import FieldPath
from catalog.formats.feed_kind.names import FeedKind
from catalog.formats.shop_import.look import LookedProduct, ProductLook
from catalog.model.problem import BadInput, Problem

LONG = 120.0
"""Seconds after which a process that does not answer is taken for a failure."""
OPTIONS = BringOptions("2026-11-27", limits_of(POLICY), currency="EUR")
CUT_ROW = "short,Run Sock\n"
APART = "run-1,,,,,,,,L,late-L,1,29.90,,\n"
"""A row of a product that stands apart from its others."""
LONG_TEXT = "It is knitted for long runs. " * 2_000
FEEDS = {
    "no product": export(),
    "no problem": export(*(row(f"run-{n}") for n in range(5))),
    "problems before, between and behind": export(
        CUT_ROW, row("run-1"), CUT_ROW, CUT_ROW, *(row(f"run-{n}") for n in range(2, 7)), APART, CUT_ROW
    ),
    "more problems than are named": export(row("run-1"), CUT_ROW * 4, row("run-2"), CUT_ROW * 3, row("run-3")),
    "left out": export(row("run-1"), row("cap", title="Running Cap"), row("run-2")),
    "longer than what is read at once": export(
        *(row(f"run-{n}").replace("Graduated", f"{LONG_TEXT}Graduated") for n in range(8)), row("last", title="Été")
    ),
}
ORPHAN = """
import os, signal, sys
from importing import POLICY
from catalog.app import reading_ahead
from catalog.app.import_shop import BringOptions, limits_of
from catalog.app.import_source import SourceFile
from catalog.app.second_process import SecondProcess
from catalog.formats.draft.problems import FieldPath, FirstProblems
from catalog.formats.feed_kind.names import FeedKind
second, options = SecondProcess(), BringOptions("2026-11-27", limits_of(POLICY))
file, place = SourceFile(open(sys.argv[1], "rb"), "export.csv"), FieldPath(FirstProblems(), ("export.csv",))
next(reading_ahead.read_ahead(second, file, FeedKind.SHOPIFY_CSV, place, options, str))
print(second._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
Reading = tuple[list[tuple[LookedProduct, int]], list[Problem], int, bool, list[Problem]]
"""Each product with the problems there were when it came, all that are named, the number and kind of all; the last."""


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two products are handed over at once, and the first three are not looked at."""
    monkeypatch.setattr(reading_ahead, "CHUNK", 2)
    monkeypatch.setattr(reading_ahead, "UNLOOKED", 3)


def reading_of(feed: Path, kind: FeedKind, read: Callable[[SourceFile, FieldPath], Iterator[LookedProduct]]) -> Reading:
    """All that comes of reading a source, of which five problems are named."""
    collector = SourceProblems(most=5)
    products: list[tuple[LookedProduct, int]] = []
    last: list[Problem] = []
    with feed.open("rb") as stream:
        stream.read(10)  # as whoever looks of which kind a file is
        try:
            for looked in read(SourceFile(stream, feed.name), FieldPath(collector, (feed.name,))):
                products.append((looked, collector.count))
        except BadInput as bad:
            last = list(bad.problems)
    return products, collector.problems, collector.count, collector.is_all_read, last


def here(feed: Path, kind: FeedKind = FeedKind.SHOPIFY_CSV) -> Reading:
    """What comes of reading a source in one process."""
    look = ProductLook(OPTIONS).look
    return reading_of(feed, kind, lambda f, place: map(look, shop_products(f.stream, kind, place, f.charset)))


def ahead(feed: Path, kind: FeedKind = FeedKind.SHOPIFY_CSV, second: SecondProcess | None = None) -> Reading:
    """What comes of reading a source in a second process."""
    look = ProductLook(OPTIONS).look
    process = second or SecondProcess()
    return reading_of(feed, kind, lambda f, place: read_ahead(process, f, kind, place, OPTIONS, look))


@pytest.fixture(params=FEEDS)
def feed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A feed as a file."""
    path = tmp_path / "export.csv"
    path.write_text(FEEDS[request.param], "cp1252")
    return path


def test_products_and_problems_come_as_from_one_process(feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "shop_products", lambda *_: pytest.fail("the first process reads"))
    assert ahead(feed) == here(feed)


def test_a_source_that_a_reader_gives_up_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = tmp_path / "products.xlsx"
    feed.write_bytes(b"PK\x03\x04 no workbook")
    monkeypatch.setattr(reading_ahead, "shop_products", lambda *_: pytest.fail("the first process reads"))
    reading = ahead(feed, FeedKind.SPREADSHEET)
    assert reading == here(feed, FeedKind.SPREADSHEET)
    assert reading[1] or reading[4]


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_the_first_process_reads_on_where_the_second_one_was_killed(
    feed: Path, chunks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading_ahead._chunks_from

    def some(second: SecondProcess) -> Iterator[reading_ahead.Chunk]:
        for number, chunk in enumerate(real(second)):
            if number == chunks:
                break
            yield chunk
        assert second._process is not None
        second._process.kill()
        second._process.wait()

    monkeypatch.setattr(reading_ahead, "_chunks_from", some)
    assert ahead(feed) == here(feed)


def test_the_first_process_reads_on_where_the_second_one_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = tmp_path / "export.csv"
    feed.write_text(export(*(row(f"run-{n}") for n in range(5)), CUT_ROW))
    alone = here(feed)
    monkeypatch.setattr(reading_ahead, "PATIENCE", 0.1)
    real = second_process._started
    started: list[subprocess.Popen[bytes]] = []

    def stopped(*task: Any) -> subprocess.Popen[bytes]:
        started.append(real(*task))
        started[0].send_signal(signal.SIGSTOP)
        return started[0]

    monkeypatch.setattr(second_process, "_started", stopped)
    second = SecondProcess()
    assert ahead(feed, second=second) == alone
    assert second.pipe is None
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_the_first_process_reads_where_no_second_one_can_be_started(
    feed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    assert ahead(feed) == here(feed)


def test_the_first_process_does_tasks_while_the_second_one_has_nothing_yet(feed: Path) -> None:
    second, tasks = SecondProcess(), [True, True, False]
    second.do_task = lambda: tasks.pop(0) if tasks else False
    assert ahead(feed, second=second) == here(feed)
    assert tasks == []


def test_only_a_long_source_that_lies_in_a_file_is_read_ahead(tmp_path: Path) -> None:
    for length, is_long in ((LEAST_BYTES - 1, False), (LEAST_BYTES, True)):
        (tmp_path / "a.csv").write_bytes(b"x" * length)
        with (tmp_path / "a.csv").open("rb") as stream:
            assert may_read_ahead(SourceFile(stream, "a.csv")) is is_long
    assert not may_read_ahead(SourceFile(io.BytesIO(b"x" * LEAST_BYTES), "a.csv"))


def test_brand_files_are_the_same_with_and_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = export(*(row(f"run-{n}", title=f"Run Sock {n}", m=f"34-{36 + n % 3}") for n in range(7)), CUT_ROW)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(reading_ahead, "LEAST_BYTES", 0)
    used: list[subprocess.Popen[bytes]] = []
    real = second_process._started

    def noted(*task: Any) -> subprocess.Popen[bytes]:
        used.append(real(*task))
        return used[-1]

    monkeypatch.setattr(second_process, "_started", noted)
    outcomes = []
    for name in ("ahead", "alone"):
        (tmp_path / name).mkdir()
        shop = Shop(tmp_path / name)
        ready = shop.ready(text, into=tmp_path / name / "brands")
        assert ready.plan is not None
        assert [process.returncode for process in used] == [-signal.SIGKILL]
        outcomes.append((ready.brought.problems.problems, [file.products for file in ready.files]))
        monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert outcomes[0] == outcomes[1]


def test_the_second_process_ends_with_a_first_one_that_is_killed(tmp_path: Path) -> None:
    feed = tmp_path / "export.csv"
    charts = (CHART.format(m=f"34-{36 + n / 1000:.3f}") for n in range(20_000))
    feed.write_text(
        export(*(row(f"run-{n}").replace(CHART.format(m="34-38"), chart) for n, chart in enumerate(charts)))
    )
    path = os.pathsep.join(sys.path)
    run = subprocess.run(
        [sys.executable, "-c", ORPHAN, str(feed)], stdout=subprocess.PIPE, check=False, timeout=LONG,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert run.returncode == -signal.SIGKILL
    wait_until_ended(int(run.stdout), LONG)
