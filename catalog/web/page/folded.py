"""The line that a form folds into once it is answered: what was measured and replied, what is looked for, the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ...documents.question import ANY
from ...model.question import Run
from .form import DISTANCES, Form, choice_of, value_of, with_unit
from .form_view import FormView
from .in_force import filters_in_force

NAMED: Final = (("half", 21_000_000_000, 21_100_000_000), ("marathon", 42_190_000_000, 42_200_000_000))
"""The distances that have a name, with from and to how many micrometres they are typed."""
SIGNS: Final = ("race", "rest_day")
REPLIES: Final = ("measured", "prefer")


def folded_text(view: FormView, measures: Sequence[tuple[str, str]], run: Run | None) -> str:
    """Everything that the answer depends on, with dots between; health answers are not repeated."""
    garment = view.value("garment")
    kind = [view.garment(garment)] if garment not in ("", ANY) else []
    measured = (f"{name} {value}" for name, value in measures)
    filters = (words for _, words in filters_in_force(view))
    parts = [*measured, *kind, *_replies(view), *_run(view, run), *filters]
    first, *rest = parts or [view.text("page.all_kinds")]
    return " · ".join((first[:1].upper() + first[1:], *rest))


def _replies(view: FormView) -> Iterable[str]:
    """What was replied to the questions under an answer; the other leg stands with the measures."""
    if size := view.value("same_as"):
        yield view.known or view.text("page.folded_same_as", size=size)
    yield from (view.text(f"page.{name}_{view.value(name)}") for name in REPLIES if view.value(name))


def _run(view: FormView, run: Run | None) -> Iterable[str]:
    distance = view.number(_distance(view.form))
    if distance:
        length = run.distance.um if run and run.distance else 0
        name = next((name for name, least, most in NAMED if least <= length <= most), "")
        yield view.text(f"page.{name}") if name else distance
    if duration := view.value("duration"):
        yield duration
    yield from (view.text(f"page.folded_{sign}") for sign in SIGNS if view.value(sign))


def _distance(form: Form) -> str:
    return with_unit(value_of(form, "distance"), choice_of(form, "distance_unit", DISTANCES))
