"""`legfit search`: the whole catalog for one leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct

from ..app.timing import Timing, this_day
from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.answer import Answer
from ..model.question import Detail, Question
from ..report.matches import MATCH_NAMES
from ..report.plain import plain_lines
from ..report.search import Details, after_matches, no_match
from ..report.urgent import before_rows
from .health_questions import write_extras
from .lazy_group import Command
from .many import NO_MATCH, Reply, answer_lines
from .match_listing import entry_rows, for_people, match_columns, write_match_rows, write_search
from .opening import loaded_catalog
from .options import groups as o
from .repeat import of_one_product
from .run_question import assumed_line, leave_with, sure_of, with_assumed
from .session import SESSION, note
from .terminal.output import write_json
from .terminal.report_output import tell_report

if TYPE_CHECKING:
    from ..search.loaded_catalog import LoadedCatalog
    from ..search.lookup import Page

EXAMPLE = "Example: legfit search --garment sock --calf 36.5cm --ankle 22.5cm --for marathon"
PANEL = "Output"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("search", cls=Command, epilog=EXAMPLE)(
        o.takes(o.questioning(*o.WHOLE, garment=True), o.viewing(MATCH_NAMES, detail=True))(search)
    )


def search(
    asked: o.ParsedQuestion,
    view: o.OutputOptions,
    explain_excluded: Annotated[
        bool,
        typer.Option("--explain-excluded", metavar="", help="Say why each product is left out.", rich_help_panel=PANEL),
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", metavar="", help="Say why each product has no size here.", rich_help_panel=PANEL)
    ] = False,
    why: Annotated[
        bool,
        typer.Option("--why", metavar="", help="Every reason of each match, and the studies.", rich_help_panel=PANEL),
    ] = False,
    plan: Annotated[
        bool,
        typer.Option(
            "--plan", metavar="", help="When to put it on, how long, washing, when to stop.", rich_help_panel=PANEL
        ),
    ] = False,
    timing: Annotated[
        bool, typer.Option("--timing", metavar="", help="Say on stderr where the time went.", rich_help_panel=PANEL)
    ] = False,
) -> None:
    """Search the catalog for one leg."""
    from ..model.policy import shipped_policy
    from ..search.lookup import answer, check_brands

    policy, watch = shipped_policy(), Timing(SESSION.began)
    listed = Listed(view.limit, misses=misses, excluded=explain_excluded)
    if asked.lines is not None:
        _many(asked, view, listed)
        return
    messages = view.messages(asked.question.units)
    sure_of(asked.question, messages, view, policy)
    watch.mark("parse")
    held = loaded_catalog(view.database)
    watch.mark("snapshot")
    check_brands(held, asked.question, "--brand")
    found = answer(held, asked.question, policy, listed.shown(asked.question, view), watch.mark, this_day())
    show(found, view, messages, listed.details(asked), asked)
    if view.form == "table" and emergency_of(found.advice) is None:
        write_extras(found, messages, why=why, plan=plan)
    watch.mark("words")
    if timing:
        note(watch.line())
    leave_with(found.counts)


class Listed(Struct, frozen=True):
    """What was asked for of the lists of a document; None and False leave it to the detail."""

    limit: int | None
    misses: bool
    excluded: bool

    def details(self, asked: o.ParsedQuestion) -> Details:
        """What a person is shown beside the matches."""
        return Details(self.excluded, self.misses, assumed_line(asked))

    def shown(self, question: Question, view: o.OutputOptions) -> Page:
        """How much of each list one answer shows: everything, where it is no document."""
        from ..search.lookup import WHOLE, detail_of

        return self.page(detail_of(question, view.detail)) if view.is_document else WHOLE

    def page(self, detail: Detail) -> Page:
        """How much of each list is shown: `--limit 0`, `--misses` and `--explain-excluded` show one whole."""
        from ..search.lookup import PAGES, Page

        usual = PAGES[detail]
        return Page(
            usual.matches if self.limit is None else self.limit or None,
            None if self.misses else usual.misses,
            None if self.excluded else usual.excluded,
        )


def _many(asked: o.ParsedQuestion, view: o.OutputOptions, listed: Listed) -> None:
    """The answers to many questions, one a line."""
    catalog = loaded_catalog(view.database)
    answer_lines(asked, view, match_columns(view.messages()), lambda q: _one_line(catalog, q, view, listed))


def _one_line(catalog: LoadedCatalog, question: Question, view: o.OutputOptions, listed: Listed) -> Reply:
    from ..documents.answer import answer_document
    from ..model.policy import shipped_policy
    from ..search.lookup import answer, check_brands, detail_of

    check_brands(catalog, question)
    detail, messages = detail_of(question, view.detail), view.messages(question.units)
    found = answer(catalog, question, shipped_policy(), listed.page(detail), today=this_day())
    return Reply(lambda: answer_document(found, messages, detail), lambda: _rows(found, view, messages), found.advice)


def _rows(found: Answer, view: o.OutputOptions, messages: Messages) -> Sequence[Mapping[str, Any]]:
    """The matches as rows; one row that says so where there is none."""
    if not found.matches:
        why = {"error": " ".join(plain_lines(no_match(found), messages))} if for_people(view) else {}
        return [{"outcome": NO_MATCH, **why}]
    return entry_rows(found.matches, view, messages)


def show(found: Answer, view: o.OutputOptions, messages: Messages, details: Details, asked: o.ParsedQuestion) -> None:
    """The answer in the format that was asked for; beside a file, what was left out goes to stderr."""
    if view.is_document:
        from ..documents.answer import answer_document
        from ..search.lookup import detail_of

        document = answer_document(found, messages, detail_of(found.question, view.detail))
        write_json(with_assumed(document, asked), line=view.form == "jsonl")
    elif view.form == "table":
        write_search(found, view, messages, details, of_one_product(asked.question))
    else:
        tell_report(before_rows(found.advice), messages)
        write_match_rows(entry_rows(found.matches, view, messages), view, messages)
        if not view.is_json:
            left = after_matches(found, details, of_one_product(asked.question))
            note("\n".join(plain_lines(left, messages)).strip())
