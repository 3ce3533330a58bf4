"""Heads that name a place of the thigh: its middle, its lower end and the thigh itself are three, in eight languages."""

import tomllib
from pathlib import Path

import pytest

from catalog.formats.size_table.heads import read_head
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.leg import LegPoint

HEADS = tomllib.loads((Path(__file__).parents[2] / "cases" / "thigh-heads.toml").read_text("utf-8"))
NAMED = [(head, point) for point, heads in HEADS["point"].items() for head in heads]


@pytest.mark.parametrize(("head", "point"), [pytest.param(*case, id=case[0]) for case in NAMED])
def test_a_place_of_the_thigh(head: str, point: str) -> None:
    reading = read_head(head)
    assert (reading.point, reading.is_doubtful) == (LegPoint(point), False)


@pytest.mark.parametrize("head", HEADS["doubtful"])
def test_a_head_that_says_two_things_names_no_place(head: str) -> None:
    reading = read_head(head)
    assert (reading.point, reading.is_doubtful) == (None, True)


@pytest.mark.parametrize("head", HEADS["garment"])
def test_half_of_a_girth_is_of_the_garment(head: str) -> None:
    assert read_head(head).is_garment


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("point", [p for p in LegPoint if not p.value.startswith("shoe_")])
def test_the_name_that_the_page_gives_a_measure_is_read_as_it(language: str, point: LegPoint) -> None:
    assert read_head(Messages(language).point(point)).point is point
