"""A search as a person reads it: the advice, the matches, what was left out, the one next step."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Final

from ..messages.messages import Messages
from ..model.advice_lead import clinician_first
from ..model.answer import Answer, Exclusion
from ..model.leg import LegPoint
from ..model.verdict import Outcome
from ..search.product_finder import full_name
from .advice_text import assumed_line, beside_a_search, graded, short_advice
from .answer_exit import exit_of
from .exit_codes import Exit
from .leftout import left_out
from .lesson import PLACES
from .matches import beside_row, match_columns, option_for, table_row, today
from .options.groups import OutputOptions
from .options.short_run import Assumption
from .repeat import RepeatableCommand, options_of
from .terminal.output import write_table
from .terminal.screen import Screen, printable, screen, write_lines
from .urgent import emergency, first_product

SCREENFUL: Final = 12
"""How many matches a terminal gets without asking for more."""
UNSEEN_BY: Final = {"over_max_price": "--max-price", "other_currency": "--max-price"}
"""The option behind each cause that leaves a product out before its chart is looked at."""
EXAMPLES: Final = {
    "--calf": ("36.5 cm", "14 3/8 in"), "--ankle": ("22.5 cm", "8 7/8 in"), "--below-knee": ("34 cm", "13 3/8 in"),
    "--lower-thigh": ("40 cm", "15 3/4 in"), "--mid-thigh": ("50 cm", "19 5/8 in"), "--thigh": ("56 cm", "22 in"),
    "--hip": ("98 cm", "38 1/2 in"), "--waist": ("80 cm", "31 1/2 in"), "--leg-length": ("44 cm", "17 3/8 in"),
    "--tibia-length": ("38 cm", "15 in"), "--foot-length": ("26 cm", "10 1/4 in"), "--inseam": ("80 cm", "31 1/2 in"),
    "--height": ("178 cm", "70 in"), "--weight": ("72 kg", "159 lb"), "--shoe": ("EU 43", "US M 9"),
}  # fmt: skip
"""What an option may look like, in each unit."""


def draws() -> bool:
    """Whether stdout can show a drawn line."""
    return screen().styled and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def write_search(found: Answer, view: OutputOptions, messages: Messages, details: Details) -> None:
    """A whole search on stdout; in an emergency that alone, with the command that says the rest."""
    on = screen()
    again = details.again or RepeatableCommand(options_of(found.question))
    urgent = emergency(found.advice, messages, on, again, first_product(found))
    if urgent:
        write_lines(urgent)
        return
    assumed = on.paragraph(assumed_line(details.assumed, messages)) if details.assumed else []
    said = short_advice(found.advice, messages, on)
    write_lines([*said, "", *assumed, ""] if assumed and clinician_first(found.advice) else [*assumed, *said, ""])
    write_matches(found, view, messages, on)
    write_lines(closing(found, messages, on, details))


class Details:
    """What the person asked to see beside the matches, what a short word stood for, and how to ask the same again."""

    def __init__(
        self,
        *,
        excluded: bool = False,
        misses: bool = False,
        assumed: Assumption | None = None,
        again: RepeatableCommand | None = None,
    ) -> None:
        self.excluded, self.misses, self.assumed, self.again = excluded, misses, assumed, again


def write_matches(found: Answer, view: OutputOptions, messages: Messages, on: Screen) -> None:
    """The table of matches, cut to a screenful on a terminal unless a number was asked for."""
    columns = [c for c in view.pick(match_columns(messages, today(), plain=not draws())) if view.columns or c.table]
    rows = [table_row(m, messages) for m in found.matches]
    rows = [dict(r) for r in view.rows(rows)]
    most = SCREENFUL if on.width is not None and view.limit is None else len(rows)
    if rows:
        beside = [beside_row(r, view.columns) for r in rows[:most]]
        write_table(columns, rows[:most], under=True, beside=beside)
    else:
        write_lines([line for text in without_size(found, messages) for line in on.paragraph(text)])
    more = found.counts.matches - min(most, len(rows))
    if rows and more > 0:
        write_lines(on.paragraph(messages.text("ui.search.more", {"count": more})))


def without_size(found: Answer, messages: Messages) -> list[str]:
    """Why there is no match: nothing asked about, nothing compared, or nothing fits; and what narrows too far."""
    code = exit_of(found.counts)
    if not found.counts.asked:
        # Nothing to look at is not a leg that nothing fits.
        said = "ui.search.none_asked"
    elif code is Exit.NOTHING_FITS:
        said = "ui.search.nothing"
    else:
        said = "ui.search.measure_missing" if found.reasons else "ui.search.not_compared"
    return [messages.text(said), *_too_narrow(found, messages)]


def _too_narrow(found: Answer, messages: Messages) -> list[str]:
    """Every filter that leaves out a product whose size would fit, or that leaves out products unseen."""
    wanted = found.question.filters
    typed = {
        "--graduated": f"--graduated {wanted.graduated}",
        "--max-mmhg": f"--max-mmhg {wanted.max_mmhg}",
        "--max-price": f'--max-price "{wanted.max_price.text() if wanted.max_price else ""}"',
    }
    would_fit = Counter(name for e in found.excluded if e.size.outcome.is_match and (name := filter_of(e)))
    unseen: Counter[str] = Counter()
    for cause, count in found.counts.by_cause:
        if cause in UNSEEN_BY:
            unseen[UNSEEN_BY[cause]] += count
    told = [("ui.search.would_fit", *entry) for entry in would_fit.most_common()]
    told += [("ui.search.unseen", *entry) for entry in unseen.most_common()]
    return [messages.text(code, {"count": count, "filter": typed.get(name, name)}) for code, name, count in told]


def filter_of(out: Exclusion) -> str:
    """The option without which an excluded product would be looked at; empty where no option leaves it out."""
    if out.rule == "graduated" and out.graduated.outcome is Outcome.UNKNOWN:
        return "--graduated"
    if out.rule == "stock":
        return "--in-stock"
    return "--max-mmhg" if out.rule == "medical" and out.medical.outcome is Outcome.PASS else ""


def closing(found: Answer, messages: Messages, on: Screen, details: Details) -> list[str]:
    """What was left out, the details that were asked for, the notes, and the next step."""
    lines: list[str] = []
    groups = left_out(found, messages)
    if groups:
        said = "ui.search.left_out" if found.counts.matches else "ui.search.left_out_all"
        lines += ["", *on.paragraph(messages.text(said, {"count": found.counts.asked - found.counts.matches}))]
        for group in groups:
            lines += on.paragraph(group, "  ", "    ")
    lines += _excluded(found, messages, on) if details.excluded else []
    lines += _misses(found, messages, on) if details.misses else []
    for note in beside_a_search(found.advice):
        lines += ["", *on.paragraph(graded(messages.note(note), note.grade, messages))]
    return lines + next_step(found, messages, on, details.again or RepeatableCommand(options_of(found.question)))


def next_step(found: Answer, messages: Messages, on: Screen, again: RepeatableCommand) -> list[str]:
    """The one thing to do next that helps most, and the command for it."""
    for reason in found.reasons:
        point = reason.fact("point") if reason.code == "answer.measure_next" else None
        if isinstance(point, LegPoint):
            text = f"{messages.text('ui.search.next')} {messages.sentence(reason)}"
            return ["", *(on.bold(line) for line in on.paragraph(text)), *measuring(point, messages, on, again)]
    if not found.matches:
        return []
    command = again.command("why", found.matches[0].product.id, on=on)
    return ["", *on.paragraph(messages.text("ui.search.why")), *command]


def measuring(point: LegPoint, messages: Messages, on: Screen, again: RepeatableCommand) -> list[str]:
    """How a measure is taken and given."""
    option = option_for(point)
    if not option:
        return []
    facts = {"option": f'{option} "{EXAMPLES[option][messages.units == "in"]}"'}
    place = next((name for name, at in PLACES.items() if at is point), "")
    lines = on.paragraph(messages.text("ui.search.add", facts))
    lesson = [*on.paragraph(messages.text("ui.search.lesson")), *again.alone("measure", place, on=on)] if place else []
    return lines + lesson


def _excluded(found: Answer, messages: Messages, on: Screen) -> list[str]:
    lines = ["", on.bold(messages.text("ui.search.excluded"))] if found.excluded else []
    for out in found.excluded:
        lines += on.paragraph(f"{printable(full_name(out.product))} [{out.product.id}]", "", "  ")
        for reason in out.reasons:
            lines += on.paragraph(printable(messages.sentence(reason)), "  - ", "    ")
    return lines


def _misses(found: Answer, messages: Messages, on: Screen) -> list[str]:
    lines = ["", on.bold(messages.text("ui.search.misses"))] if found.misses else []
    for miss in found.misses:
        lines += on.paragraph(f"{printable(full_name(miss.product))} [{miss.product.id}]", "", "  ")
        for reason in miss.size.reasons:
            lines += on.paragraph(printable(messages.sentence(reason)), "  - ", "    ")
    return lines
