"""What `legfit batch` is asked for, and every check of it that can be made before anybody is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from ..model.problem import BadInput, Problem
from ..model.question import Filters, Question
from ..search.lookup import check_names
from .opening import loaded_catalog
from .options.gathering import BadFile, ProblemGathering
from .places import check_file, check_folder
from .session import SESSION

if TYPE_CHECKING:
    from ..search.loaded_catalog import LoadedCatalog

OF_A_KIND: Final = ("--garment", "--brand", "--collection", "--audience", "--best")
"""Options that choose among products, and say nothing of one that is named."""
ASKING: Final = frozenset({"--garment", "--brand", "--collection", "--audience", "--max-mmhg", "--graduated"})
"""Options with any of which something is asked about, also where it cannot be read."""
NOT_FOR_SPARK: Final = (".csv", ".tsv", ".arrow", ".ipc", ".feather")
"""Ends of names of files that a batch reads by itself and not on Spark."""
MOST: Final = 1_000_000


class AskedBatch(Struct, frozen=True):
    """The people, what is asked about them, and where the sizes go, as typed."""

    people: str
    question: Question
    products: tuple[str, ...]
    out: str | None
    columns: tuple[str, ...]
    key: str
    preview: bool
    spark: bool
    best: int = 5
    explain: int = 0
    with_distance: bool = False

    @property
    def source(self) -> Path:
        """The file of the people."""
        return Path(self.people)

    @property
    def target(self) -> Path:
        """Where the sizes go; nowhere for a preview."""
        return Path(self.out or "-")


def check_asked(
    gathering: ProblemGathering, wanted: AskedBatch, runs: Any, database: str | None
) -> LoadedCatalog | None:
    """Find what is wrong with what is asked for, and return the catalog.

    `runs` is what reads files, None where it is not there. Files of a batch on Spark are looked at by Spark.
    """
    gathering.read(lambda: _check_options(wanted))
    catalog = gathering.read(lambda: loaded_catalog(database))
    if catalog is not None:
        gathering.read(lambda: check_names(catalog, wanted.question, "--brand", "--collection"))
        gathering.each(catalog.finder.find, wanted.products)
    if runs is not None and not wanted.spark:
        gathering.read(lambda: people_columns(runs, wanted))
        if wanted.out is not None:
            gathering.read(lambda: _check_target(runs, wanted))
    return catalog


def people_columns(runs: Any, wanted: AskedBatch) -> Any:
    """Which column of the file of people is what. Raises: BadInput, BadFile (it cannot be read)."""
    try:
        names = runs.column_names(wanted.source)
    except BadInput as bad:
        usage = any(p.code == "unknown_format" for p in bad.problems)
        raise (BadInput if usage else BadFile)(bad.problems) from None
    columns = runs.batch_columns(names, wanted.columns, wanted.key)
    runs.check_key(wanted.source, columns.key)
    return columns


def number_of(option: str, text: str | None, least: int, otherwise: int) -> int:
    """Read a whole number from `least` on; `otherwise` where none was typed. Raises: BadInput."""
    if text is None:
        return otherwise
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST)) and least <= int(digits) <= MOST):
        raise BadInput.one("not_a_whole_number", option, text, "batch_number", least=least, most=MOST)
    return int(digits)


def _check_options(wanted: AskedBatch) -> None:
    """Check that there is a question, either of products or of a kind, and a place for sizes. Raises: BadInput."""
    problems = [*_contradictions(wanted)]
    if wanted.spark and wanted.source.suffix.lower() in NOT_FOR_SPARK:
        problems.append(Problem("unknown_format", "IN", wanted.source.name, "batch_parquet"))
    is_open = wanted.question.garment is None and wanted.question.filters == Filters()
    if not wanted.products and is_open and ASKING.isdisjoint(_typed()):
        problems.append(Problem("empty", "--garment", "", "batch_question"))
    if wanted.out is None and not wanted.preview:
        problems.append(Problem("empty", "-o", "", "batch_out"))
    if problems:
        raise BadInput(problems)


def _contradictions(wanted: AskedBatch) -> Iterator[Problem]:
    """The options that say nothing beside another one."""
    for name in (n for n in OF_A_KIND if wanted.products and n in _typed()):
        yield _either_or(name, "--product", name)
    for name, is_there in (("--preview", wanted.preview), ("--explain", wanted.explain)):
        if wanted.spark and is_there:
            yield _either_or("--spark", "--spark", name)


def _either_or(field: str, one: str, other: str) -> Problem:
    return Problem("contradiction", field, "", "cli_either_or", "", (("one", one), ("other", other)))


def _typed() -> Sequence[str]:
    return [name for name, _ in SESSION.typed]


def _check_target(runs: Any, wanted: AskedBatch) -> None:
    """Check where the sizes go. Raises: BadInput (no such place, a format that is not written, the file of people)."""
    is_folder = wanted.target.is_dir() or not wanted.target.suffix
    if not is_folder:
        runs.check_target(wanted.source, wanted.target)
    (check_folder if is_folder else check_file)(wanted.target, "-o")
