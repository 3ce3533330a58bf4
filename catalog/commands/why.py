"""`legfit why PRODUCT`: the whole tree of verdicts, from the same answer that ranks the product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from ..app.timing import this_day
from ..model.answer import Answer
from ..model.policy import Threshold, shipped_policy
from ..model.problem import BadInput
from ..model.product import Product
from ..model.question import Detail, FitSign, Question
from ..model.verdict import Gates
from .advise import show_advice
from .extras import write_extras
from .lazy_group import Command
from .misuse import HELP
from .opening import loaded_catalog
from .options import groups as o
from .options.completion import complete_product
from .options.fit_signs import signing
from .run_question import leave_with, only_one, sure_of, with_assumed
from .terminal.output import write_json, write_rows
from .terminal.screen import screen, write_lines
from .terminal.table import Column
from .terminal.tree import tree_lines
from .urgent import before_rows, before_size, emergency_call
from .why_tree import why_tree

EXAMPLE = 'Example: legfit why compressport-ur2 --calf "36.5 cm" --for half'
NAMES = ("part", "text")
WHICH = "Id, name, SKU or GTIN; without one, the advice for the runner alone."


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("why", cls=Command, epilog=EXAMPLE)(
        o.takes(o.questioning(*o.ONE_PRODUCT), signing(), o.viewing(NAMES, lists=False, detail=True))(why)
    )


def why(
    asked: o.ParsedQuestion,
    signs: frozenset[FitSign],
    view: o.OutputOptions,
    product: Annotated[
        str | None, typer.Argument(metavar="PRODUCT", help=WHICH, autocompletion=complete_product, show_default=False)
    ] = None,
) -> None:
    """Print the whole tree: every gate and signal, every band with the leg on it, every rule and number used."""
    from ..search.advice import asks_for_advice, with_signs
    from ..search.lookup import detail_of

    question = only_one(asked, view)
    words = view.messages(question.units)
    if product is None:
        if not asks_for_advice(question):
            raise BadInput.one("missing", "product", "", "cli_argument", HELP, name="PRODUCT", command="legfit why")
        show_advice(asked, view, why=True, whole=True)
        return
    sure_of(question, words, view, shipped_policy())
    found, one, gates, used = answered(view, question, product)
    found = with_signs(found, signs, shipped_policy())
    if view.is_json:
        from ..documents.why import why_document

        document = why_document(found, one, gates, used, words, detail_of(question, view.detail, Detail.FULL))
        write_json(with_assumed(document, asked), line=view.form == "jsonl")
    else:
        root = why_tree(found, one, list(used), words)
        if view.form == "table":
            call = emergency_call(found.advice, words, screen())
            first = [*call, ""] if call else before_size(found, signs, words, screen())
            write_lines([*first, *tree_lines(root, screen())])
            write_extras(found, question, words)
        else:
            before_rows(found.advice, words)
            rows = [{"part": part.text, "text": text} for part in root.under for text in _flat(part)]
            write_rows([Column(n, words.text(f"ui.col.{n}")) for n in NAMES], rows, view.form)
    if question.legs or question.same_as:
        leave_with(found.counts)


def answered(
    view: o.OutputOptions, question: Question, product: str
) -> tuple[Answer, Product, Gates, tuple[Threshold, ...]]:
    """The answer for one product, its stored gates, and every policy number that was read on the way."""
    from ..search.lookup import answer_about, named
    from ..search.policy_trace import figures_used

    catalog, policy = loaded_catalog(view.database), shipped_policy()
    (one,) = named(catalog, [product])
    found = answer_about(catalog, question, policy, [one], this_day())
    return found, one, catalog.snapshot.gates[one.id], figures_used(catalog, question, one, policy)


def _flat(branch: Any) -> Iterator[str]:
    for child in branch.under:
        yield child.text
        yield from _flat(child)
