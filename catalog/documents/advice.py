"""When wearing is worth it, as a document shows it: each phase and the headline, with what they hold under."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from ..messages.messages import Messages
from ..model.advice_lead import lead_of, open_questions
from ..model.verdict import Advice, Advised, Condition, PhaseAdvice
from .reason import ReasonDocument, reason_document, reasons_document
from .records import Record, about, filled, words

AdvisedWord = Annotated[str, words(Advised)]
Worth = Annotated[AdvisedWord, about("How worth it wearing is.")]
OnlyIf = Annotated[str | UnsetType, about("On what condition that holds.")]
Otherwise = Annotated[AdvisedWord | UnsetType, about("What holds where the condition is not met.")]


class PhaseDocument(Record):
    """Whether wearing is worth it in one phase of a run."""

    verdict: Worth
    rules: Annotated[list[str], about("The rules that made it.")]
    only_if: OnlyIf = UNSET
    otherwise: Otherwise = UNSET


class HeadlineDocument(Record):
    """The better answer of during and after."""

    verdict: Worth
    phase: Annotated[str, words(("during", "after", "both", "all")), about("When that is: during, after, both or all.")]
    only_if: OnlyIf = UNSET
    otherwise: Otherwise = UNSET


class NoteDocument(Record):
    """Something worth knowing that changes no advice."""

    code: Annotated[str, about("What it is, for programs.")]
    text: Annotated[str, about("The sentence.")]
    grade: Annotated[str, about("How good the evidence is.")]
    sources: Annotated[list[str], about("The studies it rests on.")]
    claims: Annotated[list[str], about("The claims of brands that it is about.")]


class AdviceDocument(Record):
    """When wearing is worth it, or what has to be known first."""

    lead: Annotated[ReasonDocument | UnsetType, about("The sentence to show first.")] = UNSET
    before: Annotated[PhaseDocument | UnsetType, about("Before the run.")] = UNSET
    during: Annotated[PhaseDocument | UnsetType, about("During the run.")] = UNSET
    after: Annotated[PhaseDocument | UnsetType, about("After the run.")] = UNSET
    ask: Annotated[list[str] | UnsetType, about("What has to be known first.")] = UNSET
    headline: Annotated[HeadlineDocument | UnsetType, about("The better answer of during and after.")] = UNSET
    only_if: OnlyIf = UNSET
    otherwise: Otherwise = UNSET
    questions: Annotated[list[ReasonDocument] | UnsetType, about("What is worth asking the person.")] = UNSET
    garment_order: Annotated[list[str] | UnsetType, about("Kinds of garment, best first.")] = UNSET
    order_rule: Annotated[str | UnsetType, about("The rule that set the order.")] = UNSET
    notes: Annotated[list[NoteDocument] | UnsetType, about("What is worth knowing, with its evidence.")] = UNSET
    reasons: Annotated[list[ReasonDocument] | UnsetType, about("Why, each with its code, facts and sentence.")] = UNSET


def _condition(condition: Condition | None) -> dict[str, Any]:
    return {} if condition is None else {"only_if": condition.only_if, "otherwise": condition.otherwise}


def headline_document(advice: Advice) -> AdviceDocument:
    """Word the least of an advice: its headline, or what has to be asked first."""
    document = AdviceDocument(ask=list(advice.ask) or UNSET, **_condition(advice.condition))
    if (head := advice.headline) is not None:
        document.headline = HeadlineDocument(verdict=head.verdict, phase=head.phase, **_condition(head.condition))
    return document


def advice_document(
    advice: Advice, messages: Messages, *, notes: bool = True, order: bool = True, runner: Advice | None = None
) -> AdviceDocument:
    """Word the advice by phase, or what has to be asked first.

    `notes` are the evidence behind it, `order` is that of the kinds of garment. `runner` is given with the advice
    for one product: its `lead` joins the product's verdict to the runner's.
    """
    document = headline_document(advice)
    document.lead = reason_document(lead_of(advice, runner), messages)
    document.before, document.during, document.after = map(_phase, (advice.before, advice.during, advice.after))
    document.questions = reasons_document(open_questions(advice), messages) or UNSET
    if advice.garment_order and order:
        document.garment_order = [kind for group in advice.garment_order for kind in group]
        document.order_rule = advice.order_rule
    if notes:
        document.notes = [filled(NoteDocument, n, text=messages.note(n)) for n in advice.notes]
    document.reasons = reasons_document(advice.reasons, messages) or UNSET
    return document


def _phase(phase: PhaseAdvice | None) -> PhaseDocument | UnsetType:
    if phase is None:
        return UNSET
    return PhaseDocument(verdict=phase.verdict, rules=list(phase.rules), **_condition(phase.condition))
