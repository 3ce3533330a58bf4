"""The small parts of a product table: words, ids, sources, fibres, pressures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, TypeVar

from ...model.plain_name import plain_name
from ...model.problem import BadInput
from ...model.product import Confidence, Fibre, PointPressure, PressurePoint, Source
from ...model.quantities import Pressure
from . import values
from .addresses import source_address
from .models import Draft, FibreDraft, PointDraft, PressureDraft, SourceDraft
from .problems import FieldPath

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID: Final = 80
TOO_HIGH: Final = 10_000
LARGEST: Final = 2**31
READ_AS: Final = ("text", "picture", "data", "quoted")
Word = TypeVar("Word", bound=StrEnum)
Table = TypeVar("Table", bound=Draft)
Text = TypeVar("Text")
Value = TypeVar("Value")


def enum_member(kind: type[Word], text: str | None, place: FieldPath, *steps: str) -> Word | None:
    """The word of a closed list; a missing or unknown one is a problem, so many steps from a place."""
    word = None if text is None else _words_of(kind).get(text)
    if text is None:
        place.to(*steps).missing("file_one_of", choices=", ".join(kind))
    elif word is None:
        place.to(*steps).unknown("unknown_value", text, "file_one_of", kind, choices=", ".join(kind))
    return word


@cache
def _words_of(kind: type[Word]) -> dict[str, Word]:
    return {word.value: word for word in kind}


def required_text(text: str | None, place: FieldPath, what: str, *steps: str) -> str:
    """A text that has to be there and not blank."""
    if text is None or not text.strip():
        place.to(*steps).missing(what)
        return ""
    return text


def trimmed(text: str, place: FieldPath, *steps: str) -> str:
    """A label as it stands; a blank at one of its ends is a problem, for it is neither seen nor typed."""
    if text != text.strip():
        place.to(*steps).report("blank_at_end", text, "file_no_blank_at_ends", suggestion=text.strip())
    return text


def slug(text: str | None, place: FieldPath) -> str:
    """An id in lower case letters, digits and hyphens."""
    name = required_text(text, place, "file_an_id")
    if name and (len(name) > LONGEST_ID or not ID.fullmatch(name)):
        place.report("bad_id", name, "file_id_form", "file_rename_it", suggestion=plain_name(name, LONGEST_ID))
    return name


def taken(read: Callable[[Text], Value], text: Text, place: FieldPath, *steps: str) -> Value | None:
    """What `read` makes of a value; None, and its problems so many steps from a place, where it refuses."""
    try:
        return read(text)
    except BadInput as error:
        place.to(*steps).take(error)
        return None


def source(draft: SourceDraft, place: FieldPath) -> Source:
    """The source of a `[[source]]` table."""
    url, seen = required_text(draft.url, place.to("url"), "file_source_address"), None
    if url:
        taken(source_address, url, place.to("url"))
    if draft.seen_on is not None:
        seen = taken(values.seen_on, draft.seen_on, place.to("seen_on"))
    else:
        place.to("seen_on").missing("file_date_or_unknown")
    read_as = draft.read_as if draft.read_as and draft.read_as.strip() else ""
    if not read_as:
        place.to("read_as").missing("file_one_of", choices=", ".join(READ_AS))
    if read_as and read_as not in READ_AS:
        place.to("read_as").unknown("unknown_value", read_as, "file_one_of", READ_AS, choices=", ".join(READ_AS))
    confidence = enum_member(Confidence, draft.confidence, place.to("confidence"))
    return Source(url, seen or "unknown", read_as, confidence or Confidence.LOW, draft.note)


def labelled_tables(name: str, drafts: list[Table], place: FieldPath) -> Iterable[tuple[Table, FieldPath]]:
    """Each table with its place: by its id or SKU where it has one, else by its number."""
    field = _named_by(type(drafts[0])) if drafts else ""
    for number, draft in enumerate(drafts, start=1):
        label = (getattr(draft, field) if field else None) or str(number)
        yield draft, FieldPath(place.collector, (*place.path, f"{name} {label}"))


@cache
def _named_by(kind: type[Draft]) -> str:
    """The field that tables of a kind are known by; asking a model for one that it lacks is slow."""
    return next((field for field in ("id", "sku") if field in kind.model_fields), "")


def fibre(draft: FibreDraft, place: FieldPath) -> Fibre:
    """One fibre with its share in per mille."""
    name = required_text(draft.fibre, place, "file_fibre", "fibre")
    return Fibre(name, taken(values.per_mille, draft.percent, place, "percent"))


@lru_cache(maxsize=256)
def pressure_of(text: str) -> Pressure:
    """The pressure that a source states; cached, for sources state the same few. Raises: BadInput."""
    return Pressure.parse(text)


def mmhg(text: str | None, place: FieldPath) -> Pressure | None:
    """A pressure with its unit, if one is given."""
    pressure = None if text is None else taken(pressure_of, text, place)
    if pressure is not None and pressure.tenths >= TOO_HIGH:
        place.report("out_of_range", text, "file_pressure_below")
    return pressure


def span(draft: PressureDraft | PointDraft, place: FieldPath) -> tuple[Pressure | None, Pressure | None]:
    """The two ends of a pressure, the lower one first."""
    low, high = mmhg(draft.low, place.to("low")), mmhg(draft.high, place.to("high"))
    if low is not None and high is not None and low > high:
        read, facts = f"{draft.low} - {draft.high}", {"low": low.text(), "high": high.text()}
        place.report("pressure_upside_down", read, "file_lower_first", "file_low_above_high", suggestion="", **facts)
    return low, high


def at_points(drafts: list[PointDraft], place: FieldPath) -> Iterable[PointPressure]:
    """A pressure profile, point by point."""
    for draft, here in labelled_tables("profile", drafts, place):
        point = enum_member(PressurePoint, draft.point, here.to("point"))
        low, high = span(draft, here)
        if draft.figure is not None:
            if low is not None or high is not None:
                here.report("figure_twice", draft.figure, "file_figure_or_ends")
            low = high = mmhg(draft.figure, here.to("figure"))
        elif draft.low is None and draft.high is None:
            here.to("figure").missing("file_a_pressure")
        sd = mmhg(draft.sd, here.to("sd"))
        if draft.wearers is not None and not 0 < draft.wearers < LARGEST:
            here.to("wearers").report("out_of_range", draft.wearers, "file_whole_above_zero")
        if point is not None:
            yield PointPressure(point, low, high, sd, draft.wearers, draft.printed)
