"""The command line over a database that is damaged, another program's, of another version, or cannot be written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from postgres import free_port
from running import CHECKOUT, environment

from catalog.store.migrate import upgrade

PAGE = 4096


def damaged(path, whole):
    """Every page that holds the id of a product is overwritten."""
    content = bytearray(whole)
    for start in (s for s in range(PAGE, len(content), PAGE) if b"testrunner-twin-sock" in whole[s : s + PAGE]):
        content[start : start + PAGE] = b"\x55" * PAGE
    path.write_bytes(content)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",), ("search", "--calf", "36 cm", "--garment", "sock"), ("show", "testrunner-twin-sock"), ("review",),
        ("load", "tests/commands/shop"),
    ],
    ids=lambda a: a[0],
)  # fmt: skip
def test_a_damaged_database_is_named_with_what_to_do(cli, shop_file, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(CHECKOUT)
    path = tmp_path / "damaged.db"
    damaged(path, shop_file.read_bytes())
    done = cli(*arguments, "--database", str(path))
    assert (done.code, done.out) == (5, "")
    assert done.err.endswith(
        "expected a catalog that answers. It is damaged. Restore it from a copy, or remove it and load the brand files "
        "again.\n"
    )
    assert done.err.count("\n") == 1


def test_doctor_makes_its_other_checks(cli, shop_file, tmp_path):
    path = tmp_path / "damaged.db"
    damaged(path, shop_file.read_bytes())
    done = cli("doctor", "--database", str(path), "--json")
    checks = {c["name"]: c for c in json.loads(done.out)["checks"]}
    assert done.code == 6
    assert [n for n, c in checks.items() if c["health"] == "broken"] == ["integrity", "catalog"]
    assert checks["catalog"]["todo"] == (
        "It is damaged. Restore it from a copy, or remove it and load the brand files again."
    )
    assert checks["data_folder"]["health"] == checks["schema"]["health"] == "ok"


def test_the_past_is_shown_and_brought_up_to_date(cli, tmp_path):
    upgrade(f"sqlite:///{tmp_path / 'old.db'}", "0002")
    where = ("--database", str(tmp_path / "old.db"), "--json")
    assert json.loads(cli("db", "current", *where).out)[0]["current"] == "0002"
    assert json.loads(cli("db", "upgrade", *where).out)[0]["current"] == "0006"
    assert (cli("db", "check", *where).code, cli("db", "check", *where).out) == (0, "[]\n")


# --- where nothing can be written ---------------------------------------------------------------------------------


def mounts_read_only():
    """Whether this machine lets a test mount a folder read-only in a namespace of its own."""
    tried = shutil.which("unshare") and subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return bool(tried) and tried.returncode == 0


@pytest.fixture
def unwritable(home):
    """The command line over a used home that cannot be written: mounted so where root may, else by its rights."""
    data = home / "data"
    if mounts_read_only():
        mount = f'mount --bind "{home}" "{home}" && mount -o remount,ro,bind "{home}" && exec "$@"'
        prefix = ["unshare", "-m", "sh", "-c", mount, "sh"]
    else:
        assert os.geteuid() != 0, "as root this test needs `unshare -m`"
        prefix = []
        for path in sorted(home.rglob("*"), reverse=True):
            path.chmod(0o555 if path.is_dir() else 0o444)
    yield prefix, data
    for path in home.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def run(prefix, home, *arguments):
    return subprocess.run(
        [*prefix, sys.executable, str(CHECKOUT / "cli.py"), *arguments],
        env=environment(home), capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


QUESTION = ("--calf", "36 cm")


def test_what_only_reads_answers_there(unwritable, home):
    prefix, _ = unwritable
    for arguments in (("list",), ("size", "compressport-ur2", *QUESTION), ("search", "--garment", "calf_sleeve", *QUESTION), ("list", "-vv"), ("show", "compressport-ur2")):  # fmt: skip
        done = run(prefix, home, *arguments)
        assert done.returncode == 0, (arguments, done.stderr)
        assert done.stdout


def test_it_answers_there_under_rules_that_changed(unwritable, home):
    prefix, _ = unwritable
    (path,) = home.rglob("catalog.db")
    path.chmod(0o644)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE verdict SET policy = 'another'")
    raw.close()
    done = run(prefix, home, "size", "compressport-ur2", *QUESTION)
    assert (done.returncode, "Size 2 fits." in done.stdout) == (0, True)


def test_what_writes_says_that_it_cannot(unwritable, home, tmp_path):
    prefix, _ = unwritable
    file = tmp_path / "new.toml"
    file.write_text((CHECKOUT / "seed/brands/cep.toml").read_text("utf-8").replace('name = "', 'name = "New '), "utf-8")
    done = run(prefix, home, "load", str(file), "--take")
    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.endswith(
        "expected a catalog that answers. It cannot be written. Give write permission to the file and its folder, or name "
        "another database.\n"
    )


def test_an_upgrade_says_it_too(unwritable, home):
    prefix, _ = unwritable
    (path,) = home.rglob("catalog.db")
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    raw.close()
    done = run(prefix, home, "db", "upgrade")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (5, "", 1)
    assert "It cannot be written." in done.stderr


def test_the_service_answers_there(unwritable, home):
    prefix, _ = unwritable
    port = free_port()
    served = subprocess.Popen(
        [*prefix, sys.executable, str(CHECKOUT / "cli.py"), "serve", "--port", str(port)],
        env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert answered(f"http://127.0.0.1:{port}/v1/products/compressport-ur2", served)["id"] == "compressport-ur2"
    finally:
        served.terminate()
        served.wait(20)


def answered(url, served):
    for _ in range(300):
        assert served.poll() is None, "the service ended"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return json.load(answer)
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError):
                raise
            time.sleep(0.1)
    raise AssertionError("the service does not answer")
