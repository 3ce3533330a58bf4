"""`legfit why PRODUCT`: the whole tree of verdicts, from the same answer that ranks the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from ..answer import Answer
from ..policy import Policy, Threshold, shipped_policy
from ..product import Product
from ..words import Words
from . import options as o
from .answering import nothing_fits, only_one, sure_of, with_assumed
from .completion import complete_product
from .opening import snapshot_of
from .output import write_json, write_rows
from .screen import screen, write_lines
from .session import SESSION
from .table import Column
from .tree import tree_lines
from .why_tree import why_tree

EXAMPLE = 'Example: legfit why compressport-ur2 --calf "36.5 cm" --for half'
NAMES = ("part", "text")


class Noted(Mapping[str, Threshold]):
    """The thresholds of a policy, and which of them were asked for."""

    def __init__(self, thresholds: Mapping[str, Threshold]) -> None:
        self.thresholds = thresholds
        self.asked: dict[str, Threshold] = {}

    def __getitem__(self, name: str) -> Threshold:
        self.asked[name] = self.thresholds[name]
        return self.thresholds[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.thresholds)

    def __len__(self) -> int:
        return len(self.thresholds)


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command("why", epilog=EXAMPLE)(o.takes(o.questioning(*o.ONE_PRODUCT), o.viewing(NAMES, lists=False))(why))


def why(
    product: Annotated[str, typer.Argument(help="Id, name, SKU or GTIN.", autocompletion=complete_product)],
    asked: o.Asked,
    view: o.View,
) -> None:
    """Print the whole tree: every gate and signal, every band with the leg on it, every rule and number used."""
    question = only_one(asked, view)
    words = view.words(question.units)
    sure_of(question, words, view, shipped_policy())
    found, one, used = answered(view, question, product)
    if view.is_json:
        write_json(with_assumed(_document(found, one, used, words), asked), line=view.form == "jsonl")
    else:
        root = why_tree(found, one, used, words)
        if view.form == "table":
            write_lines(tree_lines(root, screen()))
        else:
            rows = [{"part": part.text, "text": text} for part in root.under for text in _flat(part)]
            write_rows([Column(n, words.say(f"ui.col.{n}")) for n in NAMES], rows, view.form)
    if not found.matches and (question.legs or question.same_as):
        nothing_fits()


def answered(view: o.View, question: Any, product: str) -> tuple[Answer, Product, list[Threshold]]:
    """The answer for one product, and every policy number that was read on the way, the gates' too."""
    from ..load import gates_of
    from ..lookup import answer_about, named

    snapshot = snapshot_of(view.database)
    (one,) = named(snapshot, [product])
    shipped = shipped_policy()
    noted = Noted(shipped.thresholds)
    # A version of its own keeps what other answers remembered from hiding the numbers read here.
    policy = Policy(f"{shipped.version} noted", noted)
    gates_of(one, policy, snapshot.decisions.get(one.id))
    answer_about(snapshot, question, policy, [one])
    found = answer_about(snapshot, question, shipped, [one])
    used = [t for name, t in sorted(noted.asked.items()) if SESSION.verbose or not name.startswith("question.")]
    return found, one, used


def _flat(branch: Any) -> Iterator[str]:
    for child in branch.under:
        yield child.text
        yield from _flat(child)


def _document(found: Answer, one: Product, used: list[Threshold], words: Words) -> dict[str, Any]:
    from ..document import answer_document
    from ..product_document import chart_document

    return {
        **answer_document(found, words),
        "chart": chart_document(one.chart) if one.chart else None,
        "policy": [
            {"name": t.name, "value": t.value, "unit": t.unit, "since": t.since, "source": t.source, "why": t.why}
            for t in used
        ],
    }
