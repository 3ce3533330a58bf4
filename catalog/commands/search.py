"""`legfit search`: the whole catalog for one leg."""

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
from .render import MATCH_COLUMNS, left_out, match_row

EXAMPLE = 'Example: legfit search --garment calf_sleeve --calf "36.5 cm"'


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("search", epilog=EXAMPLE)(o.asks(search))


def search(
    question: Question,
    garment: Annotated[
        str | None,
        typer.Option("--garment", help="sock, calf_sleeve, thigh_sleeve, full_leg_sleeve, shorts, tights or any."),
    ] = None,
    lang: o.Language = None,
    form: o.Format = None,
    as_json: o.Json = False,
    database: o.Database = None,
) -> None:
    """Search the catalog for one leg."""
    from ..document import answer_document
    from ..lookup import answer
    from ..policy import shipped_policy

    shape = chosen_format(form, as_json)
    found = answer(snapshot_of(database), question, shipped_policy())
    words = Words(lang or "en", question.units)
    if shape in ("json", "jsonl"):
        write_json(answer_document(found, words))
    else:
        write_rows(MATCH_COLUMNS, [match_row(m, words) for m in found.matches], shape)
        for line in (*left_out(found), *(words.sentence(r) for r in found.reasons)):
            sys.stderr.write(f"{line}\n")
    if not found.matches:
        raise typer.Exit(Exit.NOTHING_FITS)
