"""`legfit advise`: when wearing is worth it for this runner, without any product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ..documents.records import as_data
from ..messages.messages import Messages
from ..model.advice_lead import clinician_first
from ..model.policy import shipped_policy
from ..model.question import Question
from ..model.verdict import Advice
from ..report.advice import PHASES, checklist_lines, plan_lines, study_lines, whole_advice
from ..report.lines import BLANK, Line, say
from ..report.urgent import before_rows, emergency
from ..search.advice import AdviceRequest, advice_for, health_checklist, studies_behind, wear_plan_for
from .many import Reply, answer_lines
from .options import groups as o
from .options.parameter import PANEL, Plan, flag
from .repeat import of_one_product
from .run_question import assumed_line, one_question, with_assumed
from .terminal.output import Column
from .terminal.report_output import tell_report, write_report

if TYPE_CHECKING:
    from ..documents.answer import AdviceAnswerDocument

NAMES = ("phase", "verdict", "rules")
COLUMNS = tuple(map(Column, NAMES))


@o.command(
    "advise", (
        "advise --for half --experience beginner --symptom calf_tightness --plan",
        "advise --distance 30km --surface trail --not-tested",
        "advise --for rest-day --hours-since-hard 20",
    ),
    o.question_options(*o.RUNNER_ALONE), o.output_options(NAMES, lists=False, detail=True),
)  # fmt: skip
def advise(
    parsed: o.ParsedQuestion,
    output: o.OutputOptions,
    plan: Plan = False,
    why: Annotated[bool, flag("--why", "The studies, with links.", PANEL)] = False,
) -> None:
    """When wearing compression is worth it: before, during and after this run, with the evidence."""
    policy = shipped_policy()
    if parsed.lines is not None:
        answer_lines(parsed, output, COLUMNS, lambda q: _reply(q, advice_for(q, policy), output))
        return
    one_question(parsed, output)
    show_advice(parsed, output, why=why, plan=plan)


def show_advice(
    parsed: o.ParsedQuestion, output: o.OutputOptions, *, why: bool, plan: bool = False, whole: bool = False
) -> None:
    """Write the advice for a runner in the form that was asked for.

    In an emergency a person gets that alone, with the command for everything else; `whole` puts all of it after it.
    """
    question, messages = parsed.question, output.messages(parsed.question.units)
    advice = advice_for(question, shipped_policy(), AdviceRequest(why=why))
    if output.is_json:
        document = with_assumed(_document(question, advice, output), parsed)
        output.write_document({**as_data(document), **_extras(question, advice, messages, why=why, plan=plan)})
    elif output.form == "table":
        urgent = emergency(advice, of_one_product(question))
        write_report(urgent[:-1] if whole else urgent, messages)
        if whole or not urgent:
            write_report(_report(advice, parsed, why=why, plan=plan), messages)
    else:
        tell_report(before_rows(advice), messages)
        output.write_rows(COLUMNS, _rows(advice))


def _extras(question: Question, advice: Advice, messages: Messages, *, why: bool, plan: bool) -> dict[str, Any]:
    """Return the fields that the document has only where they were asked for: the plan and the studies."""
    from ..documents.reason import reason_document

    fields: dict[str, Any] = {}
    if plan:
        steps = (*wear_plan_for(question, advice, shipped_policy()), *health_checklist(firm=False))
        fields["plan"] = [reason_document(r, messages) for r in steps]
    if why:
        studies = [cited.study for cited in studies_behind(advice) if cited.notes]
        fields["sources"] = [{"id": s.id, "title": s.title, "links": list(s.links)} for s in studies]
    return fields


def _reply(question: Question, advice: Advice, output: o.OutputOptions) -> Reply:
    return Reply(lambda: _document(question, advice, output), lambda: _rows(advice) or [{}], advice)


def _document(question: Question, advice: Advice, output: o.OutputOptions) -> AdviceAnswerDocument:
    """Return the document of an advice, the same as over HTTP."""
    from .. import __version__
    from ..app.catalog import versions_now
    from ..app.settings import database_url
    from ..documents.answer import advice_answer_document
    from ..model.answer import MadeBy
    from ..model.offer import offers_text
    from ..search.lookup import detail_of

    policy = shipped_policy()
    version, offers_version = versions_now(database_url(output.database), policy)
    made_by = MadeBy(__version__, policy.version, version.text, offers_text(offers_version))
    messages, detail = output.messages(question.units), detail_of(question, output.detail)
    return advice_answer_document(made_by, question, advice, messages, detail)


def _rows(advice: Advice) -> list[dict[str, Any]]:
    answer = [(p, getattr(advice, p)) for p in PHASES]
    return [{"phase": p, "verdict": a.verdict.value, "rules": list(a.rules)} for p, a in answer if a is not None]


def _report(advice: Advice, parsed: o.ParsedQuestion, *, why: bool, plan: bool) -> list[Line]:
    """Return the whole advice as a person reads it, with the plan and the studies where they were asked for."""
    lines = whole_advice(advice) if advice.headline or advice.notes else []
    assumed = assumed_line(parsed)
    if assumed:
        lines = [*lines, BLANK, assumed] if clinician_first(advice) else [assumed, BLANK, *lines]
    if advice.headline is None:
        lines = [say("ui.advice.ask"), BLANK, *lines]
    if plan:
        lines += plan_lines(wear_plan_for(parsed.question, advice, shipped_policy()))
        lines += checklist_lines(health_checklist(firm=False))
    return lines + (study_lines(studies_behind(advice)) if why else [])
