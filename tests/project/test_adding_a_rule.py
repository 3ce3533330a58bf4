"""docs/develop/adding-a-rule.md done as it is written, in a copy of the program."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from following import COMMAND, FENCE, changed, pattern
from running import CHECKOUT, environment

PAGE = (CHECKOUT / "docs/develop/adding-a-rule.md").read_text("utf-8")


def copy_of_the_program(folder: Path) -> Path:
    """The parts of the checkout that a rule touches, where they can be changed."""
    for part in ("catalog", "docs/generate", "seed", "migrations"):
        shutil.copytree(CHECKOUT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "cli.py", folder)
    return folder


def output_of(program: Path, home: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words], cwd=program, env={**environment(home), "PYTHONPATH": str(program)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def test_the_page_adds_a_rule(tmp_path: Path) -> None:
    program, home = copy_of_the_program(tmp_path / "program"), tmp_path / "home"
    asked = 0
    for language, name, body in FENCE.findall(PAGE):
        if language == "diff":
            file = program / name
            file.write_text(changed(file.read_text("utf-8"), body), "utf-8")
            continue
        (block,) = COMMAND.split(body)[1:]
        line, _, says = block.partition("\n")
        output = output_of(program, home, "cli.py", *shlex.split(line)[1:])
        assert pattern(says).fullmatch(output), f"the page says\n{says}\nand the program\n{output}"
        asked += 1
    assert asked == 2
    assert "\n| U10 | during | Short run in the cold" in output_of(program, home, "-m", "docs.generate.rules_page")


def test_the_rule_of_the_page_is_made_up() -> None:
    assert '"U10"' not in (CHECKOUT / "catalog/rules/usage/table.py").read_text("utf-8")
