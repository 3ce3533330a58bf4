"""What goes before any size: an emergency, a clinician first, and what the wearer feels."""

from __future__ import annotations

from collections.abc import Collection

from ..messages.messages import Messages
from ..model.advice_lead import clinician_first, emergency_of
from ..model.answer import Answer
from ..model.question import FitSign
from ..model.verdict import Advice
from ..search.advice import sign_reasons
from .advice_text import clinician
from .repeat import RepeatableCommand
from .session import tell
from .terminal.screen import Screen


def emergency(
    advice: Advice | None, messages: Messages, on: Screen, again: RepeatableCommand, product: str = ""
) -> list[str]:
    """The call for the emergency services and one line for everything else; nothing where no sign calls for it.

    `again` carries the question into that line, about the `product` where there is one.
    """
    call = emergency_call(advice, messages, on)
    if not call:
        return []
    (why,) = again.command("why", *((product,) if product else ()), on=Screen())
    return [*call, "", messages.text("ui.advice.everything", {"command": why.strip()})]


def emergency_call(advice: Advice | None, messages: Messages, on: Screen) -> list[str]:
    """The sentence that calls for the emergency services; nothing where no sign does."""
    urgent = emergency_of(advice)
    return [on.bold(line) for line in on.paragraph(messages.sentence(urgent))] if urgent else []


def before_rows(advice: Advice | None, messages: Messages, signs: Collection[FitSign] = ()) -> None:
    """Say on stderr what goes before any size, where stdout gets rows for a program; `--quiet` does not silence it.

    An emergency is said alone; else a clinician first, and what the wearer feels.
    """
    on = Screen()
    first = clinician(advice, messages, on) if advice and clinician_first(advice) else []
    felt = [messages.sentence(r) for r in sign_reasons(signs)]
    for line in emergency_call(advice, messages, on) or [*first, *felt]:
        tell(line)


def before_size(found: Answer, signs: Collection[FitSign], messages: Messages, on: Screen) -> list[str]:
    """What is said before the answer of a chart: a clinician first, then what the wearer feels."""
    advice = found.advice
    lines = [*clinician(advice, messages, on), ""] if advice and clinician_first(advice) else []
    felt = [line for r in sign_reasons(signs) for line in on.paragraph(messages.sentence(r))]
    if not felt:
        return lines
    return [*lines, *map(on.bold, felt), *on.paragraph(messages.text("ui.advice.noticed")), ""]


def first_product(found: Answer) -> str:
    """The id of the product that an answer names first; empty where it names none."""
    products = [m.product for m in found.matches] + [m.product for m in found.misses]
    products += [out.product for out in found.excluded]
    return products[0].id if products else ""
