"""A ruling table becomes a ruling; nothing is ruled without its reason, its day and its source."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.catalog_ruling import BY_CATALOG, CatalogRuling, Ruled
from ...model.source import Source
from . import values
from .charts import Find
from .fields import enum_member, required_text, taken
from .models import RulingDraft
from .problems import FieldPath

DAY = len("2026-11-27")


def ruling(drafts: Sequence[RulingDraft], place: FieldPath, find: Find) -> CatalogRuling | None:
    """The ruling of a product, at most one; None where there is none, or where its problems leave none."""
    if len(drafts) > 1:
        place.report("two_rulings", None, "file_one_ruling", "file_take_second_out")
    read = [_ruling(draft, place, find) for draft in drafts]
    return read[0] if read else None


def _ruling(draft: RulingDraft, place: FieldPath, find: Find) -> CatalogRuling | None:
    ruled = enum_member(Ruled, draft.ruling, place.to("ruling"))
    why = required_text(draft.why, place.to("why"), "file_why_ruled")
    on, source = _day(draft.date, place.to("date")), _source(draft.source, place.to("source"), find)
    settles = draft.would_settle.strip()
    if ruled is Ruled.OPEN and not settles:
        place.to("would_settle").missing("file_would_settle")
    if draft.by != BY_CATALOG:
        place.to("by").report("unknown_value", draft.by, "file_one_of", "", suggestion=BY_CATALOG, choices=BY_CATALOG)
    if ruled is None or source is None:
        return None
    return CatalogRuling(ruled, why, on, source, settles, draft.evidence)


def _source(name: str | None, place: FieldPath, find: Find) -> Source | None:
    """The source of a ruling, which has to be named even where the product has a single one."""
    if name is None:
        place.missing("file_source_of_ruling")
        return None
    return find(name, place)


def _day(date: object, place: FieldPath) -> str:
    """The day of a ruling."""
    if date is None:
        place.missing("file_day_of_ruling")
        return ""
    return whole_day(date, place)


def whole_day(date: object, place: FieldPath) -> str:
    """A date with its day; a month, a year or an unknown day is a problem."""
    day = taken(values.seen_on, date, place) or ""
    if day and len(day) != DAY:
        place.report("bad_date", day, "file_day")
    return day
