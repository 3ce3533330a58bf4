"""The claims and the studies behind the usage rules, read from evidence.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import tomli
from msgspec import Struct

from ...model.source import CitedStudy, Study
from ...model.verdict import Advice
from .garment_order import ORDERS
from .gates import GATES
from .notes import NOTES
from .table import ROWS


class SportClaim(Struct, frozen=True):
    """Something said of compression for runners, and the studies for or against it."""

    id: str
    says: str
    sources: tuple[str, ...]


class Backing(Struct, frozen=True):
    """What one rule, gate, note or order rests on."""

    id: str
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    grade: str


@cache
def _read() -> tuple[Mapping[str, SportClaim], Mapping[str, Study]]:
    table = tomli.loads(Path(__file__).with_name("evidence.toml").read_text("utf-8"))
    claims = {i: SportClaim(i, c["says"], tuple(c["sources"])) for i, c in table["claims"].items()}
    studies = {i: Study(i, s["title"], tuple(s["links"])) for i, s in table["sources"].items()}
    return claims, studies


def claims() -> tuple[SportClaim, ...]:
    """Every claim, S1 to S74, in order."""
    return tuple(_read()[0].values())


def studies() -> tuple[Study, ...]:
    """Every study and page, in order."""
    return tuple(_read()[1].values())


def claim(id: str) -> SportClaim:
    """The claim of an id (`S5`). Raises: KeyError, where there is none."""
    return _read()[0][id]


def study(id: str) -> Study:
    """The study or page of an id (`E2`, `W1`). Raises: KeyError, where there is none."""
    return _read()[1][id]


def sources_of(claim_ids: Iterable[str]) -> tuple[str, ...]:
    """Every source behind these claims, each once, by number."""
    return tuple(sorted({s for c in claim_ids for s in claim(c).sources}, key=_by_number))


def studies_behind(advice: Advice) -> tuple[CitedStudy, ...]:
    """Every study behind the rules and notes of an advice, by number."""
    rules: dict[str, dict[str, None]] = {}
    for phase in (advice.before, advice.during, advice.after):
        for rule in phase.rules if phase else ():
            for source in backing(rule).sources:
                rules.setdefault(source, {})[rule] = None
    notes: dict[str, dict[str, None]] = {}
    for note in advice.notes:
        for source in note.sources:
            notes.setdefault(source, {})[note.code] = None
    cited = sorted(rules.keys() | notes.keys(), key=_by_number)
    return tuple(CitedStudy(study(s), tuple(rules.get(s, ())), tuple(notes.get(s, ()))) for s in cited)


def backing(id: str) -> Backing:
    """What a rule (`B4`), gate (`P3`, `C2`), note (`N7`) or order (`G2`) rests on. Raises: KeyError."""
    return _backings()[id]


def backings() -> tuple[Backing, ...]:
    """The backing of every rule, gate, note and order, each id once, in order of evaluation."""
    return tuple(_backings().values())


@cache
def _backings() -> Mapping[str, Backing]:
    backings: dict[str, Backing] = {}
    for id, says, reads, grade in _all():
        before = backings.get(id, Backing(id, (), (), ""))
        every_claim = dict.fromkeys((*before.claims, *says))
        every_source = dict.fromkeys((*before.sources, *(reads or sources_of(says))))
        grades = dict.fromkeys([*filter(None, before.grade.split(" / ")), grade])
        backings[id] = Backing(id, tuple(every_claim), tuple(every_source), " / ".join(grades))
    return backings


def _all() -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], str]]:
    """Id, claims, sources, grade of every entry; rows without sources of their own take their claims'."""
    for gate in GATES.values():
        yield gate.id, gate.claims, gate.sources, gate.grade
    for row in ROWS:
        yield row.id, row.claims, (), row.grade
    for order in ORDERS:
        yield order.id, order.claims, order.sources, order.grade
    for note in NOTES:
        yield note.code, note.claims, note.sources, note.grade


def _by_number(id: str) -> tuple[str, int]:
    return id[0], int(re.sub(r"\D", "", id))
