"""What the command says of a chart, against a count over the raw rows of the surveys, wherever these lie."""

from __future__ import annotations

import json

import numpy as np
import pytest
from surveyed import FOLDER, NOT_HERE, Crowd, counted

from catalog.model.leg import LegPoint

HEAD = """
brand = "Counted"

[[source]]
id = "shop"
url = "https://example.org/counted"
seen_on = "2026-11-01"
read_as = "text"
confidence = "first_hand"

[[product]]
id = "counted-run"
name = "Run"
garment = "{garment}"
intended_use = ["running"]
sources = ["shop"]
"""
CHART = """
[[product.chart]]
id = "counted-{number}"
keyed_by = [{keys}]
{units}
source = "shop"
rows = [
{rows}
]
"""
Rows = tuple[tuple[str, tuple[str, ...]], ...]
CHARTS = {
    "one point": ("nhanes", "calf_sleeve", [("calf_max_girth", (
        ("S", ("30-33.9",)), ("M", ("34-37.9",)), ("L", ("38-42.9",)), ("XL", ("45-50",)),
    ))]),
    "two points": ("ansur2", "sock", [("ankle_min_girth calf_max_girth", (
        ("S", ("18-20.9", "30-34.9")), ("M", ("21-22.9", "35-38.9")), ("L", ("23-26", "38-44")),
    ))]),
    "a grid": ("nhanes", "tights", [("height weight", (
        ("S", ("150-164.9", "45-59.9")), ("S", ("165-174.9", "45-54.9")), ("M", ("150-164.9", "60-74.9")),
        ("M", ("165-184.9", "55-79.9")), ("L", ("165-195", "80-110")),
    ))]),
    "two charts": ("ansur2", "sock", [
        ("calf_max_girth", (("S", ("30-34.9",)), ("M", ("35-40",)))),
        ("height weight", (("S", ("150-169.9", "45-69.9")), ("M", ("170-195", "60-110")))),
    ]),
}  # fmt: skip
"""By name: the survey, the kind, and each chart in force as its keys and rows. No figure lies in a rounding gap: the
rows of the surveys are in tenths, and so are the edges."""


def brand_file(garment: str, charts: list[tuple[str, Rows]]) -> str:
    texts = [HEAD.format(garment=garment)]
    for number, (keys, rows) in enumerate(charts):
        names = keys.split()
        lines = [
            "  { " + ", ".join([f'size = "{size}"', *(f'{n} = "{b}"' for n, b in zip(names, bands, strict=True))]) + " },"
            for size, bands in rows
        ]  # fmt: skip
        units = "".join('unit = "cm"\nunits = { weight = "kg" }' if "weight" in names else 'unit = "cm"')
        quoted = ", ".join(f'"{name}"' for name in names)
        texts.append(CHART.format(number=number, keys=quoted, units=units, rows="\n".join(lines)))
    return "".join(texts)


def in_boxes(crowd: Crowd, keys: str, rows: Rows) -> dict[str, np.ndarray]:
    """By size: who lies in one of its boxes, both ends in it."""
    sizes: dict[str, np.ndarray] = {}
    for size, bands in rows:
        within = np.ones(len(crowd.weights), bool)
        for name, band in zip(keys.split(), bands, strict=True):
            per = 1000 if name == "weight" else 10_000
            low, high = (round(float(end) * per) for end in band.split("-"))
            values = crowd.measures[LegPoint(name)]
            within &= (values >= low) & (values <= high)
        sizes[size] = sizes.get(size, np.zeros(len(within), bool)) | within
    return sizes


def shares_by_hand(crowd: Crowd, charts: list[tuple[str, Rows]]) -> tuple[float, dict[str, float]]:
    """Who is in a box of the first chart, and the parts of those in one size alone; of who has all its measures."""
    keys, rows = charts[0]
    points = [LegPoint(name) for name in keys.split()]
    sizes = in_boxes(crowd, keys, rows)
    some = np.any(list(sizes.values()), axis=0)
    return crowd.share(some, points), {size: crowd.share(own, points) for size, own in sizes.items()}


@pytest.fixture
def answer(tmp_path, monkeypatch, capsys):
    """The JSON of the command about a brand file."""
    from catalog.commands.app import run

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def called(text: str, *arguments: str):
        path = tmp_path / "counted.toml"
        path.write_text(text, "utf-8")
        with pytest.raises(SystemExit) as left:
            run(["coverage", "--file", str(path), *arguments, "--json"])
        assert left.value.code == 0
        return json.loads(capsys.readouterr().out)

    return called


@pytest.mark.skipif(not FOLDER.is_dir(), reason=NOT_HERE)
@pytest.mark.parametrize("name", CHARTS)
def test_the_command_says_what_a_count_over_the_raw_rows_says(answer, name):
    survey, garment, charts = CHARTS[name]
    crowd, is_woman = counted(survey)
    (chart,) = answer(brand_file(garment, charts), "--population", survey)["charts"]
    for group, rows in (("women", is_woman), ("men", ~is_woman)):
        figures = chart["groups"][group]
        served, sizes = shares_by_hand(crowd.only(rows), charts)
        in_box = sum(o["share"] for o in figures["outcomes"] if o["outcome"] in ("fits", "in_two_sizes"))
        assert in_box == pytest.approx(served, abs=0.02), (group, "in a box")
        assert figures["served"]["share"] >= in_box - 1e-6
        in_two = sum(pair["share"] for pair in figures["in_two"])
        for own in figures["sizes"]:
            share = own["share"] * figures["served"]["share"]
            assert sizes[own["size"]] - in_two - 0.02 <= share <= sizes[own["size"]] + 0.02, (group, own["size"])


@pytest.mark.skipif(not FOLDER.is_dir(), reason=NOT_HERE)
def test_whom_it_leaves_out_is_a_count_over_the_raw_rows(answer):
    survey, garment, charts = CHARTS["one point"]
    crowd, is_woman = counted(survey)
    (chart,) = answer(brand_file(garment, charts), "--population", survey)["charts"]
    ranges = {
        ("below", None): (0, 299_999),
        ("above", None): (500_001, 10**9),
        ("between", "42.9 cm"): (429_001, 449_999),
    }
    for group, rows in (("women", is_woman), ("men", ~is_woman)):
        calves = crowd.only(rows)
        for own in chart["groups"][group]["left_out"]:
            low, high = ranges[own["where"], own["after"] if own["where"] == "between" else None]
            values = calves.measures[LegPoint.CALF]
            by_hand = calves.share((values >= low) & (values <= high), [LegPoint.CALF])
            assert own["share"] == pytest.approx(by_hand, abs=0.02), (group, own["where"])
