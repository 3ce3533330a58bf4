"""`legfit ask`: the guided question, one thing at a time."""

from __future__ import annotations

from ..model.policy import shipped_policy
from ..model.problem import BadInput
from .guided import finish, question_of, steps_for
from .options import groups as o
from .terminal.prompt import Answers, Choice, Step, ask_steps
from .terminal.screen import can_ask, screen, write_lines


@o.command("ask", "ask", o.output_options(lists=False))
def ask(output: o.OutputOptions) -> None:
    """Be asked one thing at a time; "don't know" and back are always answers. Nothing is stored."""
    if not can_ask():
        raise BadInput.one("not_a_terminal", "", "", "cli_terminal", "cli_use_search")
    messages, on = output.messages(), screen()
    answers = ask_steps(steps_for(messages), messages, on)
    while answers is not None and not confirmed(answers, output):
        answers = ask_steps(steps_for(messages), messages, on)
    if answers is None:
        write_lines(["", messages.text("ui.ask.left")])
        return
    finish(question_of(answers), answers, output)


def confirmed(answers: Answers, output: o.OutputOptions) -> bool:
    """Whether the measures can be answered: likely, or said to be right; else the questions start again."""
    from ..search.lookup import to_confirm

    messages, on = output.messages(), screen()
    try:
        unlikely = to_confirm(question_of(answers), shipped_policy())
    except BadInput as bad:
        write_lines(["", *(t for p in bad.problems for t in on.paragraph(messages.problem(p)))])
        return False
    if not unlikely:
        return True
    choices = (Choice(messages.text("ui.ask.yes"), value=True), Choice(messages.text("ui.ask.no"), value=False))
    confirmation = ask_steps([Step("confirmed", " ".join(map(messages.sentence, unlikely)), choices)], messages, on)
    answers["confirmed"] = bool(confirmation and confirmation["confirmed"])
    return bool(answers["confirmed"])
