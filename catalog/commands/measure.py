"""`legfit measure`: how to measure a leg; on a terminal it takes the readings and answers."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..messages.messages import Messages
from ..model.did_you_mean import no_choice
from ..model.leg import LegPoint
from ..model.verdict import Reason
from ..report.measuring_lesson import PLACES, STEPS, lesson
from .options import groups as o
from .options.completion import complete_point
from .terminal.report_output import write_report
from .terminal.screen import can_ask

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
        _ask_for_readings(output, messages)


def _ask_for_readings(output: o.OutputOptions, messages: Messages) -> None:
    """Take the readings that most charts ask for, and answer."""
    from .guided.dialogue import Answers, Dialogue, Step
    from .guided.finish import finish
    from .guided.measure_step import measure_step
    from .opening import loaded_catalog
    from .terminal.prompt import InputEnded

    accepted: set[Reason] = set()

    def next_step(answers: Answers) -> Step | None:
        missing = [point for point in (LegPoint.CALF, LegPoint.ANKLE) if point.value not in answers]
        return measure_step(missing[0], answers, accepted, messages) if missing else None

    try:
        answers = Dialogue(messages).run(next_step)
    except InputEnded:
        return
    if answers is not None and any(answers.values()):
        finish(loaded_catalog(output.database), answers, output)


def _document(messages: Any, only: str | None) -> dict[str, Any]:
    return {
        "points": [
            {"point": p.value, "option": f"--{n}", "name": messages.point(p), "how": messages.text(f"ui.measure.{p}")}
            for n, p in PLACES.items()
            if only in (None, n)
        ],
        "steps": [messages.text(f"ui.measure.{s}") for s in STEPS],
    }
