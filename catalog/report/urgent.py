"""What goes before any size: an emergency, a clinician first, and what the wearer feels."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..model.advice_lead import clinician_first, emergency_of
from ..model.answer import Answer
from ..model.verdict import Advice, Reason
from .advice import clinician
from .lines import BLANK, Hints, Line, heading, message, say


def emergency(advice: Advice | None, hints: Hints, product: str = "") -> list[Line]:
    """The call for the emergency services and one line for everything else; nothing where no sign calls for it.

    The command in that line asks the same question, about the `product` where there is one.
    """
    call = emergency_call(advice)
    if not call:
        return []
    command = hints.command("why", *((product,) if product else ()))
    return [*call, BLANK, Line(replace(command, lead=message("ui.advice.everything")))]


def emergency_call(advice: Advice | None) -> list[Line]:
    """The sentence that calls for the emergency services; nothing where no sign does."""
    urgent = emergency_of(advice)
    return [heading(urgent)] if urgent else []


def before_rows(advice: Advice | None, felt: Sequence[Reason] = ()) -> list[Line]:
    """What goes before any size beside rows for a program: an emergency alone, else a clinician, then what is felt."""
    first = clinician(advice) if advice and clinician_first(advice) else []
    return emergency_call(advice) or [*first, *map(Line, felt)]


def before_size(answer: Answer, felt: Sequence[Reason] = ()) -> list[Line]:
    """What is said before the answer of a chart: a clinician first, then what the wearer feels."""
    advice = answer.advice
    lines = [*clinician(advice), BLANK] if advice and clinician_first(advice) else []
    return [*lines, *map(heading, felt), say("ui.advice.noticed"), BLANK] if felt else lines


def first_product(answer: Answer) -> str:
    """The id of the product that an answer names first; empty where it names none."""
    return next((entry.product.id for entry in answer.entries), "")
