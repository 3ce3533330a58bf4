"""`legfit ask`: the guided question, one thing at a time."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..messages.messages import Messages
from ..model.problem import BadInput
from .exit_codes import Exit
from .guided.dialogue import Answers, Dialogue
from .guided.finish import finish, lines_of
from .guided.steps import QuestionGuide
from .opening import loaded_catalog
from .options import groups as o
from .session import note, tell
from .terminal.prompt import InputEnded

OFFER: Any = typer.Option(
    "--keep", metavar="NAME", help="Offer at the end to keep the measures as this profile.", show_default=False
)


@o.command("ask", ("ask", "ask --lang de", "ask --keep anna"), o.output_options(lists=False))
def ask(output: o.OutputOptions, keep: Annotated[str | None, OFFER] = None) -> None:
    """Be asked one thing at a time; "don't know" and back are always answers. Nothing is stored."""
    if keep is not None:
        _check_name(keep)
    messages, catalog = output.messages(), loaded_catalog(output.database)
    guide = QuestionGuide(catalog, messages, lines_of(catalog, output), set())
    answers = _answers(guide, messages)
    if answers is None:
        note(messages.text("ui.ask.left"))
    else:
        finish(catalog, answers, output, keep)


def _answers(guide: QuestionGuide, messages: Messages) -> Answers | None:
    """Ask, and return the answers; None where the person left."""
    try:
        return Dialogue(messages).run(guide.next_step)
    except InputEnded as ended:
        tell(messages.text(str(ended)))
        raise typer.Exit(Exit.USAGE) from None
    except KeyboardInterrupt:
        tell(f"\n{messages.text('ui.ask.left')}")
        raise


def _check_name(name: str) -> None:
    """Check the name of a profile before anything is asked. Raises: BadInput."""
    from ..app.saved_measurements import path_of

    try:
        path_of(name)
    except BadInput as bad:
        raise BadInput(p.at("--keep") for p in bad.problems) from None
