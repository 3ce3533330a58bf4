"""docs/evidence/rules.md: the usage rules, their wording, claims, sources and thresholds, made from the tables.

`python -m docs.generate.rules_page > docs/evidence/rules.md`
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from catalog.messages.messages import Messages, sentences
from catalog.model.policy import Policy, shipped_policy
from catalog.rules.usage.evidence import backings, claims, studies, study
from catalog.rules.usage.garment_order import ORDERS
from catalog.rules.usage.gates import CLINICIAN, PRODUCT
from catalog.rules.usage.notes import NOTES
from catalog.rules.usage.table import ROWS, Row

HEAD = """# When wearing is worth it: the rules

Made from the tables of rules, the sentences, the evidence and the numbers that the program uses; a test keeps it
fresh. Do not edit it by hand.

There is one answer for each phase (before, during and after the run): `worth_wearing`, `optional` or
`little_value`. It is `not_advised` where a check of the product or of its size fails, or in a race that it was not
tested for, and `see_clinician_first` where the runner names a health sign.

| letter | what it is | what it does |
| --- | --- | --- |
| C | health signs | any of them stops everything: no advice, no order |
| P | checks of the product and its size | P1 to P6 advise against one product in one size; P7 makes it optional |
| B | the run | gives each phase its first answer |
| U | what speaks for it | raises an answer; a step goes up from the first answer, so that several do not add up |
| K | what limits it | lowers an answer |
| X | race day | comes last, for `during` alone |
| N | notes | are said beside the answers and change none |
| G | kinds of garment | the first that applies says which kind comes first, and changes no answer |
| S, E, W | claims, studies, pages | what a rule rests on |

They apply in this order: C, P1 to P6, then for each phase B, U, K, U7 and U8 (recovery and travel, which nothing
limits), P7, and last X1 or X2. X2 changes no answer: it puts a condition on `during`, and on the headline where that
names `during`. The headline is the better answer of during and after; where both are as good it names both, after
first. On a rest day only U7, U8, U9, X1 and X2 apply. Where the runner was asked about the health signs and does not
know, the whole advice holds only if there is none. G puts socks, calf sleeves and tights in order; other whole-leg
kinds count as tights.

The grade says how good the evidence for the advice is: strong (several reviews agree), moderate (one review or
several trials, but mixed), weak (small, indirect or mixed trials), none (no study: mechanism or convention),
consensus (agreed safety advice). Words in braces are numbers that are listed under "Numbers"; variants of a
sentence are parted by a stroke.
"""
EFFECTS = {
    "gives": "is {to}",
    "at_least": "at least {to}",
    "at_most": "at most {to}",
    "step": "one step up",
    "keeps": "unchanged",
}


def rules_document(policy: Policy) -> str:
    """The whole of docs/evidence/rules.md under a policy, as Markdown ending in a newline."""
    parts = (
        HEAD,
        _section("Health signs", _table("id", "says", "grade", "sources", rows=_clinician())),
        _section("Checks of the product and its size", _table("id", "says", "claims", "grade", rows=_product())),
        _section("Answers for each phase", _table("id", "phase", "when", "effect", "claims", "grade", rows=_rows())),
        _section("Notes", _table("id", "when", "says", "claims", "grade", "sources", rows=_notes())),
        _section("Garment order", _table("id", "when", "order", "claims", "grade", rows=_orders())),
        _section("Claims and where they act", _table("id", "claim", "acts in", "sources", rows=_claims())),
        _section("Studies and pages", _table("id", "what", "address", rows=_studies())),
        _section("Numbers", _table("name", "value", "unit", "source", "why", rows=_thresholds(policy))),
        _addresses(),
    )
    return "\n".join(parts)


def reached() -> dict[str, tuple[str, ...]]:
    """Every claim id with the rules, gates, notes and orders that act on it."""
    found: dict[str, tuple[str, ...]] = {c.id: () for c in claims()}
    for entry in backings():
        for id in entry.claims:
            found[id] = (*found[id], entry.id)
    return found


def _cited(sources: Iterable[str]) -> str:
    """Studies by id, each a link to its first address where one is known."""
    return " ".join(f"[{id}]" if study(id).links else id for id in sources)


def _addresses() -> str:
    """Where the linked ids lead."""
    return "".join(f"[{s.id}]: {s.links[0]}\n" for s in studies() if s.links)


def _section(title: str, body: str) -> str:
    return f"## {title}\n\n{body}"


def _table(*heads: str, rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(_cell(c) for c in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _said(code: str) -> str:
    """The English sentence of a code, its variants after one another, placeholders left in."""
    template = sentences("en")[code]
    if isinstance(template, str):
        return template
    return " / ".join(dict.fromkeys(f"{text}" for key, text in template.items() if key != "by"))


def _clinician() -> Iterator[Sequence[str]]:
    return ((g.id, _said(f"usage.{g.id}"), g.grade, _cited(g.sources)) for g in CLINICIAN)


def _product() -> Iterator[Sequence[str]]:
    return ((g.id, _said(f"usage.{g.id}"), " ".join(g.claims), g.grade) for g in PRODUCT)


def _rows() -> Iterator[Sequence[str]]:
    return ((r.id, r.phase, r.when.wording, _effect(r), " ".join(r.claims), _grade(r)) for r in ROWS)


def _effect(row: Row) -> str:
    said = EFFECTS[row.effect.kind].format(to=row.effect.to.value)
    condition = row.condition
    return f"{said}; only if {condition.only_if}, otherwise {condition.otherwise.value}" if condition else said


def _grade(row: Row) -> str:
    other = [c for c in row.causes if c.grade != row.grade]
    named = ", ".join(c.name for c in other)
    return f"{row.grade}; {other[0].grade} for {named}" if other else row.grade


def _notes() -> Iterator[Sequence[str]]:
    for note in NOTES:
        said = sentences("en")[note.code]
        text = said[note.part] if note.part and not isinstance(said, str) else _said(note.code)
        yield (
            note.code, note.when.wording, text, " ".join(note.claims), note.grade, _cited(note.sources),
        )  # fmt: skip


def _orders() -> Iterator[Sequence[str]]:
    for row in ORDERS:
        order = " > ".join(" = ".join(group) for group in row.order)
        yield row.id, row.when.wording, order, " ".join(row.claims), row.grade


def _claims() -> Iterator[Sequence[str]]:
    acts = reached()
    return ((c.id, c.says, " ".join(acts[c.id]), _cited(c.sources)) for c in claims())


def _studies() -> Iterator[Sequence[str]]:
    return ((s.id, s.title, " ".join(s.links) or "none known") for s in studies())


def _thresholds(policy: Policy) -> Iterator[Sequence[str]]:
    messages = Messages("en")
    for entry in policy:
        if entry.name.startswith("usage."):
            value = messages.fact(entry.value) if isinstance(entry.value, tuple) else str(entry.value)
            yield entry.name, value, entry.unit, entry.source, entry.why


def main() -> int:
    """Print the page."""
    sys.stdout.write(rules_document(shipped_policy()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
