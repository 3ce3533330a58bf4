"""`legfit size PRODUCT`: one product for one leg."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from ..app.timing import this_day
from ..messages.messages import Messages
from ..model.advice_lead import emergency_of
from ..model.answer import Answer, Match
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.question import FitSign, Question
from ..report.lines import BLANK, Line
from ..report.matches import MATCH_NAMES, entry_of
from ..report.product import instead, one_product, runner_part
from ..report.urgent import before_rows, before_size, emergency, first_product
from ..search.advice import sign_reasons, with_signs
from ..search.loaded_catalog import LoadedCatalog
from ..search.lookup import answer_about, products_named
from .health_questions import write_extras
from .many import Reply, answer_lines
from .match_listing import COLUMNS, entry_rows, write_match_rows
from .opening import loaded_catalog, product_of
from .options import groups as o
from .options.fit_signs import sign_options
from .options.parameter import PANEL, Plan, flag, product
from .repeat import of_one_product
from .run_question import answer_document_of, assumed_line, leave_without_size, one_question, write_answer
from .several import several
from .terminal.report_output import tell_report, write_report


@o.command(
    "size", 'size compressport-ur2 --calf "36.5 cm"',
    o.question_options(*o.ONE_PRODUCT), sign_options(), o.output_options(MATCH_NAMES, detail=True),
)  # fmt: skip
def size(
    products: Annotated[list[str], product()],
    parsed: o.ParsedQuestion,
    signs: frozenset[FitSign],
    output: o.OutputOptions,
    plan: Plan = False,
    why: Annotated[bool, flag("--why", "The studies behind the advice.", PANEL)] = False,
) -> None:
    """Which size of one product fits this leg, and why; and what does fit where it does not.

    Several products get a short answer each, in order.
    """
    if len(products) > 1:
        _refuse({"--plan": plan, "--why": why})
        several(products, parsed, signs, output)
        return
    if parsed.lines is not None:
        catalog = loaded_catalog(output.database)
        answer_lines(parsed, output, COLUMNS, lambda q: _reply(catalog, q, products[0], signs, output))
        return
    question, messages = one_question(parsed, output)
    answer, others = _answer(question, products[0], output.database)
    answer = with_signs(answer, signs, shipped_policy())
    if output.is_document:
        write_answer(answer, output, messages, parsed)
    elif output.form == "table" and (not output.columns or emergency_of(answer.advice) is not None):
        _write_report(answer, others, parsed, signs, messages, why=why, plan=plan)
    else:
        tell_report(before_rows(answer.advice, sign_reasons(signs)), messages)
        rows = entry_rows([entry_of(answer, first_product(answer))], output, messages)
        write_match_rows(rows, output, messages)
    leave_without_size(answer.counts)


def _refuse(options: Mapping[str, bool]) -> None:
    """Refuse options that are for a single product. Raises: BadInput where one was typed."""
    typed = [name for name, is_typed in options.items() if is_typed]
    if typed:
        raise BadInput(Problem("contradiction", name, "", "cli_one_product") for name in typed)


def _answer(question: Question, reference: str, database: str | None) -> tuple[Answer, Sequence[Match]]:
    """Return the answer for a product, and the products that hold the leg where it has no size.

    The rest of the catalog is not read where the product answers by itself.
    """
    from ..search.lookup import others_for

    policy = shipped_policy()
    alone = product_of(database, reference) if question.same_as is None else None
    if alone is not None:
        answer = answer_about(alone, question, policy, alone.snapshot.products, this_day())
        if answer.matches or not question.legs:
            return answer, ()
    catalog = loaded_catalog(database)
    (product,) = products_named(catalog, [reference])
    answer = answer_about(catalog, question, policy, [product], this_day())
    if answer.matches or not (question.legs or question.same_as):
        return answer, ()
    return answer, others_for(catalog, question, policy, product, today=this_day())


def _reply(
    catalog: LoadedCatalog, question: Question, reference: str, signs: frozenset[FitSign], output: o.OutputOptions
) -> Reply:
    """Return what one of many questions gets."""
    policy, messages = shipped_policy(), output.messages(question.units)
    (product,) = products_named(catalog, [reference])
    answer = with_signs(answer_about(catalog, question, policy, [product], this_day()), signs, policy)
    return Reply(
        lambda: answer_document_of(answer, output, messages),
        lambda: entry_rows([entry_of(answer, product.id)], output, messages),
        answer.advice,
    )


def _write_report(
    answer: Answer,
    others: Sequence[Match],
    parsed: o.ParsedQuestion,
    signs: frozenset[FitSign],
    messages: Messages,
    *,
    why: bool,
    plan: bool,
) -> None:
    """Write the whole answer for a person; in an emergency that alone."""
    again = of_one_product(parsed.question)
    urgent = emergency(answer.advice, again, first_product(answer))
    if urgent:
        write_report(urgent, messages)
        return
    assumed, felt = assumed_line(parsed), sign_reasons(signs)
    lines: list[Line] = [*before_size(answer, felt), *one_product(answer, again), *instead(others)]
    lines += [BLANK, assumed] if assumed else []
    write_report([*lines, *runner_part(answer, felt)], messages)
    write_extras(answer, messages, why=why, plan=plan)
