"""`legfit search`: the whole catalog for one leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct

from ..app.timing import Timing, this_day
from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.question import Question
from ..report.matches import MATCH_NAMES
from ..report.plain import plain_lines
from ..report.search import Details, no_match
from .health_questions import write_extras
from .many import NO_MATCH, Reply, answer_lines
from .match_listing import COLUMNS, entry_rows, for_people
from .opening import loaded_catalog
from .options import groups as o
from .options.parameter import PANEL, Plan, flag
from .repeat import of_one_product
from .run_question import answer_document_of, assumed_line, leave_without_size, one_question
from .search_output import write_found
from .session import SESSION, note

if TYPE_CHECKING:
    from ..search.loaded_catalog import LoadedCatalog
    from ..search.lookup import Page


@o.command(
    "search", (
        "search --garment sock --calf 36.5cm --ankle 22.5cm --for marathon",
        "search -g calf-sleeves -c 14.5in --units in",
        "search -c 36.5cm --brand CEP --limit 0",
        "search -g socks -c 36.5cm --json",
    ),
    o.question_options(*o.WHOLE, garment=True), o.output_options(MATCH_NAMES, detail=True),
)  # fmt: skip
def search(
    parsed: o.ParsedQuestion,
    output: o.OutputOptions,
    explain_excluded: Annotated[bool, flag("--explain-excluded", "Say why each product is left out.", PANEL)] = False,
    misses: Annotated[bool, flag("--misses", "Say why each product has no size here.", PANEL)] = False,
    why: Annotated[bool, flag("--why", "Every reason of each match, and the studies.", PANEL)] = False,
    plan: Plan = False,
    timing: Annotated[bool, flag("--timing", "Say on stderr where the time went.", PANEL)] = False,
) -> None:
    """Search the catalog for one leg."""
    timer = Timing(SESSION.began)
    lists = Lists(output.limit, misses=misses, excluded=explain_excluded)
    if parsed.lines is not None:
        catalog = loaded_catalog(output.database)
        answer_lines(parsed, output, COLUMNS, lambda q: _reply(catalog, q, output, lists))
        return
    answer = _answer(parsed, output, lists, timer)
    if output.form == "table" and emergency_of(answer.advice) is None:
        write_extras(answer, output.messages(parsed.question.units), why=why, plan=plan)
    timer.mark("words")
    if timing:
        note(timer.line())
    leave_without_size(answer.counts)


def _answer(parsed: o.ParsedQuestion, output: o.OutputOptions, lists: Lists, timer: Timing) -> Answer:
    """Answer one question, write the answer and return it."""
    from ..search import lookup

    question, messages = one_question(parsed, output)
    timer.mark("parse")
    catalog = loaded_catalog(output.database)
    timer.mark("snapshot")
    lookup.check_names(catalog, question, "--brand", "--collection")
    page = lists.page(question, output) if output.is_document else lookup.WHOLE
    answer = lookup.answer(catalog, question, shipped_policy(), page, timer.mark, this_day())
    write_found(answer, output, messages, lists.details(parsed), parsed, of_one_product(parsed.question))
    return answer


class Lists(Struct, frozen=True):
    """How much was asked for of the lists of an answer; None and False leave it to the detail."""

    limit: int | None
    misses: bool
    excluded: bool

    def details(self, parsed: o.ParsedQuestion) -> Details:
        """Return what a person is shown beside the matches."""
        return Details(self.excluded, self.misses, assumed_line(parsed))

    def page(self, question: Question, output: o.OutputOptions) -> Page:
        """Return how much of each list is shown: `--limit 0`, `--misses` and `--explain-excluded` show one whole."""
        from ..search.lookup import PAGES, Page, detail_of

        usual = PAGES[detail_of(question, output.detail)]
        return Page(
            usual.matches if self.limit is None else self.limit or None,
            None if self.misses else usual.misses,
            None if self.excluded else usual.excluded,
        )


def _reply(catalog: LoadedCatalog, question: Question, output: o.OutputOptions, lists: Lists) -> Reply:
    from ..search import lookup

    lookup.check_names(catalog, question)
    messages, page = output.messages(question.units), lists.page(question, output)
    answer = lookup.answer(catalog, question, shipped_policy(), page, today=this_day())
    return Reply(
        lambda: answer_document_of(answer, output, messages), lambda: _rows(answer, output, messages), answer.advice
    )


def _rows(answer: Answer, output: o.OutputOptions, messages: Messages) -> Sequence[Mapping[str, Any]]:
    """Return the matches as rows; one row that says so where there is none."""
    if not answer.matches:
        why = {"error": " ".join(plain_lines(no_match(answer), messages))} if for_people(output) else {}
        return [{"outcome": NO_MATCH, **why}]
    return entry_rows(answer.matches, output, messages)
