"""Whom charts are looked at with: one of the surveys, or the people of a file; all of them, or of one sex or build."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from ..model.did_you_mean import no_choice
from ..model.leg import LegPoint
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from .batch import extra_for_files
from .exit_codes import Exit, leave

if TYPE_CHECKING:
    from ..analytics.coverage_report import PopulationFacts
    from ..analytics.population import Population

SEXES: Final = {"female": "women", "male": "men"}
BMI: Final = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*[-–]\s*(\d{1,2}(?:[.,]\d{1,2})?)")
OF_FILES: Final = "--column", "--mapping", "--sex-column"


class WantedPeople(Struct, frozen=True):
    """Whom charts are looked at with, as typed and checked."""

    population: str = ""
    """A survey, or a file; empty for the survey that knows most of the products."""
    columns: tuple[str, ...] = ()
    mapping: Path | None = None
    sex_column: str = ""
    sex: str = ""
    """`women`, `men`, or empty."""
    build: tuple[float, float] | None = None
    confirmed: bool = False

    @property
    def of_file(self) -> tuple[str, ...]:
        """The options that were given and mean something for a file alone."""
        given_of_file = bool(self.columns), self.mapping is not None, bool(self.sex_column)
        return tuple(name for name, is_there in zip(OF_FILES, given_of_file, strict=True) if is_there)


def sex_of(text: str | None) -> str:
    """Read the option of the sex. Raises: BadInput."""
    word = (text or "").strip().lower()
    if word and word not in SEXES:
        raise no_choice("unknown_value", "--sex", word, SEXES, "coverage_sex")
    return SEXES.get(word, "")


def build_of(text: str | None) -> tuple[float, float] | None:
    """Read from which body mass index to under which. Raises: BadInput."""
    if text is None:
        return None
    parts = BMI.fullmatch(text.strip())
    low, high = (float(part.replace(",", ".")) for part in parts.groups()) if parts else (1.0, 0.0)
    if low >= high:
        raise BadInput.one("bad_value", "--bmi", text, "coverage_bmi")
    return low, high


def check_people(wanted: WantedPeople) -> None:
    """Check that there is such a population, and that options of a file go with one. Raises: BadInput."""
    from ..analytics.surveys import survey_ids

    is_survey = wanted.population in ("", *survey_ids())
    problems: list[Problem] = []
    if is_survey:
        problems += [Problem("without_file", name, "", "coverage_own_file") for name in wanted.of_file]
    elif not Path(wanted.population).suffix and not Path(wanted.population).exists():
        problems += no_choice(
            "unknown_value", "--population", wanted.population, survey_ids(), "coverage_population"
        ).problems
    if problems:
        raise BadInput(problems)


def people_for(
    wanted: WantedPeople, charts: Sequence[tuple[tuple[LegPoint, ...], int]]
) -> tuple[Population, PopulationFacts]:
    """Take the people; of no population named, those of the survey that has the measures of most products.

    `charts` are the measures that each chart asks for, and how many products go by it. Leave with 4 where a file
    cannot be read. Raises: BadInput.
    """
    from ..analytics.look import facts_about
    from ..analytics.surveys import survey_ids, survey_points, survey_population

    if wanted.population and wanted.population not in survey_ids():
        return _of_file(wanted)

    def products(survey: str) -> int:
        return sum(count for points, count in charts if survey_points(survey).issuperset(points))

    survey = wanted.population or max(survey_ids(), key=products)
    people = _only(survey_population(survey), wanted)
    return people, facts_about(people, is_own=False, sex=wanted.sex, build=wanted.build)


def _of_file(wanted: WantedPeople) -> tuple[Population, PopulationFacts]:
    from ..analytics.look import facts_about
    from ..analytics.population import own_population

    path = Path(wanted.population)
    runs = extra_for_files()
    typed, _ = runs.mapping_file(wanted.mapping) if wanted.mapping is not None else ([], "")
    try:
        people = runs.people_in_file(
            path, [*wanted.columns, *typed], wanted.sex_column, shipped_policy(), confirmed=wanted.confirmed
        )
    except BadInput as bad:
        of_options = all(p.field.startswith("-") or p.code == "unknown_format" for p in bad.problems)
        problems = [p.at("--population") if p.field == "IN" else p for p in bad.problems]
        leave(Exit.USAGE if of_options else Exit.INPUT_FILE, problems)
    population = _only(own_population(path.name, people.legs, people.women, people.men), wanted)
    facts: dict[str, Any] = {"sex": wanted.sex, "build": wanted.build, "bad_rows": people.bad_rows}
    facts["unread_sexes"] = people.unread_sexes
    return population, facts_about(population, is_own=True, **facts)


def _only(population: Population, wanted: WantedPeople) -> Population:
    """The people of the sex and the build that are wanted. Raises: BadInput (that is nobody)."""
    of_build = population if wanted.build is None else population.of_build(*wanted.build)
    if of_build is None:
        raise BadInput.one("nobody", "--bmi", "-".join(f"{end:g}" for end in wanted.build or ()), "coverage_somebody")
    if not wanted.sex:
        return of_build
    of_sex = of_build.only(getattr(of_build, wanted.sex))
    if of_sex is None:
        raise BadInput.one("nobody", "--sex", wanted.sex, "coverage_somebody")
    return of_sex
