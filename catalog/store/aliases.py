"""Old ids of products: taken like ids, and a record that became part of another product is retired."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from ..model.problem import BadInput, Problem, safe_repr
from . import tables
from .decisions import Action, append, read_decisions
from .load_plan import Plan, Planned
from .ownership import belonging_of, place_of


class TakenIds(Struct, frozen=True):
    """The ids and old ids of the products that a load leaves as they are, and whose the old ones are."""

    ids: Collection[str]
    aliases: Mapping[str, str]


def apply_aliases(connection: Connection, plan: Plan) -> None:
    """Retire the products of which a product of the load is what became of them: it has their id as an old one.

    They have to be of the same file and collection as that product.

    Raises: BadInput (an old id is an id, or an old id, of another product that stays; an id is another's old id).
    """
    became = {(alias, p.belonging) for p in plan.present for alias in p.product.aliases}
    merged = [row for row in plan.left if (row.id, belonging_of(row)) in became]
    plan.retired += merged
    plan.left = [row for row in plan.left if row not in merged]
    problems = list(_problems(plan, _taken_ids(connection, plan)))
    if problems:
        raise BadInput(problems)


def inherit_decisions(connection: Connection, plan: Plan) -> None:
    """Give a product the decision in force on a record that became part of it, unless it has one of its own.

    To be called before the plan's products are retired and after those of the load are written.
    """
    if not plan.retired:
        return
    gone, decisions = {row.id for row in plan.retired}, read_decisions(connection)
    for planned in plan.present:
        of_parts = [decisions[alias] for alias in planned.product.aliases if alias in gone and alias in decisions]
        if of_parts and planned.product.id not in decisions:
            inherited = replace(of_parts[0], product_id=planned.product.id)
            append(connection, Action(inherited.ruling.value), inherited)


def _taken_ids(connection: Connection, plan: Plan) -> TakenIds:
    product, alias, in_force = tables.product, tables.alias, tables.product.c.retired.is_(False)
    gone = {p.number for p in plan.present} | {row.number for row in plan.retired}
    aliases = sorted({name for p in plan.present for name in p.product.aliases})
    rows = connection.execute(select(product.c.number, product.c.id).where(product.c.id.in_(aliases), in_force))
    old = select(alias.c.name, product.c.number, product.c.id).join_from(alias, product).where(in_force)
    return TakenIds(
        frozenset(row.id for row in rows if row.number not in gone),
        {row.name: row.id for row in connection.execute(old) if row.number not in gone},
    )


def _problems(plan: Plan, taken: TakenIds) -> Iterator[Problem]:
    """What is wrong with the ids and old ids of the products of a load."""
    for planned in plan.present:
        for alias in planned.product.aliases:
            owner = alias if alias in taken.ids else taken.aliases.get(alias)
            if owner is not None:
                yield _problem(planned, "aliases", alias, owner)
        if planned.product.id in taken.aliases:
            yield _problem(planned, "id", planned.product.id, taken.aliases[planned.product.id])


def _problem(planned: Planned, field: str, name: str, owner: str) -> Problem:
    place = place_of(planned.file, f"product {planned.product.id}", field)
    facts = (("owner", owner),)
    return Problem("alias_taken", place, safe_repr(name), "file_alias_unused", "store_alias_of", facts)
