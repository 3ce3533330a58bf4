"""What a second process judges while the first one reads is what would have been judged anyway."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import gates as gates_by_hand
from importing import POLICY, Shop, export, row
from msgspec.structs import replace
from running import wait_until_ended

from catalog.app import judging_ahead, second_process
from catalog.app.judging import judge
from catalog.app.judging_ahead import JudgingAhead
from catalog.app.second_process import SecondProcess
from catalog.formats import product_spool
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.product_spool import ProductSpool
from catalog.model.product import Decision, Product, Ruling
from catalog.model.verdict import Gates, fact_kinds
from catalog.rules.gates import gates_of

SEED = Path(__file__).resolve().parents[2] / "seed" / "brands"
PRODUCTS = [p for products in read_brand_files([SEED]).values() for p in products]
FEED = export(*(row(f"run-{n}", title=f"Run Sock {n}", m=f"34-{36 + n % 3}") for n in range(7)))
LONG = 120.0
"""Seconds after which a process that does not answer is taken for a failure."""
ORPHAN = """
import os, signal
from catalog.app.judging_ahead import JudgingAhead
from catalog.app.second_process import SecondProcess
second = SecondProcess()
JudgingAhead(second).take(b"\\x90")
print(second._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def whole(gates: Gates) -> tuple[object, ...]:
    """Gates with the kinds of their facts: 1 and `True` are equal, and are not the same."""
    return gates, fact_kinds(gates)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the second process, wherever the first one would do what nobody has begun."""
    monkeypatch.setattr(judging_ahead, "PATIENCE", LONG)
    monkeypatch.setattr(SecondProcess, "take_back", lambda _: None)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def shops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Shop]]:
    """Shops whose products are looked at two at a time."""
    monkeypatch.setattr(product_spool.ProductSpool.__init__, "__defaults__", (2,))

    def made(name: str) -> Shop:
        (tmp_path / name).mkdir()
        return Shop(tmp_path / name)

    return made


def judged_ahead(products: list[Product], batch: int) -> list[list[Gates]]:
    """The gates that the second process makes of products, batch by batch."""
    ahead = JudgingAhead(SecondProcess())
    spool = ProductSpool(batch, see=ahead.take)
    for number, product in enumerate(products):
        spool.add("a.toml", number, product)
    spool.show_newest()
    return [ahead.gates(number) for number in range(-(-len(products) // batch))]


@pytest.mark.usefixtures("patient")
def test_the_second_process_judges_every_shipped_product_as_the_first_one() -> None:
    batches = judged_ahead([*PRODUCTS, PRODUCTS[0]], 50)
    judged = [whole(gates) for batch in batches for gates in batch]
    assert judged == [whole(gates_of(product, POLICY)) for product in (*PRODUCTS, PRODUCTS[0])]


def test_the_first_process_judges_what_nobody_has_begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    batches = judged_ahead(PRODUCTS[:7], 3)
    assert [list(map(whole, gates)) for gates in batches] == [
        [whole(gates_of(product, POLICY)) for product in some] for some in (PRODUCTS[:3], PRODUCTS[3:6], PRODUCTS[6:7])
    ]


def test_every_batch_is_judged_once_whoever_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    here: list[int] = []
    real = SecondProcess.take_back

    def counted(self: SecondProcess) -> tuple[int, bytes] | None:
        task = real(self)
        here.extend([] if task is None else [task[0]])
        return task

    monkeypatch.setattr(judging_ahead, "PATIENCE", LONG)
    monkeypatch.setattr(SecondProcess, "take_back", counted)
    second = SecondProcess()
    ahead = JudgingAhead(second)
    spool = ProductSpool(10, see=ahead.take)
    for number, product in enumerate(PRODUCTS):
        spool.add("a.toml", number, product)
    spool.show_newest()
    batches = [ahead.gates(number) for number in range(-(-len(PRODUCTS) // 10))]
    assert [whole(g) for gates in batches for g in gates] == [whole(gates_of(p, POLICY)) for p in PRODUCTS]
    assert sorted([*here, *ahead._places]) == list(range(len(batches)))
    assert [ahead.gates(number) for number in range(len(batches))] == batches


def test_the_first_process_judges_a_batch_where_it_has_to_wait(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    second = SecondProcess()
    ahead = JudgingAhead(second)
    spool = ProductSpool(2, see=ahead.take)
    for number, product in enumerate(PRODUCTS[:5]):
        spool.add("a.toml", number, product)
    assert [second.do_task() for _ in range(3)] == [True, True, False]
    assert [list(map(whole, ahead.gates(number))) for number in range(2)] == [
        [whole(gates_of(product, POLICY)) for product in some] for some in (PRODUCTS[:2], PRODUCTS[2:4])
    ]


@pytest.mark.usefixtures("patient")
def test_equal_gates_of_a_batch_are_one_object() -> None:
    ((first, again, _), _) = judged_ahead([PRODUCTS[0], replace(PRODUCTS[0], id="other"), *PRODUCTS[1:3]], 3)
    assert first is again


def test_gates_rest_on_no_id_no_variant_and_no_chart() -> None:
    for product in PRODUCTS:
        if product.ruling is None:
            changed = replace(product, id="another", variants=(), charts=())
            assert whole(gates_of(changed, POLICY)) == whole(gates_of(product, POLICY)), product.id


def outcome(shop: Shop) -> tuple[object, ...]:
    """All that an import leaves."""
    report = shop.load(FEED)
    with shop.engine.connect() as connection:
        names = sorted(shop.engine.dialect.get_table_names(connection))
        rows = {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}
    return replace(report, sources=()), rows, (shop.folder / "catalog.db-snapshot").read_bytes()


@pytest.mark.usefixtures("patient")
def test_an_import_comes_to_the_same_with_and_without_it(
    shops: Callable[[str], Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    used: list[int] = []
    real = JudgingAhead.gates

    def counted(self: JudgingAhead, number: int) -> list[Gates]:
        gates = real(self, number)
        used.append(len(gates))
        return gates

    monkeypatch.setattr(JudgingAhead, "gates", counted)
    ahead = outcome(shops("ahead"))
    assert used == [2, 2, 2, 1]
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert outcome(shops("alone")) == ahead
    assert used == [2, 2, 2, 1]


@pytest.mark.usefixtures("patient")
def test_an_import_does_without_a_second_process_that_was_killed(
    shops: Callable[[str], Shop], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = second_process._started

    def killed(*given_to: object) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = real(*given_to)  # type: ignore[arg-type]
        process.kill()
        process.wait()
        return process

    monkeypatch.setattr(second_process, "_started", killed)
    left = outcome(shops("killed"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert outcome(shops("alone")) == left


@pytest.mark.usefixtures("patient")
def test_an_import_does_without_a_second_process_that_cannot_be_started(
    shops: Callable[[str], Shop], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    left = outcome(shops("none"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert outcome(shops("alone")) == left


def test_gates_that_nobody_was_to_make_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    second = SecondProcess()
    second.start()
    monkeypatch.setattr(second_process.Pipe, "hear", lambda _, patience: pytest.fail("waits") if patience else False)
    assert JudgingAhead(second).gates(0) == []


def test_a_few_products_need_no_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_process, "_started", lambda *_: pytest.fail("started"))
    ahead = JudgingAhead(SecondProcess())
    spool = ProductSpool(3, see=ahead.take)
    for number, product in enumerate(PRODUCTS[:3]):
        spool.add("a.toml", number, product)
    spool.show_newest()
    assert ahead.gates(0) == []


def test_the_second_process_ends_with_a_first_one_that_is_killed() -> None:
    run = subprocess.run([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, check=False, timeout=LONG)
    assert run.returncode == -signal.SIGKILL
    wait_until_ended(int(run.stdout), LONG)


def test_a_product_with_a_decision_is_judged_by_it() -> None:
    product = next(p for p in PRODUCTS if p.ruling is None)
    decision = Decision(product.id, Ruling.SPORT, "me", "2026-11-27", "seen", "", "")
    wrong = {product.id: gates_by_hand()}
    assert judge([product], POLICY, {}, wrong) == wrong
    decided = judge([product], POLICY, {product.id: decision}, wrong)
    assert decided == {product.id: gates_of(product, POLICY, decision)}


def test_a_product_with_a_ruling_is_judged_by_it() -> None:
    product = next(p for p in PRODUCTS if p.ruling is not None)
    assert judge([product], POLICY, {}, {product.id: gates_by_hand()}) == {product.id: gates_of(product, POLICY)}


@pytest.mark.usefixtures("patient")
def test_a_module_of_the_folder_that_a_person_stands_in_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "__init__.py").write_text("open('ran', 'w')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    ((gates, _), _) = judged_ahead(PRODUCTS[:3], 2)
    assert whole(gates) == whole(gates_of(PRODUCTS[0], POLICY))
    assert not (tmp_path / "ran").exists()
