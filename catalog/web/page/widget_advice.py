"""What the widget says of the run: the form that asks for it, and the advice on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import UNSET, UnsetType

from ...documents.advice import AdviceDocument
from ...documents.answer import SizeAnswerDocument
from ...documents.reason import ReasonDocument
from ...messages.messages import Messages
from .nodes import Node, details, node, note, row, texts

FLAGS: Final = tuple(f"C{number}" for number in range(1, 10))
TESTED: Final = ("yes", "no", "not_yet")
TESTED_QUESTION: Final = "usage.question.tested_in_training"
CLINICIAN: Final = "see_clinician_first"
GARMENT_ORDER: Final = re.compile(r"(usage\.)?G[1-9]")
"""The rules that say which kind of garment suits a run."""


def advice_form(messages: Messages) -> Node:
    """The questions about the run and the health signs, asked only of those who want advice."""

    def text(word: str) -> str:
        return messages.text(f"widget.{word}")

    distance = node("div", _input("distance"), _select("distance-unit", [("km", "km"), ("mi", "mi")], text("distance")),
                    class_="with")  # fmt: skip
    like = node("span", messages.text("widget.like", {"example": "1:50:00, 110 min, 2 h"}), class_="hint")
    unsaid = ("", text("unsaid"))
    efforts = _select("intensity", [unsaid, *((word, text(word)) for word in ("easy", "steady", "hard"))])
    tested = _select("tested", [unsaid, *((word, text(f"tested_{word}")) for word in TESTED)])
    flags = [_tick(flag, messages.text(f"flag.{flag}")) for flag in FLAGS]
    return node(
        "form",
        node("div", _field("distance", text("distance"), distance),
             _field("duration", text("duration"), _input("duration"), like), class_="two top-aligned"),
        _field("intensity", text("intensity"), efforts),
        _tick("race", text("race")),
        node("div", _field("tested", text("tested"), tested), id="of-race", hidden=""),
        _tick("rest_day", text("rest_day")),
        node("span", class_="err", id="rest_day-err"),
        node("fieldset", node("legend", text("health")), *flags),
        node("p", text("health_private"), class_="hint"),
        row(node("button", text("advise"), type="submit", part="button advise")),
        class_="fields", novalidate="",
    )  # fmt: skip


def _field(name: str, label: str, *inner: Node) -> Node:
    error = node("span", class_="err", id=f"{name}-err")
    return node("div", node("label", label, for_=name), *inner, error, class_="field")


def _input(name: str) -> Node:
    described = f"{name}-err"
    return node(
        "input", type="text", id=name, part="input", autocomplete="off", maxlength=40, aria_describedby=described
    )


def _select(name: str, options: Sequence[tuple[str, str]], label: str | None = None) -> Node:
    return node("select", *(node("option", text, value=value) for value, text in options), id=name, part="input",
                aria_label=label)  # fmt: skip


def _tick(name: str, text: str) -> Node:
    return node("label", node("input", type="checkbox", id=name), node("span", text), class_="tick")


def clinician_note(advice: AdviceDocument | UnsetType, messages: Messages) -> Node | None:
    """What comes before everything else where a sign belongs to a clinician; None where none was ticked."""
    if advice is UNSET or advice.headline is UNSET or advice.headline.verdict != CLINICIAN:
        return None
    title = node("h3", messages.text("widget.clinician"))
    return note("warn bad clinician", title, *_sentences(advice.reasons), _headline(advice))


def advised_note(own: AdviceDocument | UnsetType, answer: SizeAnswerDocument, messages: Messages) -> Node | None:
    """The advice on a product for the run, `own` of the product first; None where a clinician comes before it."""
    runner = AdviceDocument() if answer.advice is UNSET else answer.advice
    if clinician_note(runner, messages) is not None:
        return None
    advice = runner if own is UNSET or own.lead is UNSET else own
    every = [r for some in (answer.reasons, advice.reasons, runner.reasons) for r in (some or [])]
    # Which kind of garment suits best is no advice on the one that the visitor is at.
    reasons = [reason for reason in every if not GARMENT_ORDER.fullmatch(reason.code)]
    notes = texts((n.text for n in runner.notes or []), "li")
    behind = details(messages.text("widget.why"), "notes", node("ul", *notes)) if notes else None
    return note("advised", _headline(advice), _race(runner.questions or [], messages),
                node("ul", *_sentences(reasons, "li")), behind)  # fmt: skip


def _race(questions: Sequence[ReasonDocument], messages: Messages) -> Node | None:
    """The one question of a race, under the advice that turns on it."""
    if not any(question.code == TESTED_QUESTION for question in questions):
        return None
    label = messages.text("widget.tested")
    buttons = [
        node("button", messages.text(f"widget.tested_{word}"), type="button", part="button tested", data_do="tested",
             data_value=word)
        for word in TESTED
    ]  # fmt: skip
    name = node("span", label, class_="name")
    return node("div", name, *buttons, class_="row", id="race-question", role="group", aria_label=label)


def _headline(advice: AdviceDocument) -> Node | None:
    return None if advice.lead is UNSET else node("p", advice.lead.text, class_="name")


def _sentences(reasons: Sequence[ReasonDocument] | UnsetType, tag: str = "p") -> list[Node]:
    return texts((r.text for r in reasons or []), tag)
