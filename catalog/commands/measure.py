"""`legfit measure`: how to measure a leg; on a terminal it takes the readings and answers."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..model.did_you_mean import no_choice
from ..report.measuring_lesson import PLACES, STEPS, lesson
from .guided import finish, measure_step, question_of
from .options import groups as o
from .options.completion import complete_point
from .terminal.prompt import ask_steps
from .terminal.report_output import write_report
from .terminal.screen import can_ask, screen

POINT: Any = typer.Argument(metavar="POINT", help=f"One place: {', '.join(PLACES)}.", autocompletion=complete_point)


@o.command("measure", ("measure calf", "measure"), o.output_options())
def measure(output: o.OutputOptions, point: Annotated[str | None, POINT] = None) -> None:
    """Learn how to measure; on a terminal, type the readings and get the answer."""
    if point is not None and point not in PLACES:
        raise no_choice("unknown_point", "point", point, PLACES)
    messages = output.messages()
    if output.is_json:
        output.write_document(_document(messages, point))
        return
    write_report(lesson(point), messages)
    if point is None and can_ask():
        steps = [measure_step(place, messages, twice=True) for place in ("calf", "ankle")]
        answers = ask_steps(steps, messages, screen())
        if answers is not None and any(answers.values()):
            finish(question_of(answers), answers, output)


def _document(messages: Any, only: str | None) -> dict[str, Any]:
    return {
        "points": [
            {"point": p.value, "option": f"--{n}", "name": messages.point(p), "how": messages.text(f"ui.measure.{p}")}
            for n, p in PLACES.items()
            if only in (None, n)
        ],
        "steps": [messages.text(f"ui.measure.{s}") for s in STEPS],
    }
