"""A search as a person reads it: the advice, the matches, what was left out, the one next step."""

from __future__ import annotations

import sys

from ..answer import Answer
from ..measure import LegPoint
from ..naming import full_name
from ..words import Words
from .advice_text import assumed_line, beside_a_search, graded, short_advice
from .leftout import left_out
from .matches import match_columns, option_for, table_row, today
from .options import View
from .output import write_table
from .screen import Screen, printable, screen, write_lines

SCREENFUL = 12
"""How many matches a terminal gets without asking for more."""


def draws() -> bool:
    """Whether stdout can show a drawn line."""
    return screen().styled and (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def write_search(found: Answer, view: View, words: Words, details: Details) -> None:
    """A whole search on stdout."""
    on = screen()
    lines = on.paragraph(assumed_line(details.assumed[0], words)) if details.assumed else []
    write_lines([*lines, *short_advice(found.advice, words, on), ""])
    write_matches(found, view, words, on)
    write_lines(closing(found, words, on, details))


class Details:
    """What the person asked to see beside the matches, and what a short word stood for."""

    def __init__(self, *, excluded: bool = False, misses: bool = False, assumed: tuple[str, str] | None = None) -> None:
        self.excluded, self.misses, self.assumed = excluded, misses, assumed


def write_matches(found: Answer, view: View, words: Words, on: Screen) -> None:
    """The table of matches, cut to a screenful on a terminal unless a number was asked for."""
    columns = [c for c in view.pick(match_columns(words, today(), plain=not draws())) if view.columns or c.table]
    rows = [table_row(m, words) for m in found.matches]
    rows = [dict(r) for r in view.rows(rows)]
    most = SCREENFUL if on.width is not None and view.limit is None else len(rows)
    if rows:
        write_table(columns, rows[:most], under=True)
    else:
        # A brand typed wrong finds nothing to look at; that is not a leg that nothing fits.
        write_lines(on.paragraph(words.say("ui.search.nothing" if found.counts.asked else "ui.search.none_asked")))
    more = found.counts.matches - min(most, len(rows))
    if rows and more > 0:
        write_lines(on.paragraph(words.say("ui.search.more", {"count": more})))


def closing(found: Answer, words: Words, on: Screen, details: Details) -> list[str]:
    """What was left out, the details that were asked for, the notes, and the next step."""
    lines: list[str] = []
    groups = left_out(found, words)
    if groups:
        lines += [
            "",
            *on.paragraph(words.say("ui.search.left_out", {"count": found.counts.asked - found.counts.matches})),
        ]
        for group in groups:
            lines += on.paragraph(group, "  ", "    ")
    lines += _excluded(found, words, on) if details.excluded else []
    lines += _misses(found, words, on) if details.misses else []
    for note in beside_a_search(found.advice):
        lines += ["", *on.paragraph(graded(words.note(note), note.grade, words))]
    return lines + next_step(found, words, on)


def next_step(found: Answer, words: Words, on: Screen) -> list[str]:
    """The one thing to do next that helps most."""
    steps = [(words.sentence(r), r) for r in found.reasons if r.code == "answer.measure_next"]
    lines: list[str] = []
    for text, reason in steps:
        point = reason.fact("point")
        taken = f" ({option_for(point)})" if isinstance(point, LegPoint) and option_for(point) else ""
        lines += ["", *(on.bold(line) for line in on.paragraph(f"{words.say('ui.search.next')} {text}{taken}"))]
    if not lines and found.matches:
        first = found.matches[0].product.id
        lines += ["", *on.paragraph(words.say("ui.search.why", {"product": first}))]
    return lines


def _excluded(found: Answer, words: Words, on: Screen) -> list[str]:
    lines = ["", on.bold(words.say("ui.search.excluded"))] if found.excluded else []
    for out in found.excluded:
        lines += on.paragraph(f"{printable(full_name(out.product))} [{out.product.id}]", "", "  ")
        for reason in out.reasons:
            lines += on.paragraph(printable(words.sentence(reason)), "  - ", "    ")
    return lines


def _misses(found: Answer, words: Words, on: Screen) -> list[str]:
    lines = ["", on.bold(words.say("ui.search.misses"))] if found.misses else []
    for miss in found.misses:
        lines += on.paragraph(f"{printable(full_name(miss.product))} [{miss.product.id}]", "", "  ")
        for reason in miss.size.reasons:
            lines += on.paragraph(printable(words.sentence(reason)), "  - ", "    ")
    return lines
