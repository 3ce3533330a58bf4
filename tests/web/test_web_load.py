"""Many lookups while catalogs are swapped underneath, and processes killed at random moments."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from web_service import CHECKOUT, Service, environment, filled, legfit_in, serving

from catalog.store.database import connect
from catalog.store.read import read_snapshot

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
SHOP = "nordlauf-trail-sleeve"


def renditions(shop_file: Path, folder: Path) -> dict[str, Path]:
    """The shop's file as it is, and with its sizes named otherwise, by the size that the question gets."""
    text = shop_file.read_text("utf-8")
    other = text.replace('"30-34"', '"30-37"').replace('"34-38"', '"37-38"')
    made = {}
    for size, content in (("M", text), ("S", other)):
        path = folder / size / "shop.toml"
        path.parent.mkdir(parents=True)
        path.write_text(content, "utf-8")
        made[size] = path
    return made


def loading(url: str, path: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A load in a process of its own."""
    command = [sys.executable, str(CHECKOUT / "cli.py"), "load", str(path), "--database", url]
    return subprocess.Popen(command, env=environment(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def lookups(service: Service, until: threading.Event, found: list[tuple[str, str]]) -> None:
    """Lookups without a pause: the catalog version and the size of each answer."""
    with httpx.Client(base_url=f"http://127.0.0.1:{service.port}", timeout=30) as client:
        while not until.is_set():
            answer = client.post(f"/v1/products/{SHOP}/size", json=CALF)
            assert answer.status_code == 200, answer.text
            document = answer.json()
            found.append((document["made_by"]["catalog"], document["matches"][0]["size"]))


def wait_for_size(service: Service, size: str) -> None:
    """Ask until a load is seen: the first who asks has the new catalog read, and is answered from the one before."""
    deadline = time.monotonic() + 20
    while service.post(f"/v1/products/{SHOP}/size", CALF).json()["matches"][0]["size"] != size:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(params=["sqlite", "postgresql"])
def busy_url(request, own_url: str, shop_file: Path):
    """A catalog that is written while it is read, on either database."""
    if request.param == "sqlite":
        return own_url
    return filled(request.getfixturevalue("postgres_url"), shop_file)


def test_no_answer_mixes_two_catalogs(busy_url: str, shop_file: Path, tmp_path: Path) -> None:
    files = renditions(shop_file, tmp_path)
    found: list[tuple[str, str]] = []
    with serving(busy_url, tmp_path, "--log-level", "warning") as service:
        done = threading.Event()
        with ThreadPoolExecutor(3) as pool:
            asking = [pool.submit(lookups, service, done, found) for _ in range(3)]
            try:
                for size in ("S", "M", "S"):
                    assert loading(busy_url, files[size], tmp_path).wait(60) == 0
                    wait_for_size(service, size)
            finally:
                done.set()
            for each in asking:
                each.result()
        assert '"failed"' not in service.lines()
    versions: dict[str, set[str]] = {}
    for version, size in found:
        versions.setdefault(version, set()).add(size)
    assert len(found) > 300
    assert len(versions) == 4
    assert all(len(sizes) == 1 for sizes in versions.values()), versions
    assert {size for _, size in found} == {"M", "S"}


def test_killed_at_random_nothing_is_lost(busy_url: str, shop_file: Path, tmp_path: Path) -> None:
    files = renditions(shop_file, tmp_path)
    moments = random.Random(7)
    before = products_of(busy_url)
    for turn in range(2):
        with serving(busy_url, tmp_path) as service:
            loader = loading(busy_url, files["S" if turn % 2 else "M"], tmp_path)
            time.sleep(moments.uniform(0.1, 1.2))
            service.process.kill()
            loader.kill()
            loader.wait()
        assert products_of(busy_url) == before
        checked = legfit_in(tmp_path, "db", "check", "--database", busy_url)
        assert checked.returncode == 0, checked.stdout + checked.stderr
    with serving(busy_url, tmp_path) as service:
        answer = service.post(f"/v1/products/{SHOP}/size", CALF).json()
        assert answer["matches"][0]["size"] in ("M", "S")


def products_of(url: str) -> list[str]:
    """Every product that the catalog holds, each with both of its verdicts."""
    engine = connect(url)
    try:
        held = read_snapshot(engine)
    finally:
        engine.dispose()
    assert set(held.gates) == {p.id for p in held.products}
    return [p.id for p in held.products]


def test_a_stop_finishes_what_is_running(seeded_url: str, tmp_path: Path) -> None:
    with serving(seeded_url, tmp_path) as service, ThreadPoolExecutor(1) as pool:
        body, began = json.dumps({"garment": "any", **CALF}).encode(), threading.Event()

        def slowly():
            """A question whose second half comes after the signal."""
            yield body[:10]
            began.set()
            time.sleep(0.8)
            yield body[10:]

        running = pool.submit(
            httpx.post,
            f"http://127.0.0.1:{service.port}/v1/search",
            content=slowly(),
            headers={"Content-Type": "application/json"},
        )
        assert began.wait(60)
        assert service.get("/readyz").status_code == 200  # whoever came before is being served by now
        assert service.stop(signal.SIGTERM) == 0
        assert running.result().status_code == 200
        assert "Finished server process" in service.lines()


def test_several_workers_answer_from_one_server(postgres_url: str, shop_file: Path, tmp_path: Path) -> None:
    url = filled(postgres_url, shop_file)
    with serving(url, tmp_path, "--workers", "2") as service:
        answers = {service.post(f"/v1/products/{SHOP}/size", CALF).content for _ in range(10)}
        assert len(answers) == 1
        assert "legfit_requests_total" in service.get("/metrics").text
        started = service.lines().count("Started server process")
        assert started == 2
        assert service.stop(signal.SIGTERM) == 0


def test_a_database_that_goes_away_and_comes_back(postgres_server, shop_file: Path, tmp_path: Path) -> None:
    url = filled(postgres_server.fresh(), shop_file)
    with serving(url, tmp_path) as service:
        before = service.post(f"/v1/products/{SHOP}/size", CALF)
        postgres_server.stop()
        try:
            away = service.post(f"/v1/products/{SHOP}/size", CALF)
            assert (away.status_code, away.content) == (200, before.content)
            told = service.get("/readyz")
            assert (told.status_code, told.json()["code"]) == (503, "catalog_unavailable")
            assert "127.0.0.1" not in told.text
        finally:
            postgres_server.process = postgres_server.start()
        assert service.get("/readyz").status_code == 200
        assert service.post(f"/v1/products/{SHOP}/size", CALF).content == before.content
