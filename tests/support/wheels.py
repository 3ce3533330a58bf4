"""Wheels of this checkout and of changed copies of it, unpacked side by side, and their command line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from running import CHECKOUT, environment

PACKED = ("catalog", "migrations", "seed", "pyproject.toml", "README.md", "LICENSE")
"""What a wheel is built from."""
COMMAND = "from catalog.commands import main; main()"
STOPPING = """
import os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine

stop, statements = int(sys.argv.pop(1)), []

def before(connection, cursor, statement, *rest):
    if statements or statement == "BEGIN IMMEDIATE":
        statements.append(statement)
    if statements and len(statements) == stop:
        os._exit(9)

def committing(connection):
    if statements and stop == -1:
        os._exit(9)
    if statements and not stop:
        sys.stderr.write(f"statements {len(statements)}\\n")
        statements.clear()

event.listen(Engine, "before_cursor_execute", before)
event.listen(Engine, "commit", committing)
"""
"""Ends the process before the given statement of a write transaction, at -1 before the commit; at 0 it counts them."""


def checkout_copy(folder: Path) -> Path:
    """A copy of what a wheel is built from, to be changed."""
    folder.mkdir(parents=True)
    for name in PACKED:
        source = CHECKOUT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder)
    return folder


def edit(file: Path, before: str, after: str) -> None:
    """Replace a text in a file, in which it stands once."""
    text = file.read_text("utf-8")
    assert text.count(before) == 1, (file.name, before)
    file.write_text(text.replace(before, after), "utf-8")


def take_out(file: Path, product: str) -> None:
    """Take a product out of a brand file, with all that stands under it."""
    parts = file.read_text("utf-8").split("\n[[product]]\n")
    left = [p for p in parts if not p.startswith(f'id = "{product}"\n')]
    assert len(left) == len(parts) - 1
    file.write_text("\n[[product]]\n".join(left), "utf-8")


def unpacked_wheel(source: Path, folder: Path) -> Path:
    """Build the wheel of a checkout and unpack it into a folder, which can stand in PYTHONPATH."""
    packed = folder.with_suffix(".packed")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(packed), str(source)]
    subprocess.run(build, check=True, capture_output=True, text=True)
    (wheel,) = packed.glob("legfit-*.whl")
    zipfile.ZipFile(wheel).extractall(folder)
    return folder


class Program:
    """One version of the program in a home that others may use too."""

    def __init__(self, wheel: Path, home: Path) -> None:
        self.wheel, self.home = wheel, home
        self.database = home / "data" / "legfit" / "catalog.db"

    def start(self, *arguments: str, code: str = COMMAND) -> subprocess.Popen[str]:
        """A process of this version; other code than the command line may be run in it."""
        self.home.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=self.home,
            env=environment(self.home) | {"PYTHONPATH": str(self.wheel)},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def run(self, *arguments: str, code: str = COMMAND) -> subprocess.CompletedProcess[str]:
        """The result of a process of this version."""
        process = self.start(*arguments, code=code)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def document(self, *arguments: str) -> Any:
        """The JSON document that a command of this version writes, whatever its exit code."""
        done = self.run(*arguments, "--json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def sizes(self, *products: str, calf: str, database: str = "") -> dict[str, str]:
        """The size of each product for a calf, or the outcome where none fits, or `unknown` where there is none."""
        where = ("--database", database) if database else ()
        answers = self.document("size", *products, "--calf", calf, *where)["answers"]
        return dict(zip(products, map(_size, answers), strict=True))


def _size(answer: Mapping[str, Any]) -> str:
    if "matches" not in answer:
        return "unknown"
    entries = answer["matches"] or answer.get("misses") or [{"outcome": "excluded"}]
    return str(entries[0].get("size") or entries[0]["outcome"])
