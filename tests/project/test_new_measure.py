"""A new measure of the leg touches one list, its sentences and one drawing: tried with a girth around the knee."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from running import CHECKOUT, environment

POINT = "knee_girth"
LINE = '    KNEE = ("knee_girth", LENGTH, "cE", SIDED, "Girth around the knee.", ("36 cm", "14 1/8 in"))\n'
SENTENCES = {
    "points.toml": '"point.knee_girth" = "{0}"\n',
    "interface.toml": '"ui.measure.knee_girth" = "{0}: around the middle of the kneecap."\n',
    "page.toml": '"how.knee_girth" = "{0}: around the middle of the kneecap."\n',
}
NAMES = {
    "en": "knee girth",
    "de": "Knieumfang",
    "fr": "tour de genou",
    "es": "contorno de la rodilla",
    "it": "circonferenza ginocchio",
    "nl": "knieomtrek",
}
BRAND = """
brand = "Kneemaker"

[[source]]
id = "page"
url = "https://example.org/knee"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"

[[product]]
id = "kneemaker-sleeve"
name = "Knee Sleeve"
garment = "full_leg_sleeve"
sources = ["page"]
intended_use = ["running"]

[[product.claim]]
kind = "graduated"
position = "features"
text = "graduated compression"

[[product.chart]]
id = "kneemaker-chart"
keyed_by = ["knee_girth"]
unit = "cm"
rows = [{ size = "M", knee_girth = "33-37" }, { size = "L", knee_girth = "38-42" }]
"""


def add_after(path: Path, line: str, added: str) -> None:
    """Put a text behind the line that begins so; fails where there is none or more than one."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    (at,) = [n for n, text in enumerate(lines) if text.startswith(line)]
    path.write_text("".join([*lines[: at + 1], added, *lines[at + 1 :]]), "utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout with a girth around the knee, and nothing else, added to it."""
    copy = tmp_path_factory.mktemp("knee") / "checkout"
    copy.mkdir()
    for name in ("catalog", "migrations", "seed"):
        shutil.copytree(CHECKOUT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "cli.py", copy)
    before = texts(copy)
    add_after(copy / "catalog/model/leg.py", "    BELOW_KNEE = ", LINE)
    for language, name in NAMES.items():
        for file, text in SENTENCES.items():
            path = copy / "catalog/messages" / language / file
            path.write_text(path.read_text("utf-8") + text.format(name), "utf-8")
    drawing = copy / "catalog/report/leg_drawing.py"
    source = drawing.read_text("utf-8")
    drawing.write_text(
        source.replace("LegPoint.LOWER_THIGH: (", "LegPoint.KNEE: (152, 74, 95), LegPoint.LOWER_THIGH: (", 1)
    )
    (copy / "knee.toml").write_text(BRAND, "utf-8")
    after = texts(copy)
    changed = {path.relative_to(copy / "catalog").as_posix() for path in after if after[path] != before[path]}
    sentences = {f"messages/{language}/{file}" for language in NAMES for file in SENTENCES}
    assert changed == {"model/leg.py", "report/leg_drawing.py"} | sentences
    return copy


def texts(checkout: Path) -> dict[Path, str]:
    """Every text of the package by its path."""
    return {p: p.read_text("utf-8") for p in sorted((checkout / "catalog").rglob("*")) if p.suffix in (".py", ".toml")}


def run(checkout: Path, *arguments: str, code: int = 0) -> str:
    """What a command of the copy writes on stdout."""
    done = subprocess.run(
        [sys.executable, str(checkout / "cli.py"), *arguments],
        env=environment(checkout) | {"PYTHONPATH": str(checkout)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_a_girth_around_the_knee_is_read_sized_explained_and_drawn(checkout: Path) -> None:
    run(checkout, "load", str(checkout / "knee.toml"))
    size = run(checkout, "size", "kneemaker-sleeve", "--knee", "35 cm")
    assert "Size M fits." in size
    assert "Your knee girth" in size
    assert '"knee_girth"' in run(checkout, "size", "kneemaker-sleeve", "--knee", "35 cm", "--json")
    assert "Knieumfang" in run(checkout, "size", "kneemaker-sleeve", "--knee", "35 cm", "--lang", "de")
    assert "This chart still needs: knee girth" in run(checkout, "size", "kneemaker-sleeve", "--calf", "35 cm", code=7)
    lesson = run(checkout, "measure", "knee")
    assert ")    (   <--- knee girth" in lesson
    assert "knee girth (--knee): knee girth: around the middle of the kneecap." in lesson


def test_the_form_and_the_schema_have_the_knee(checkout: Path) -> None:
    code = (
        "from catalog.web.page.form import OTHER; from catalog.report.leg_drawing import AROUND;"
        "from catalog.documents.question import LEG_POINTS;"
        "print(*(any(p.value == 'knee_girth' for p in points) for points in (OTHER, AROUND, LEG_POINTS)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, check=False,
                          env=environment(checkout) | {"PYTHONPATH": str(checkout)})  # fmt: skip
    assert done.stdout == "True True True\n", done.stderr
