"""Whom charts are looked at with: one of the surveys, or the people of a file; all of them, or of one sex or build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from ..model.did_you_mean import no_choice
from ..model.leg import LegPoint
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from .batch import extra_for_files
from .options.gathering import BadFile, ProblemGathering

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
    """Which columns of a file are which measures, those of a mapping file too."""
    sex_column: str = ""
    sex: str = ""
    """`women`, `men`, or empty."""
    build: tuple[float, float] | None = None
    confirmed: bool = False

    @property
    def is_file(self) -> bool:
        """Whether they are those of a file."""
        from ..analytics.survey_table import survey_ids

        return self.population not in ("", *survey_ids())


def wanted_people(
    gathering: ProblemGathering, population: str, of_file: tuple[tuple[str, ...], Path | None, str],
    of_all: tuple[str | None, str | None], *, confirmed: bool,
) -> WantedPeople | None:  # fmt: skip
    """Read whom charts are looked at with; None where there is no such population.

    `of_file` are the columns of a file, as typed and as a mapping file, and the one with the sex; `of_all` are the sex
    and the build that are wanted.
    """
    columns, mapping, sex_column = of_file
    sex = gathering.read(lambda: sex_of(of_all[0])) or ""
    build = gathering.read(lambda: build_of(of_all[1]))
    typed = bool(columns), mapping is not None, bool(sex_column)
    options = [name for name, is_given in zip(OF_FILES, typed, strict=True) if is_given]
    people = WantedPeople(population.strip(), columns, sex_column, sex, build, confirmed)
    if gathering.read(lambda: check_population(people, options)) is None:
        return None
    mapped: list[str] = []
    if mapping is not None and people.is_file:
        mapped = gathering.read(lambda: _mapped(mapping)) or []
        mapped = mapped or gathering.read(lambda: _mapped(mapping, lenient=True)) or []
    return replace(people, columns=(*columns, *mapped))


def _mapped(mapping: Path, *, lenient: bool = False) -> list[str]:
    """The columns of a mapping file; with `lenient` those that can be read. Raises: BadInput."""
    return list(extra_for_files().mapping_file(mapping, lenient=lenient)[0])


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


def check_population(wanted: WantedPeople, of_file: Sequence[str]) -> bool:
    """Check that there is such a population, and that the options `of_file` go with one. Raises: BadInput."""
    from ..analytics.survey_table import survey_ids

    problems: list[Problem] = []
    if not wanted.is_file:
        problems += [Problem("without_file", name, "", "coverage_own_file") for name in of_file]
    elif not Path(wanted.population).suffix and not Path(wanted.population).exists():
        problems += no_choice(
            "unknown_value", "--population", wanted.population, survey_ids(), "coverage_population"
        ).problems
    if problems:
        raise BadInput(problems)
    return True


def read_people(
    gathering: ProblemGathering, wanted: WantedPeople | None, charts: Sequence[tuple[tuple[LegPoint, ...], int]]
) -> tuple[Population, PopulationFacts] | None:
    """Take the people; where something else is wrong, a file is only looked at for what is wrong with it."""
    if wanted is None:
        return None
    if not wanted.is_file or gathering.is_clear:
        return gathering.read(lambda: people_for(wanted, charts))
    gathering.read(lambda: _check_file(wanted))
    return None


def people_for(
    wanted: WantedPeople, charts: Sequence[tuple[tuple[LegPoint, ...], int]]
) -> tuple[Population, PopulationFacts]:
    """Take the people; of no population named, those of the survey that has the measures of most products.

    `charts` are the measures that each chart asks for, and how many products go by it.

    Raises: BadInput, BadFile.
    """
    from ..analytics.look import facts_about
    from ..analytics.survey_table import survey_ids, survey_points
    from ..analytics.surveys import survey_population

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

    path, runs = Path(wanted.population), extra_for_files()
    with _of_the_file():
        people = runs.people_in_file(
            path, wanted.columns, wanted.sex_column, shipped_policy(), confirmed=wanted.confirmed
        )
    population = _only(own_population(path.name, people.legs, people.women, people.men), wanted)
    facts: dict[str, Any] = {"sex": wanted.sex, "build": wanted.build, "bad_rows": people.bad_rows}
    facts["unread_sexes"] = people.unread_sexes
    return population, facts_about(population, is_own=True, **facts)


def _check_file(wanted: WantedPeople) -> None:
    """Check the columns of a file. Raises: BadInput, BadFile."""
    runs = extra_for_files()
    with _of_the_file():
        runs.people_columns(Path(wanted.population), wanted.columns, wanted.sex_column)


@contextmanager
def _of_the_file() -> Iterator[None]:
    """Name the option where a problem is of the file; raise BadFile where it is none of what was typed."""
    try:
        yield
    except BadInput as bad:
        typed = all(p.field.startswith("-") or p.code == "unknown_format" for p in bad.problems)
        raise (BadInput if typed else BadFile)(
            p.at("--population") if p.field == "IN" else p for p in bad.problems
        ) from None


def _only(population: Population, wanted: WantedPeople) -> Population:
    """The people of the sex and the build that are wanted. Raises: BadInput (that is nobody)."""
    of_build = population if wanted.build is None else population.of_build(*wanted.build)
    if of_build is None:
        raise BadInput.one("nobody", "--bmi", "-".join(f"{end:g}" for end in wanted.build or ()), "coverage_somebody")
    if not wanted.sex:
        return of_build
    if not (of_build.women | of_build.men).any():
        raise BadInput.one("no_sexes", "--sex", "", "coverage_sexes", "coverage_sexes")
    of_sex = of_build.only(getattr(of_build, wanted.sex))
    if of_sex is None:
        raise BadInput.one("nobody", "--sex", wanted.sex, "coverage_somebody")
    return of_sex
