"""What stands under an answer: what `--why` and `--plan` add, and always the health questions for firm products."""

from __future__ import annotations

from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..report.advice import checklist_lines, plan_lines, study_lines
from ..report.product import any_firm, match_reasons
from .terminal.report_output import write_report


def write_extras(answer: Answer, messages: Messages, *, why: bool = False, plan: bool = False) -> None:
    """Write the reasons, studies and plan that were asked for; the health questions always where a product is firm."""
    firm, advice = any_firm(answer), answer.advice
    if not (why or plan or firm):
        return
    from ..search.advice import health_checklist, studies_behind, wear_plan_for

    lines = match_reasons(answer) if why else []
    lines += study_lines(studies_behind(advice)) if why and advice else []
    lines += plan_lines(wear_plan_for(answer.question, advice, shipped_policy())) if plan and advice else []
    lines += checklist_lines(health_checklist(firm=firm)) if plan or firm else []
    write_report(lines, messages)
