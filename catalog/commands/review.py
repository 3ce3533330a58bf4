"""`legfit review`: what waits for a person to decide whether it is for sport, and the decisions made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..app import review as reviews
from ..app.review import waiting_for
from ..documents.fields import text_up_to
from ..messages.messages import Messages
from ..model.did_you_mean import no_choice
from ..model.policy import shipped_policy
from ..model.problem import BadInput, Problem
from ..model.product import Decision, Product, Ruling
from ..model.product_name import full_name
from ..model.verdict import Gates
from .exit_codes import Exit
from .opening import catalog, loaded_catalog
from .options import groups as o
from .options import parameter
from .session import note
from .terminal.output import Column, write_json
from .terminal.pager import write_paged
from .terminal.screen import printable, screen, write_lines

if TYPE_CHECKING:
    from ..app.review import Entry

NAMES = ("product", "brand", "name", "why", "rule", "evidence")


@o.command(
    "review",
    'review compressport-ur2 --set sport --by "A. Buyer" --why "sold as running wear" --source https://example.com/page',
    o.output_options(NAMES),
)
def review(
    output: o.OutputOptions,
    product: Annotated[str | None, parameter.product()] = None,
    ruling: Annotated[str | None, typer.Option("--set", metavar="WORD", help="sport or medical.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides.")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="What the decision rests on.")] = None,
    source: Annotated[str | None, typer.Option("--source", metavar="URL", help="Where that was read.")] = None,
    undo: Annotated[bool, parameter.flag("--undo", "Take the decision in force back; needs --by and --why.")] = False,
) -> None:
    """List what waits for a person, or record a decision; exit 6 while something waits."""
    _check(product, {"--set": ruling, "--by": by, "--why": why, "--source": source}, undo=undo)
    if product is None:
        _waiting(output)
    elif ruling is not None:
        decision = Decision("", Ruling(ruling), by or "", reviews.today(), why or "", source or "", "")
        _record(output, product, decision, by or "", why or "")
    elif undo:
        _record(output, product, None, by or "", why or "")
    else:
        _show(output, product)


def _check(product: str | None, options: dict[str, str | None], *, undo: bool) -> None:
    """Check that the options go together. Raises: BadInput."""
    problems: list[Problem] = []
    rulings = tuple(r.value for r in Ruling)
    decides = options["--set"] is not None
    if decides and options["--set"] not in rulings:
        problems += no_choice("unknown_value", "--set", options["--set"] or "", rulings).problems
    if decides and undo:
        facts = (("one", "--set"), ("other", "--undo"))
        problems.append(Problem("contradiction", "--undo", "", "cli_either_or", "", facts))
    needed = ("--by", "--why", "--source") if decides else ("--by", "--why") if undo else ()
    problems += [
        Problem("missing", n, "", "cli_text", "cli_decision_carries") for n in needed if not (options[n] or "").strip()
    ]
    problems += reviews.unfit_texts(options, text_up_to(shipped_policy().whole("question.longest_text")).read)
    if product is None and (undo or any(options.values())):
        problems.append(Problem("missing", "product", "", "cli_decided_product"))
    if not decides and not undo:
        problems += [
            Problem("missing", "--set", "", "cli_one_of", "cli_given", (("choices", ", ".join(rulings)), ("option", n)))
            for n in ("--by", "--why", "--source")
            if options[n]
        ]
    if problems:
        raise BadInput(problems)


def _waiting(output: o.OutputOptions) -> None:
    snapshot, messages = loaded_catalog(output.database).snapshot, output.messages()
    kinds = {p.id: waiting_for(snapshot.gates[p.id]) for p in snapshot.products}
    rows = [_row(p, snapshot.gates[p.id], kinds[p.id], messages) for p in snapshot.products if kinds[p.id]]
    columns = [
        Column("product", keep=9),
        Column("brand", table=False),
        Column("name", table=False),
        Column("why", show=lambda v: messages.text(f"ui.review.{v}"), keep=8),
        Column("rule", keep=2),
        Column("evidence", keep=7, folds=True),
    ]
    if output.form == "table" and not output.columns:
        write_paged([line for row in output.rows(rows) for line in _waiting_lines(row, messages)][:-1])
    else:
        output.write_rows(columns, rows)
    if rows:
        waiting = messages.text("ui.review.waiting", {"count": len(rows), "product": rows[0]["product"]})
        note(waiting)
        raise typer.Exit(Exit.FINDINGS)


def _row(product: Product, gates: Gates, kind: str, messages: Messages) -> dict[str, Any]:
    verdict = gates.graduated if kind == "graduated" else gates.medical
    rule = next((m.removeprefix("rule:") for m in gates.medical.marks if m.startswith("rule:")), "")
    texts = [messages.sentence(r) for r in verdict.reasons if not r.code.endswith(".rule")]
    return {
        "product": product.id,
        "brand": product.brand,
        "name": product.name,
        "title": full_name(product),
        "why": kind,
        "rule": rule,
        "evidence": list(dict.fromkeys(texts)),
    }


def _waiting_lines(row: Mapping[str, Any], messages: Messages) -> list[str]:
    """Return what waits for a person as its name and the one sentence that matters most; no cell is that wide."""
    on = screen()
    lines = [on.bold(line) for line in on.paragraph(printable(f"{row['title']} [{row['product']}]"))]
    texts = [messages.text(f"ui.review.{row['why']}"), *row["evidence"][:1]]
    text = printable(" ".join(texts))
    return [*lines, *on.paragraph(text[:1].upper() + text[1:], "  "), ""]


def _show(output: o.OutputOptions, reference: str) -> None:
    """Write the verdicts of one product with their evidence, and its history."""
    loaded, messages = loaded_catalog(output.database), output.messages()
    product = loaded.finder.find(reference)
    with catalog(output.database) as engine:
        history = reviews.history(engine, product.id)
    gates = loaded.snapshot.gates[product.id]
    if output.is_json:
        output.write_document(_document(product, gates, history, messages))
    elif output.form == "table":
        write_lines(_report(product, gates, history, messages))
    else:
        output.write_rows([Column("part"), Column("text")], _parts(gates, history, messages))


def _document(product: Product, gates: Gates, history: Sequence[Entry], messages: Messages) -> dict[str, Any]:
    from ..documents.reason import verdict_document

    return {
        "product": product.id,
        "waits_for": waiting_for(gates) or None,
        "medical": verdict_document(gates.medical, messages),
        "graduated": verdict_document(gates.graduated, messages),
        "history": [
            {"number": e.number, "action": e.action.value, "by": e.by, "on": e.on, "why": e.why, "source": e.source}
            for e in history
        ],
    }


def _report(product: Product, gates: Gates, history: Sequence[Entry], messages: Messages) -> list[str]:
    on = screen()
    lines = on.paragraph(printable(f"{full_name(product)} [{product.id}]"))
    for name, verdict in (("sport", gates.medical), ("gradient", gates.graduated)):
        outcome = messages.text(f"ui.outcome.{verdict.outcome.value}")
        lines += ["", on.bold(messages.text(f"ui.why.{name}", {"outcome": outcome}))]
        lines += [t for r in verdict.reasons for t in on.paragraph(printable(messages.sentence(r)), "- ", "  ")]
    lines += ["", on.bold(messages.text("ui.review.history"))] if history else []
    return lines + [t for e in history for t in on.paragraph(printable(_entry(e)), "- ", "  ")]


def _parts(gates: Gates, history: Sequence[Entry], messages: Messages) -> list[dict[str, str]]:
    """Return verdicts and history as rows for a file."""
    verdicts = (("medical", gates.medical), ("graduated", gates.graduated))
    rows = [{"part": part, "text": messages.sentence(r)} for part, verdict in verdicts for r in verdict.reasons]
    return rows + [{"part": "history", "text": _entry(e)} for e in history]


def _entry(entry: Entry) -> str:
    return " · ".join(x for x in (entry.on, entry.action.value, entry.by, entry.why, entry.source) if x)


def _record(output: o.OutputOptions, reference: str, decision: Decision | None, by: str, why: str) -> None:
    """Record a decision about a product, or take the one in force back, and write what holds now."""
    policy, messages = shipped_policy(), output.messages()
    product = loaded_catalog(output.database).finder.find(reference)
    with catalog(output.database) as engine:
        if decision is not None:
            done, gates = "decided", reviews.decide(engine, product, decision, policy)
        else:
            done, gates = "undone", reviews.undo(engine, product, policy, by=by, on=reviews.today(), why=why)
    outcome = gates.medical.outcome.value
    if output.is_json:
        write_json({"product": product.id, "done": done, "outcome": outcome})
        return
    facts = {"product": full_name(product), "outcome": messages.text(f"ui.outcome.{outcome}")}
    write_lines([printable(messages.text(f"ui.review.{done}", facts))])
