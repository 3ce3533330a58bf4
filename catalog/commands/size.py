"""`legfit size PRODUCT …`: one product for one leg; or several, a short answer for each in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

import typer

from ..app.timing import this_day
from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.answer import Answer, Match
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem, safe_repr
from ..model.question import Detail, FitSign, Question
from ..report.lines import Line
from ..report.matches import MATCH_NAMES, entry_of
from ..report.product import instead, one_product, runner_part
from ..report.urgent import before_rows, before_size, emergency, first_product
from ..search.advice import sign_reasons, with_signs
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import answer_about, answers_about, check_collections, detail_of, products_named
from .chart_size import size_by_pasted_chart
from .drawing import drawing
from .exit_codes import Exit
from .health_questions import write_extras
from .many import Reply, answer_lines
from .match_listing import COLUMNS, ERROR, entry_rows, write_match_rows
from .opening import catalog_for, loaded_catalog, product_of
from .options import groups as o
from .options.parameter import PANEL, Plan, flag, product
from .options.typed import HELP
from .repeat import of_one_product
from .run_question import (
    answer_document_of,
    assumed_line,
    leave_without_size,
    one_question,
    only_one,
    with_assumed,
    write_answer,
)
from .terminal.report_output import tell_report, write_report

MOST_AT_ONCE: Final = 200
CHART: Any = typer.Option(
    "--chart", metavar="FILE|-", help="Answer by the size chart in a page or file, - for what is piped in.",
    show_default=False,
)  # fmt: skip
CHART_NUMBER: Any = typer.Option(
    "--chart-number", metavar="NUMBER", help="Which chart, where there are several.", min=1, show_default=False
)
Signs = frozenset[FitSign]
Entries = Sequence[Answer | BadInput]


@o.command(
    "size", (
        "size compressport-ur2 --calf 36.5cm",
        "size compressport-ur2 -c 36.5cm --for half --plan",
        "size compressport-ur2 compressport-r2-2012 -c 36.5cm",
        "size --chart page.html --calf 36.5cm",
    ),
    o.question_options(*o.ONE_PRODUCT), o.SIGNS, o.output_options(MATCH_NAMES, detail=True),
)  # fmt: skip
def size(
    parsed: o.ParsedQuestion,
    signs: Signs,
    output: o.OutputOptions,
    products: Annotated[list[str] | None, product()] = None,
    chart: Annotated[str | None, CHART] = None,
    chart_number: Annotated[int | None, CHART_NUMBER] = None,
    plan: Plan = False,
    why: Annotated[bool, flag("--why", "The studies behind the advice.", PANEL)] = False,
) -> None:
    """Which size of one product fits this leg, and why; and what does fit where it does not.

    Several products get a short answer each, in order. With --chart the answer comes from a pasted chart alone.
    """
    if chart is not None and not products:
        size_by_pasted_chart(chart, chart_number, parsed, output)
        return
    if not products or chart is not None or chart_number is not None:
        raise _no_one_product(products)
    if len(products) > 1:
        typed = [name for name, is_typed in (("--plan", plan), ("--why", why)) if is_typed]
        if typed:
            raise BadInput(Problem("contradiction", name, "", "cli_one_product") for name in typed)
        _several(products, parsed, signs, output)
    elif parsed.lines is not None:
        catalog = loaded_catalog(output.database)
        answer_lines(parsed, output, COLUMNS, lambda q: _reply(catalog, q, products[0], signs, output))
    else:
        _one(products[0], parsed, signs, output, why=why, plan=plan)


def _no_one_product(products: Sequence[str] | None) -> BadInput:
    """Return the problem of a command line that names no product, or a chart beside one."""
    if products:
        return BadInput.one("contradiction", "--chart", ", ".join(products), "cli_product_or_chart")
    return BadInput.one("missing", "product", "", "cli_argument", HELP, name="PRODUCT", command="legfit size")


def _one(name: str, parsed: o.ParsedQuestion, signs: Signs, output: o.OutputOptions, *, why: bool, plan: bool) -> None:
    """Answer for one product; leave with the code that says why where it has no size."""
    question, messages = one_question(parsed, output)
    answer, others = _answer(question, name, output.database)
    answer = with_signs(answer, signs, shipped_policy())
    if output.is_document:
        write_answer(answer, output, messages, parsed)
    elif output.form == "table" and (not output.columns or emergency_of(answer.advice) is not None):
        _write_report(answer, others, parsed, signs, messages)
        if emergency_of(answer.advice) is None:
            write_extras(answer, messages, why=why, plan=plan)
    else:
        tell_report(before_rows(answer.advice, sign_reasons(signs)), messages)
        write_match_rows(entry_rows([entry_of(answer, first_product(answer))], output, messages), output, messages)
    leave_without_size(answer.counts)


def _answer(question: Question, reference: str, database: str | None) -> tuple[Answer, Sequence[Match]]:
    """Return the answer for a product, and the products that hold the leg where it has no size.

    The rest of the catalog is not read where the product answers by itself.
    """
    from ..search.lookup import others_for

    policy, needs_others = shipped_policy(), bool(question.same_as or question.filters.collections)
    alone = None if needs_others else product_of(database, reference)
    if alone is not None:
        answer = answer_about(alone, question, policy, alone.products, this_day())
        if answer.matches or not question.legs:
            return answer, ()
    catalog = catalog_for(question, database)
    (product,) = products_named(catalog, [reference])
    answer = answer_about(catalog, question, policy, [product], this_day())
    if answer.matches or not (question.legs or question.same_as):
        return answer, ()
    return answer, others_for(catalog, question, policy, product, today=this_day())


def _reply(catalog: LoadedCatalog, question: Question, name: str, signs: Signs, output: o.OutputOptions) -> Reply:
    """Return what one of many questions gets."""
    policy, messages = shipped_policy(), output.messages(question.units)
    check_collections(catalog, question)
    (product,) = products_named(catalog, [name])
    answer = with_signs(answer_about(catalog, question, policy, [product], this_day()), signs, policy)
    return Reply(
        lambda: answer_document_of(answer, output, messages),
        lambda: entry_rows([entry_of(answer, product.id)], output, messages),
        answer.advice,
    )


def _write_report(
    answer: Answer, others: Sequence[Match], parsed: o.ParsedQuestion, signs: Signs, messages: Messages
) -> None:
    """Write the whole answer for a person; in an emergency that alone."""
    again = of_one_product(parsed.question)
    urgent = emergency(answer.advice, again, first_product(answer))
    if urgent:
        write_report(urgent, messages)
        return
    assumed, felt = assumed_line(parsed), sign_reasons(signs)
    lines: list[Line] = [*before_size(answer, felt), *one_product(answer, again, drawing()), *instead(others)]
    write_report([*lines, *runner_part(answer, felt, assumed)], messages)


def _several(products: Sequence[str], parsed: o.ParsedQuestion, signs: Signs, output: o.OutputOptions) -> None:
    """Answer for each product; leave with 0 where each has an answer, else with 2. Raises: BadInput."""
    policy = shipped_policy()
    only_one(parsed)
    if len(products) > MOST_AT_ONCE:
        raise BadInput.one("too_many", "product", str(len(products)), "cli_at_most_products", most=MOST_AT_ONCE)
    question, messages = one_question(parsed, output)
    answers = answers_about(catalog_for(question, output.database), question, policy, products, this_day())
    entries: Entries = [e if isinstance(e, BadInput) else with_signs(e, signs, policy) for e in answers]
    if output.is_document:
        _write_documents(entries, parsed, output, messages)
    elif not _tell_first(entries, signs, output, messages):
        rows = [
            _error_row(e, name, messages) if isinstance(e, BadInput) else entry_of(e, first_product(e))
            for e, name in zip(entries, products, strict=True)
        ]
        write_match_rows(entry_rows(rows, output, messages), output, messages, ERROR)
    if any(isinstance(e, BadInput) for e in entries):
        raise typer.Exit(Exit.USAGE)


def _write_documents(entries: Entries, parsed: o.ParsedQuestion, output: o.OutputOptions, messages: Messages) -> None:
    from ..documents.answer import entry_document

    detail = detail_of(parsed.question, output.detail, Detail.BRIEF)
    documents = [entry_document(e, messages, detail) for e in entries]
    for document in documents if output.form == "jsonl" else [with_assumed({"answers": documents}, parsed)]:
        output.write_document(document)


def _tell_first(entries: Entries, signs: Signs, output: o.OutputOptions, messages: Messages) -> bool:
    """Tell what goes before any size, and whether that is an emergency, which a person gets alone."""
    answer = next((e for e in entries if not isinstance(e, BadInput)), None)
    if answer is None:
        return False
    felt = sign_reasons(signs)
    if output.form != "table":
        tell_report(before_rows(answer.advice, felt), messages)
        return False
    urgent = emergency(answer.advice, of_one_product(answer.question), first_product(answer))
    write_report(urgent or before_size(answer, felt), messages)
    return bool(urgent)


def _error_row(bad: BadInput, reference: str, messages: Messages) -> Mapping[str, Any]:
    """Return the row of a name that stands for no product: the name as typed, and why."""
    text = " ".join(messages.problem(p.at("")) for p in bad.problems)
    return {"product": safe_repr(reference), "outcome": ERROR.name, "error": text}
