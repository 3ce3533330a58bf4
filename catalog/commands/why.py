"""`legfit why PRODUCT`: the whole tree of verdicts, from the same answer that ranks the product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from msgspec import Struct

from ..app.timing import this_day
from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import Threshold, shipped_policy
from ..model.problem import BadInput
from ..model.product import Product
from ..model.question import Detail, FitSign, Question
from ..model.verdict import Gates
from ..report.lines import BLANK, Line
from ..report.plain import line_text
from ..report.urgent import before_rows, before_size, emergency_call
from ..report.why import why_report
from ..search.advice import sign_reasons
from .advise import show_advice
from .health_questions import write_extras
from .misuse import HELP
from .opening import loaded_catalog
from .options import groups as o
from .options import parameter
from .options.fit_signs import sign_options
from .run_question import leave_without_size, one_question, only_one, with_assumed
from .terminal.report_output import tell_report, write_report
from .terminal.screen import screen, write_lines
from .terminal.table import Column
from .terminal.tree import Branch, tree_lines

NAMES = ("part", "text")
WHICH = "Id, name, SKU or GTIN; without one, the advice for the runner alone."


@o.command(
    "why", 'why compressport-ur2 --calf "36.5 cm" --for half',
    o.question_options(*o.ONE_PRODUCT), sign_options(), o.output_options(NAMES, lists=False, detail=True),
)  # fmt: skip
def why(
    parsed: o.ParsedQuestion,
    signs: frozenset[FitSign],
    output: o.OutputOptions,
    product: Annotated[str | None, parameter.product(WHICH)] = None,
) -> None:
    """Print the whole tree: every gate and signal, every band with the leg on it, every rule and number used."""
    from ..search.advice import asks_for_advice

    question = only_one(parsed)
    if product is None:
        if not asks_for_advice(question):
            raise BadInput.one("missing", "product", "", "cli_argument", HELP, name="PRODUCT", command="legfit why")
        show_advice(parsed, output, why=True, whole=True)
        return
    question, messages = one_question(parsed, output)
    explained = _explain(question, product, signs, output.database)
    if output.is_json:
        output.write_document(with_assumed(_document(explained, output, messages), parsed))
    else:
        _write_report(explained, signs, output, messages)
    if question.legs or question.same_as:
        leave_without_size(explained.answer.counts)


class Explained(Struct, frozen=True):
    """The answer for one product, its stored gates, and every policy number that was read on the way."""

    answer: Answer
    product: Product
    gates: Gates
    thresholds: tuple[Threshold, ...]


def _explain(question: Question, reference: str, signs: frozenset[FitSign], database: str | None) -> Explained:
    from ..search.advice import with_signs
    from ..search.lookup import answer_about, products_named
    from ..search.policy_trace import figures_used

    catalog, policy = loaded_catalog(database), shipped_policy()
    (product,) = products_named(catalog, [reference])
    answer = with_signs(answer_about(catalog, question, policy, [product], this_day()), signs, policy)
    return Explained(
        answer, product, catalog.snapshot.gates[product.id], figures_used(catalog, question, product, policy)
    )


def _document(explained: Explained, output: o.OutputOptions, messages: Messages) -> Any:
    from ..documents.why import why_document
    from ..search.lookup import detail_of

    answer, product, gates, thresholds = explained.answer, explained.product, explained.gates, explained.thresholds
    detail = detail_of(answer.question, output.detail, Detail.FULL)
    return why_document(answer, product, gates, thresholds, messages, detail)


def _write_report(explained: Explained, signs: frozenset[FitSign], output: o.OutputOptions, messages: Messages) -> None:
    """Write the tree, or its lines as rows of a file; an emergency, or what the wearer feels, stands before it."""
    answer = explained.answer
    lines = why_report(answer, explained.product, explained.thresholds)
    if output.form != "table":
        tell_report(before_rows(answer.advice), messages)
        output.write_rows(map(Column, NAMES), _rows(lines, messages))
        return
    call = emergency_call(answer.advice)
    write_report([*call, BLANK] if call else before_size(answer, sign_reasons(signs)), messages)
    write_lines(tree_lines(_tree(lines, messages), screen()))
    write_extras(answer, messages)


def _tree(lines: Iterable[Line], messages: Messages) -> Branch:
    """Return the lines as a tree: each under the last one of the level above it."""
    stems: list[Branch] = []
    for line in lines:
        branch = Branch(f"{line.mark}{line_text(line, messages)}")
        if line.level:
            stems[line.level - 1].under.append(branch)
        stems[line.level :] = [branch]
    return stems[0]


def _rows(lines: Iterable[Line], messages: Messages) -> list[dict[str, str]]:
    """Return every line below a part, with that part."""
    rows, part = [], ""
    for line in lines:
        text = f"{line.mark}{line_text(line, messages)}"
        if line.level > 1:
            rows.append({"part": part, "text": text})
        else:
            part = text
    return rows
