"""`legfit size PRODUCT`: one product for one leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..app.timing import this_day
from ..model.advice_lead import emergency_of
from ..model.answer import Answer, Match
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.question import FitSign, Question
from ..model.verdict import Reason
from ..report.lines import BLANK, Line
from ..report.matches import MATCH_NAMES, entry_of
from ..report.product import instead, one_product, runner_part
from ..report.urgent import before_rows, before_size, emergency, first_product
from ..search.advice import sign_reasons, with_signs
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import answer_about
from .health_questions import write_extras
from .lazy_group import Command
from .many import Reply, answer_lines
from .match_listing import entry_rows, match_columns, write_match_rows
from .opening import loaded_catalog, product_of
from .options import groups as o
from .options.completion import complete_product
from .options.fit_signs import sign_options
from .repeat import RepeatableCommand, of_one_product
from .run_question import assumed_line, leave_with, sure_of, with_assumed
from .several import several
from .terminal.output import write_json
from .terminal.report_output import tell_report, write_report

if TYPE_CHECKING:
    from ..documents.answer import AnswerDocument

EXAMPLE = 'Example: legfit size compressport-ur2 --calf "36.5 cm"'
PANEL = "Output"


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("size", cls=Command, epilog=EXAMPLE)(
        o.takes(o.questioning(*o.ONE_PRODUCT), sign_options(), o.viewing(MATCH_NAMES, detail=True))(size)
    )


def size(
    products: Annotated[
        list[str], typer.Argument(metavar="PRODUCT", help="Id, name, SKU or GTIN.", autocompletion=complete_product)
    ],
    asked: o.ParsedQuestion,
    signs: frozenset[FitSign],
    view: o.OutputOptions,
    plan: Annotated[
        bool,
        typer.Option(
            "--plan", metavar="", help="When to put it on, how long, washing, when to stop.", rich_help_panel=PANEL
        ),
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", metavar="", help="The studies behind the advice.", rich_help_panel=PANEL)
    ] = False,
) -> None:
    """Which size of one product fits this leg, and why; and what does fit where it does not.

    Several products get a short answer each, in order.
    """
    policy, (product, *more) = shipped_policy(), products
    if more:
        _alone({"--plan": plan, "--why": why})
        several(products, asked, signs, view)
        return
    if asked.lines is None:
        sure_of(asked.question, view.messages(asked.question.units), view, policy)
    if asked.lines is not None:
        catalog = loaded_catalog(view.database)
        answer_lines(asked, view, match_columns(view.messages()), lambda q: _answered(catalog, q, product, view, signs))
        return
    found, others = _found_alone(view, asked.question, product)
    found = with_signs(found, signs, shipped_policy())
    messages = view.messages(asked.question.units)
    if view.is_document:
        write_json(with_assumed(_document(found, view), asked), line=view.form == "jsonl")
    elif view.form == "table" and (not view.columns or emergency_of(found.advice) is not None):
        again = of_one_product(asked.question)
        urgent = emergency(found.advice, again, first_product(found))
        write_report(urgent or _report(found, others, asked, sign_reasons(signs), again), messages)
        if not urgent:
            write_extras(found, messages, why=why, plan=plan)
    else:
        tell_report(before_rows(found.advice, sign_reasons(signs)), messages)
        rows = entry_rows([entry_of(found, first_product(found))], view, messages)
        write_match_rows(rows, view, messages)
    leave_with(found.counts)


def _alone(options: Mapping[str, bool]) -> None:
    """Nothing, where no option was given that is for a single product.

    Raises:
        BadInput: one was.
    """
    given = [name for name, is_given in options.items() if is_given]
    if given:
        raise BadInput(Problem("contradiction", name, "", "cli_one_product") for name in given)


def _found_alone(view: o.OutputOptions, question: Question, product: str) -> tuple[Answer, tuple[Match, ...]]:
    """The same as `_found`, without reading the rest of the catalog where the product answers by itself."""
    alone = product_of(view.database, product) if question.same_as is None else None
    if alone is not None:
        found = answer_about(alone, question, shipped_policy(), alone.snapshot.products, this_day())
        if found.matches or not question.legs:
            return found, ()
    return _found(loaded_catalog(view.database), question, product)


def _found(catalog: LoadedCatalog, question: Question, product: str) -> tuple[Answer, tuple[Match, ...]]:
    """The answer for the product, and the products that hold the leg where it has no size."""
    from ..search.lookup import others_for, products_named

    policy = shipped_policy()
    (one,) = products_named(catalog, [product])
    found = answer_about(catalog, question, policy, [one], this_day())
    asks = bool(question.legs) or question.same_as is not None
    others = others_for(catalog, question, policy, one, today=this_day()) if asks and not found.matches else ()
    return found, others


def _answered(
    catalog: LoadedCatalog, question: Question, product: str, view: o.OutputOptions, signs: frozenset[FitSign]
) -> Reply:
    from ..search.lookup import products_named

    policy = shipped_policy()
    (one,) = products_named(catalog, [product])
    found = with_signs(answer_about(catalog, question, policy, [one], this_day()), signs, policy)
    messages = view.messages(question.units)
    return Reply(
        lambda: _document(found, view), lambda: entry_rows([entry_of(found, one.id)], view, messages), found.advice
    )


def _document(found: Answer, view: o.OutputOptions) -> AnswerDocument:
    from ..documents.answer import answer_document
    from ..search.lookup import detail_of

    question = found.question
    return answer_document(found, view.messages(question.units), detail_of(question, view.detail))


def _report(
    answer: Answer,
    others: Sequence[Match],
    asked: o.ParsedQuestion,
    felt: Sequence[Reason],
    again: RepeatableCommand,
) -> list[Line]:
    """The whole answer about one product as a person reads it."""
    assumed = assumed_line(asked)
    return [
        *before_size(answer, felt),
        *one_product(answer, again),
        *instead(others),
        *([BLANK, assumed] if assumed else []),
        *runner_part(answer, felt),
    ]
