"""`legfit size PRODUCT`: one product for one leg."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..question import Question
from ..words import Words
from . import options as o
from .exits import Exit
from .opening import snapshot_of
from .output import chosen_format, write_json, write_rows
from .render import MATCH_COLUMNS, match_row, one_product

EXAMPLE = 'Example: legfit size compressport-ur2 --calf "36.5 cm"'


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("size", epilog=EXAMPLE)(o.asks(size))


def size(
    question: Question,
    product: Annotated[str, typer.Argument(help="Id, name, SKU or GTIN.")],
    lang: o.Language = None,
    form: o.Format = None,
    as_json: o.Json = False,
    database: o.Database = None,
) -> None:
    """Which size of one product fits this leg, and why."""
    from ..document import answer_document
    from ..lookup import answer_for
    from ..policy import shipped_policy

    shape = chosen_format(form, as_json)
    found = answer_for(snapshot_of(database), question, shipped_policy(), [product])
    words = Words(lang or "en", question.units)
    match shape:
        case "json" | "jsonl":
            write_json(answer_document(found, words))
        case "table":
            sys.stdout.write("\n".join(one_product(found, words)) + "\n")
        case _:
            write_rows(MATCH_COLUMNS, [match_row(m, words) for m in found.matches], shape)
    if not found.matches:
        raise typer.Exit(Exit.NOTHING_FITS)
