"""docs/rules.md: the usage rules, their wording, claims, sources and thresholds, made from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .evidence import backings, claims, studies
from .policy import Policy
from .usage_gates import CLINICIAN, PRODUCT
from .usage_notes import NOTES
from .usage_order import ORDERS
from .usage_rows import ROWS, Row
from .words import Words, sentences

HEAD = """# The usage rules

Made from the rule tables, the sentences, the evidence file and the policy; a test keeps it fresh.
Do not edit it by hand.

Order of evaluation: clinician gates C, product gates P1 to P6, then for each phase the base verdict B,
upgrades U, caps K, U7 and U8, the cap P7, and last the race-day rule X1. The headline is the higher verdict
of during and after; a tie names both, after first. Notes N and the garment order G change no verdict. On a
rest day only U7, U8, U9 and X1 act. Sleeves, socks and tights are the kinds that the order ranks; whole-leg
kinds rank as tights.
"""
EFFECTS = {"gives": "is {to}", "at_least": "at least {to}", "at_most": "at most {to}", "step": "one step up"}


def rules_document(policy: Policy) -> str:
    """The whole of docs/rules.md under a policy, as Markdown ending in a newline."""
    parts = (
        HEAD,
        _section("Clinician gates", _table("id", "says", "grade", "sources", rows=_clinician())),
        _section("Product gates", _table("id", "says", "claims", "grade", rows=_product())),
        _section("Verdicts", _table("id", "phase", "when", "effect", "claims", "grade", rows=_rows())),
        _section("Notes", _table("id", "when", "says", "claims", "grade", "sources", rows=_notes())),
        _section("Garment order", _table("id", "when", "order", "claims", "grade", rows=_orders())),
        _section("Claims and where they act", _table("id", "claim", "acts in", "sources", rows=_claims())),
        _section("Studies and pages", _table("id", "what", "address", rows=_studies())),
        _section("Thresholds", _table("name", "value", "unit", "source", "why", rows=_thresholds(policy))),
    )
    return "\n".join(parts)


def reached() -> dict[str, tuple[str, ...]]:
    """Every claim id with the rules, gates, notes and orders that act on it."""
    found: dict[str, tuple[str, ...]] = {c.id: () for c in claims()}
    for entry in backings():
        for id in entry.claims:
            found[id] = (*found[id], entry.id)
    return found


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


def _first_line(thing: Any) -> str:
    return str(thing.__doc__ or "").strip().splitlines()[0]


def _clinician() -> Iterator[Sequence[str]]:
    return ((g.id, _said(f"usage.{g.id}"), g.grade, " ".join(g.sources)) for g in CLINICIAN)


def _product() -> Iterator[Sequence[str]]:
    return ((g.id, _said(f"usage.{g.id}"), " ".join(g.claims), g.grade) for g in PRODUCT)


def _rows() -> Iterator[Sequence[str]]:
    return ((r.id, r.phase, _first_line(r.when), _effect(r), " ".join(r.claims), _grade(r)) for r in ROWS)


def _effect(row: Row) -> str:
    return EFFECTS[row.effect.kind].format(to=row.effect.to.value)


def _grade(row: Row) -> str:
    other = [c for c in row.causes if c.grade != row.grade]
    named = ", ".join(c.name for c in other)
    return f"{row.grade}; {other[0].grade} for {named}" if other else row.grade


def _notes() -> Iterator[Sequence[str]]:
    for note in NOTES:
        said = sentences("en")[note.code]
        text = said[note.part] if note.part and not isinstance(said, str) else _said(note.code)
        yield (
            note.code, _first_line(note.when), text, " ".join(note.claims), note.grade, " ".join(note.sources),
        )  # fmt: skip


def _orders() -> Iterator[Sequence[str]]:
    for row in ORDERS:
        order = " > ".join(" = ".join(group) for group in row.order)
        yield row.id, _first_line(row.when), order, " ".join(row.claims), row.grade


def _claims() -> Iterator[Sequence[str]]:
    acts = reached()
    return ((c.id, c.says, " ".join(acts[c.id]), " ".join(c.sources)) for c in claims())


def _studies() -> Iterator[Sequence[str]]:
    return ((s.id, s.title, " ".join(s.links) or "none known") for s in studies())


def _thresholds(policy: Policy) -> Iterator[Sequence[str]]:
    words = Words("en")
    for entry in policy:
        if entry.name.startswith("usage."):
            value = words.fact(entry.value) if isinstance(entry.value, tuple) else str(entry.value)
            yield entry.name, value, entry.unit, entry.source, entry.why
