"""`legfit compare PRODUCT PRODUCT …`: products side by side for one leg."""

from __future__ import annotations

from typing import Annotated

import typer

from ..app.timing import this_day, today
from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..report.matches import MATCH_NAMES, entry_of, row_of
from ..report.plain import worded_row
from ..report.search import next_step
from ..report.urgent import before_rows, before_size, emergency
from .health_questions import write_extras
from .lazy_group import Command
from .match_listing import beside_rows, draws, entry_rows, match_columns, write_match_rows
from .opening import loaded_catalog
from .options import groups as o
from .options.completion import complete_product
from .repeat import of_one_product
from .run_question import leave_with, only_one, sure_of, with_assumed
from .terminal.output import Column, write_json
from .terminal.report_output import tell_report, write_report
from .terminal.screen import screen, write_lines
from .terminal.table import cards, cautioned, table_lines

EXAMPLE = 'Example: legfit compare compressport-ur2 compressport-r2-2012 --calf "36.5 cm"'


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    told = o.takes(o.questioning(*o.ONE_PRODUCT), o.viewing(MATCH_NAMES, detail=True))
    app.command("compare", cls=Command, epilog=EXAMPLE)(told(compare))


def compare(
    products: Annotated[
        list[str],
        typer.Argument(metavar="PRODUCT", help="Two products or more: ids or names.", autocompletion=complete_product),
    ],
    asked: o.ParsedQuestion,
    view: o.OutputOptions,
) -> None:
    """Put products side by side for one leg."""
    from ..search.lookup import answer_about, products_named

    question = only_one(asked, view)
    messages = view.messages(question.units)
    sure_of(question, messages, view, shipped_policy())
    catalog = loaded_catalog(view.database)
    wanted = list({p.id: p for p in products_named(catalog, products)}.values())
    if len(wanted) < 2:
        raise BadInput.one("too_few", "products", products[0], "cli_two_products")
    found = answer_about(catalog, question, shipped_policy(), wanted, this_day())
    order = [p.id for p in wanted]
    if view.is_document:
        from ..documents.answer import answer_document
        from ..search.lookup import detail_of

        document = answer_document(found, messages, detail_of(question, view.detail))
        write_json(with_assumed(document, asked), line=view.form == "jsonl")
    elif view.form == "table":
        _told(found, order, view, messages)
    else:
        tell_report(before_rows(found.advice), messages)
        rows = entry_rows([entry_of(found, i) for i in order], view, messages)
        write_match_rows(rows, view, messages)
    leave_with(found.counts)


def _told(found: Answer, order: list[str], view: o.OutputOptions, messages: Messages) -> None:
    """Everything for a person; in an emergency that alone, and a clinician first before any size."""
    again = of_one_product(found.question)
    urgent = emergency(found.advice, again, order[0])
    write_report(urgent or before_size(found), messages)
    if not urgent:
        _side_by_side(found, order, view, messages)
        # What a search asks for next is what the empty columns wait for.
        write_report(next_step(found, again) if found.reasons else [], messages)
        write_extras(found, messages)


def _side_by_side(found: Answer, order: list[str], view: o.OutputOptions, messages: Messages) -> None:
    """A line for each thing compared, a column for each product."""
    rows = [worded_row(row_of(entry_of(found, i), today(), drawn=draws()), messages, view.columns) for i in order]
    shown = [c for c in view.pick(match_columns(messages)) if c.name not in ("brand", "name", "product")]
    shown = [c for c in shown if c.table or c.name == "outcome"]
    on = screen()
    if on.width is not None and on.width < max(60, (len(rows) + 1) * 16):
        titled = [Column("title", "", keep=9), Column("product", "", keep=9), *shown]
        write_lines(cards(titled, [[c.shown(r.get(c.name)) for c in titled] for r in rows], on, beside_rows(rows)))
        return
    heads = [Column("what", "", keep=9)]
    heads += [Column(str(r["product"]), str(r["title"]), keep=9, folds=True) for r in rows]
    cells = [["", *(str(r["title"]) for r in rows)]]
    cells += [[c.heading, *(c.shown(r.get(c.name)) or "–" for r in rows)] for c in shown]
    cells += [[messages.text("ui.col.product"), *(str(r["product"]) for r in rows)]]
    bare = [Column(h.name, "", keep=9, folds=True) for h in heads]
    write_lines(table_lines(bare, cells, on, heads=False)[0])
    told = [f"{r['title']}: {text}" for r in rows for text in r["beside"]]
    write_lines(["", *cautioned(told, on)] if told else [])
