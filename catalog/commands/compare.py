"""`legfit compare PRODUCT PRODUCT …`: products side by side for one leg."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from ..app.timing import this_day, today
from ..messages.messages import Messages
from ..model.answer import Answer
from ..model.policy import shipped_policy
from ..model.problem import BadInput
from ..report.matches import MATCH_NAMES, entry_of, row_of
from ..report.plain import worded_row
from ..report.search import next_step
from ..report.urgent import before_rows, before_size, emergency
from ..search.lookup import answer_about, products_named
from .drawing import draws
from .health_questions import write_extras
from .match_listing import COLUMNS, Row, beside_rows, entry_rows, write_match_rows
from .opening import catalog_for
from .options import groups as o
from .options.output import headed
from .options.parameter import product
from .repeat import of_one_product
from .run_question import leave_without_size, one_question, write_answer
from .terminal.output import Column
from .terminal.report_output import tell_report, write_report
from .terminal.screen import screen, write_lines
from .terminal.table import CARDS_BELOW, cards, cautioned, table_lines

COLUMN_OF_A_PRODUCT = 16
"""Least room for a product beside others."""


@o.command(
    "compare", (
        "compare compressport-ur2 compressport-r2-2012 --calf 36.5cm",
        "compare compressport-ur2 compressport-r2-2012 -c 36.5cm --format md",
    ),
    o.question_options(*o.ONE_PRODUCT), o.output_options(MATCH_NAMES, detail=True),
)  # fmt: skip
def compare(
    products: Annotated[list[str], product("Two products or more: ids or names.")],
    parsed: o.ParsedQuestion,
    output: o.OutputOptions,
) -> None:
    """Put products side by side for one leg."""
    question, messages = one_question(parsed, output)
    catalog = catalog_for(question, output.database)
    by_id = {p.id: p for p in products_named(catalog, products)}
    if len(by_id) < 2:
        raise BadInput.one("too_few", "products", products[0], "cli_two_products")
    answer = answer_about(catalog, question, shipped_policy(), list(by_id.values()), this_day())
    if output.is_document:
        write_answer(answer, output, messages, parsed)
    elif output.form == "table":
        _write_report(answer, list(by_id), output, messages)
    else:
        tell_report(before_rows(answer.advice), messages)
        write_match_rows(entry_rows([entry_of(answer, i) for i in by_id], output, messages), output, messages)
    leave_without_size(answer.counts)


def _write_report(answer: Answer, ids: Sequence[str], output: o.OutputOptions, messages: Messages) -> None:
    """Write everything for a person; in an emergency that alone, and a clinician first before any size."""
    again = of_one_product(answer.question)
    urgent = emergency(answer.advice, again, ids[0])
    write_report(urgent or before_size(answer), messages)
    if not urgent:
        rows = [worded_row(row_of(entry_of(answer, i), today(), drawn=draws()), messages, output.columns) for i in ids]
        write_lines(_side_by_side(rows, output, messages))
        # What a search asks for next is what the empty columns wait for.
        write_report(next_step(answer, again) if answer.reasons else [], messages)
        write_extras(answer, messages)


def _side_by_side(rows: Sequence[Row], output: o.OutputOptions, messages: Messages) -> list[str]:
    """Return a line for each thing compared, a column for each product; cards where these have no room."""
    on = screen()
    picked = [c for c in output.pick(COLUMNS) if c.name not in ("brand", "name", "product")]
    columns = headed((c for c in picked if c.table or c.name == "outcome"), messages)
    if on.width is not None and on.width < max(CARDS_BELOW, (len(rows) + 1) * COLUMN_OF_A_PRODUCT):
        columns = [Column("title", ""), *columns]
        return cards(columns, [[c.shown(row.get(c.name)) for c in columns] for row in rows], on, beside_rows(rows))
    cells = [["", *(str(row["title"]) for row in rows)]]
    cells += [[c.heading, *(c.shown(row.get(c.name)) or "–" for row in rows)] for c in columns]
    sides = [Column(str(place), "", keep=9, folds=True) for place in range(len(cells[0]))]
    cautions = [f"{row['title']}: {text}" for row in rows for text in row["beside"]]
    lines, _ = table_lines(sides, cells, on, heads=False)
    return [*lines, "", *cautioned(cautions, on)] if cautions else lines
