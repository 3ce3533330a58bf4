"""The file of the two surveys: which there are and what they measured. Nobody is drawn here, so numpy is not needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

from ..model.leg import LegPoint

TABLE: Final = Path(__file__).with_name("populations.toml")
BMI: Final = "bmi"


@cache
def survey_table() -> dict[str, Any]:
    """Read the file."""
    return tomli.loads(TABLE.read_text("utf-8"))


def survey_ids() -> tuple[str, ...]:
    """The ids of the surveys that there are."""
    return tuple(survey["id"] for survey in survey_table()["survey"])


@cache
def survey_points(survey_id: str) -> frozenset[LegPoint]:
    """The points that a survey measured as we ask for them; nobody is drawn for it. Raises: KeyError."""
    survey = {own["id"]: own for own in survey_table()["survey"]}[survey_id]
    names = {name for group in survey["group"] for name in group["values"]}
    return frozenset({LegPoint("weight" if name == BMI else name) for name in names})
