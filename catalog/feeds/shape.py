"""A parsed file becomes a draft: what has the wrong shape is reported, taken out, and the rest read on."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct, ValidationError, convert

from .drafts import BrandDraft, Draft
from .faults import Place, did_you_mean

LONGEST_TEXT: typing.Final = 10_000
ESCAPED: typing.Final = re.compile(r'\\[^"]')
HIDDEN: typing.Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff]"
)
"""Control characters, halves of characters, and marks that turn the direction of a text."""
Step = str | int
Path = tuple[Step, ...]
KINDS: typing.Final = {
    str: "text in quotes", int: "a whole number", bool: "true or false", list: "a list", dict: "a table",
}  # fmt: skip


class Misfit(Struct, frozen=True):
    """A value that has no place in its table: where it stands, and what would."""

    loc: Path
    value: object
    wanted: str
    fields: tuple[str, ...] = ()
    """The fields that the table has, where it has none of that name."""


def brand_draft(data: dict[str, object], text: str, place: Place) -> BrandDraft:
    """The draft of a whole file, parsed from `text`, without what has the wrong shape; that is a fault at `place`."""
    if not plain(text):
        clean_texts(data, place)
    try:
        return convert(data, BrandDraft)
    except ValidationError:
        found = list(misfits(data, BrandDraft, ()))
    for misfit in found:
        report(data, misfit, place)
    for loc in sorted((m.loc for m in found), key=deepest_first, reverse=True):
        take_out(data, loc)
    return convert(data, BrandDraft)


def plain(text: str) -> bool:
    """Whether a file can be seen to hold no hidden and no endless text: short printable lines, nothing escaped."""
    if '"""' in text or "'''" in text or ESCAPED.search(text):
        return False
    line = 0
    while len(text) - line > LONGEST_TEXT:
        line = text.rfind("\n", line, line + LONGEST_TEXT + 1) + 1
        if not line:
            return False
    return text.replace("\n", "").isprintable()


def clean_texts(root: object, place: Place) -> None:
    """Texts and names that hide something, or are endless, are faults and are taken out of the data."""
    bad = list(faulty_texts(root, root, (), place))
    for loc in sorted(bad, key=deepest_first, reverse=True):
        take_out(root, loc)


def faulty_texts(root: object, data: object, path: Path, place: Place) -> Iterator[Path]:
    """The path of every value in `data` that is a faulty text or goes by one, in file order; each is a fault."""
    pairs: Sequence[tuple[Step, object]] = ()
    if isinstance(data, dict):
        pairs = tuple(data.items())
    elif isinstance(data, list):
        pairs = tuple(enumerate(data))
    for key, value in pairs:
        loc = (*path, key)
        if any(isinstance(t, str) and faulty(t, root, loc, place) for t in (key, value)):
            yield loc
        if isinstance(value, (dict, list)):
            yield from faulty_texts(root, value, loc, place)


def faulty(text: str, root: object, loc: Path, place: Place) -> bool:
    """Whether a text holds control or hidden characters, or is too long; noted at its place."""
    if len(text) > LONGEST_TEXT:
        at(place, root, loc).fault("too_long", text, f"at most {LONGEST_TEXT} characters", "Shorten it.")
        return True
    bad = HIDDEN.search(text)
    if bad is not None:
        hint = f"Take out the character U+{ord(bad[0]):04X}."
        at(place, root, loc).fault("control_character", text, "plain text on one line", hint)
    return bad is not None


@cache
def kinds_of(draft: type[Draft]) -> dict[str, typing.Any]:
    """The fields of a table with their kinds, those that may be absent like those that may not."""
    hints = typing.get_type_hints(draft)
    return {
        name: next((k for k in typing.get_args(h) if type(None) in typing.get_args(h)), h) for name, h in hints.items()
    }


def misfits(value: object, kind: typing.Any, loc: Path) -> Iterator[Misfit]:
    """Every value that is not of its kind: of each table in the order of its fields, then what it has no field for."""
    shape = typing.get_origin(kind) or kind
    of_table = isinstance(shape, type) and issubclass(shape, Draft)
    plain_kind = dict if of_table else shape
    if shape is object:
        return
    if type(value) is not plain_kind:
        yield Misfit(loc, value, KINDS[plain_kind])
    elif of_table:
        fields = kinds_of(shape)
        for name in (n for n in fields if n in value):
            yield from misfits(value[name], fields[name], (*loc, name))
        yield from (Misfit((*loc, n), n, "a field of this table", tuple(fields)) for n in value if n not in fields)
    elif shape in (list, dict):
        inner = typing.get_args(kind)[-1]
        for step, part in enumerate(value) if shape is list else value.items():
            yield from misfits(part, inner, (*loc, step))


def report(data: object, misfit: Misfit, place: Place) -> None:
    """One fault of shape, put at the place a reader of the file would look for."""
    where, read = at(place, data, misfit.loc), misfit.value
    if misfit.fields:
        where.fault("unknown_field", read, misfit.wanted, did_you_mean(str(read), misfit.fields))
    else:
        where.fault("wrong_type", read, misfit.wanted, hint_for(read))


def hint_for(read: object) -> str:
    """What to do about a value of the wrong type."""
    return "Put it in quotes, with its unit." if isinstance(read, (int, float)) else "See docs/brand-files.md."


def at(place: Place, data: object, loc: Sequence[Step]) -> Place:
    """The place of a path: `product cep-run: chart women: row 3`, by id where a table has one."""
    steps: list[str] = []
    name = ""
    for step in loc:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            data = None
        if isinstance(step, int):
            steps.append(f"{name} {label(data) or step + 1}")
            name = ""
        else:
            steps += [name] if name else []
            name = step
    return place.to(*steps, *([name] if name else []))


def label(data: object) -> str:
    """What a table calls itself: its id, or a row its size."""
    if not isinstance(data, dict):
        return ""
    found = data.get("id", data.get("sku"))
    return found if isinstance(found, str) else ""


def deepest_first(loc: Sequence[Step]) -> tuple[tuple[int, str], ...]:
    """A key that, reversed, removes later list entries before earlier ones and inner before outer."""
    return tuple((s, "") if isinstance(s, int) else (0, s) for s in loc)


def take_out(data: object, loc: Sequence[Step]) -> None:
    """The value at a path is removed from the parsed file."""
    for step in loc[:-1]:
        try:
            data = data[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, dict):
        data.pop(loc[-1], None)
    elif isinstance(data, list) and isinstance(loc[-1], int) and loc[-1] < len(data):
        del data[loc[-1]]
