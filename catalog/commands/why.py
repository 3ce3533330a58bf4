"""`legfit why PRODUCT`: the whole tree of verdicts, from the same answer that ranks the product."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated

from ..app.timing import this_day
from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..model.question import Detail, FitSign
from ..report.lines import BLANK, Line
from ..report.plain import line_text
from ..report.urgent import before_rows, before_size, emergency_call
from ..report.why import why_report
from ..search.advice import asks_for_advice, sign_reasons, with_signs
from .advise import show_advice
from .health_questions import write_extras
from .opening import catalog_for
from .options import groups as o
from .options import parameter
from .options.typed import HELP
from .run_question import leave_without_size, one_question, only_one, with_assumed
from .terminal.pager import write_paged
from .terminal.report_output import tell_report, write_report
from .terminal.rich_console import Branch, tree_lines
from .terminal.screen import screen
from .terminal.table import Column

NAMES = ("part", "text")
WHICH = "Id, name, SKU or GTIN; without one, the advice for the runner alone."


@o.command(
    "why", ("why compressport-ur2 --calf 36.5cm --for half", "why compressport-ur2 -c left=36cm -c right=37cm"),
    o.question_options(*o.ONE_PRODUCT), o.SIGNS, o.output_options(NAMES, lists=False, detail=True),
)  # fmt: skip
def why(
    parsed: o.ParsedQuestion,
    signs: frozenset[FitSign],
    output: o.OutputOptions,
    product: Annotated[str | None, parameter.product(WHICH)] = None,
) -> None:
    """Print the whole tree: every gate and signal, every band with the leg on it, every rule and number used."""
    question = only_one(parsed)
    if product is None:
        if not asks_for_advice(question):
            raise BadInput.one("missing", "product", "", "cli_argument", HELP, name="PRODUCT", command="legfit why")
        show_advice(parsed, output, why=True, whole=True)
    else:
        _explain(product, parsed, signs, output)


def _explain(product: str, parsed: o.ParsedQuestion, signs: frozenset[FitSign], output: o.OutputOptions) -> None:
    from ..search.lookup import answer_about, detail_of, products_named
    from ..search.policy_trace import figures_used

    question, messages = one_question(parsed, output)
    catalog, policy = catalog_for(question, output.database), shipped_policy()
    (record,) = products_named(catalog, [product])
    answer = with_signs(answer_about(catalog, question, policy, [record], this_day()), signs, policy)
    thresholds = figures_used(catalog, question, record, policy)
    if output.is_json:
        from ..documents.why import why_document

        gates, detail = catalog.snapshot.gates[record.id], detail_of(question, output.detail, Detail.FULL)
        document = why_document(answer, record, gates, thresholds, messages, detail)
        output.write_document(with_assumed(document, parsed))
    else:
        _write_report(answer, why_report(answer, record, thresholds), signs, output, messages)
    if question.legs or question.same_as:
        leave_without_size(answer.counts)


def _write_report(
    answer: Answer, lines: Sequence[Line], signs: frozenset[FitSign], output: o.OutputOptions, messages: Messages
) -> None:
    """Write the tree, or its lines as rows of a file; an emergency, or what the wearer feels, stands before it."""
    if output.form != "table":
        tell_report(before_rows(answer.advice), messages)
        output.write_rows(map(Column, NAMES), _rows(lines, messages))
        return
    call = emergency_call(answer.advice)
    write_report([*call, BLANK] if call else before_size(answer, sign_reasons(signs)), messages)
    write_paged(tree_lines(_tree(lines, messages), screen()))
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
