"""A parsed file becomes a draft: what has the wrong shape is reported, taken out, and the rest read on."""

from __future__ import annotations

import functools
import re
import typing
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pydantic import BaseModel, ValidationError

from ...model.money import Money
from ...model.problem import BadInput
from .models import BrandDraft
from .problems import FieldPath

LONGEST_TEXT: typing.Final = 10_000
ESCAPED: typing.Final = re.compile(r'\\[^"]')
HIDDEN: typing.Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff]"
)
"""Control characters, halves of characters, and marks that turn the direction of a text."""
LABELS: typing.Final = frozenset({"brand", "colour", "gtin", "id", "shop_id", "size", "sku"})
"""Fields that are compared letter by letter or sent to shops: nothing may stand there that cannot be seen."""
UNSEEN: typing.Final = frozenset({"Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of marks without width and of blanks."""
BLANK_LETTERS: typing.Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""What Unicode calls letters and marks although nothing is seen of them: fillers, joiners, variants of a character."""
PRICE: typing.Final = '{ amount = "29.90 EUR" }'
"""How a price is written."""
Step = str | int
Path = tuple[Step, ...]
Table = dict[str, object] | list[object]
KINDS: typing.Final = {
    "string_type": "file_text", "int_type": "file_whole", "bool_type": "file_true_or_false",
    "list_type": "file_list", "dict_type": "file_table", "model_type": "file_table",
}  # fmt: skip


def brand_draft(data: dict[str, object], text: str, place: FieldPath) -> BrandDraft:
    """The draft of a whole file, parsed from `text`, without what has the wrong shape; that is a problem at `place`."""
    if not plain(text):
        take_out(data, list(faulty_texts(data, data, (), place)))
    for _ in range(3):
        try:
            return BrandDraft.model_validate(data)
        except ValidationError as error:
            errors = error.errors(include_url=False, include_context=False)
            for fault in errors:
                report(data, fault["loc"], fault["type"], fault["input"], place)
            take_out(data, [fault["loc"] for fault in errors])
    return BrandDraft()


def plain(text: str) -> bool:
    """Whether a file can be seen to hold no hidden and no endless text: short printable lines, nothing escaped."""
    if '"""' in text or "'''" in text or ESCAPED.search(text):
        return False
    line = 0
    while len(text) - line > LONGEST_TEXT:
        line = text.rfind("\n", line, line + LONGEST_TEXT + 1) + 1
        if not line:
            return False
    return text.replace("\n", "").isprintable() and not BLANK_LETTERS.search(text)


def faulty_texts(root: object, data: Table, path: Path, place: FieldPath) -> Iterator[Path]:
    """The path of every value in `data` that is, or goes by, a faulty text, in file order; each is a problem."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        loc = (*path, key)
        if any(isinstance(t, str) and faulty(t, root, loc, place) for t in (key, value)):
            yield loc
        if isinstance(value, (dict, list)):
            yield from faulty_texts(root, value, loc, place)


def faulty(text: str, root: object, loc: Path, place: FieldPath) -> bool:
    """Whether a text holds control or hidden characters, or is too long; noted at its place."""
    if len(text) > LONGEST_TEXT:
        at(place, root, loc).report("too_long", text, "file_most_characters", "file_shorten", most=LONGEST_TEXT)
        return True
    bad = hidden_in(text, is_label=loc[-1] in LABELS)
    if bad:
        code, hint = "control_character", "file_take_character_out"
        at(place, root, loc).report(code, text, "file_plain_text", hint, character=f"U+{ord(bad):04X}")
    return bool(bad)


def hidden_in(text: str, *, is_label: bool) -> str:
    """The first character of a text that must not be there, in a label also one that cannot be seen; or nothing."""
    bad = HIDDEN.search(text)
    if bad is not None or not is_label:
        return bad[0] if bad else ""
    return next((c for c in text if c != " " and (unicodedata.category(c) in UNSEEN or BLANK_LETTERS.match(c))), "")


def report(data: object, loc: Sequence[Step], kind: str, read: object, place: FieldPath) -> None:
    """One fault of shape, put at the place a reader of the file would look for."""
    where = at(place, data, loc)
    if kind == "extra_forbidden":
        where.unknown("unknown_field", str(loc[-1]), "file_field", fields_at(loc))
    else:
        name, text = loc[-1], as_typed(read)
        expected = KINDS.get(kind, "file_another_kind")
        hint = hint_for(name, kind, read)
        facts = {"table": ".".join(s for s in loc if isinstance(s, str)), "example": PRICE}
        where.report("wrong_type", text, expected, hint, suggestion=meant(name, kind, text), **facts)


def as_typed(read: object) -> object:
    """A figure as it stands in the file; any other value as it is."""
    return str(read) if isinstance(read, (int, float, Decimal)) and not isinstance(read, bool) else read


def hint_for(name: Step, kind: str, read: object) -> str:
    """What to do about a value of the wrong type, by the name of its field and what was expected there."""
    if kind == "string_type" and isinstance(read, (int, float, Decimal)):
        return "file_in_quotes" if name in LABELS or isinstance(name, int) else "file_quotes_with_unit"
    if kind == "list_type" and isinstance(read, dict):
        return "file_double_brackets"
    if kind == "model_type" and name == "price" and not isinstance(read, str):
        return "file_write_like"
    bare = kind == "int_type" and isinstance(read, str) and read.isdecimal()
    return "file_without_quotes" if bare or (kind == "bool_type" and read in ("true", "false")) else "file_see_docs"


def meant(name: Step, kind: str, read: object) -> str:
    """What a text that stands bare was to be: the only one of a list, or the amount of a price; else nothing."""
    if not isinstance(read, str) or '"' in read or not read.isprintable():
        return ""
    if kind == "list_type":
        return f'["{read}"]'
    return f'{{ amount = "{read}" }}' if kind == "model_type" and name == "price" and _is_price(read) else ""


def _is_price(text: str) -> bool:
    """Whether a text is an amount with its currency, so that it would be taken where it is suggested."""
    try:
        Money.parse(text)
    except BadInput:
        return False
    return True


def at(place: FieldPath, data: object, loc: Sequence[Step]) -> FieldPath:
    """The place of a path: `product cep-run: chart women: row 3`, by id where a table has one."""
    steps: list[str] = []
    name = ""
    for step in loc:
        data = inside(data, step)
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
    label = data.get("id", data.get("sku"))
    return label if isinstance(label, str) else ""


def fields_at(loc: Sequence[Step]) -> list[str]:
    """The fields that the table of a path may have."""
    model: type[BaseModel] = BrandDraft
    for step in loc[:-1]:
        if isinstance(step, str):
            model = next(drafts_in(model.model_fields[step].annotation), model)
    return list(model.model_fields)


def drafts_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The draft types inside `list[X]` or `X | None`."""
    for inner in typing.get_args(annotation):
        yield from drafts_in(inner)
    if isinstance(annotation, type) and not typing.get_args(annotation) and issubclass(annotation, BaseModel):
        yield annotation


def inside(data: object, step: Step) -> object:
    """What stands at a step into a table or list; None where nothing does."""
    try:
        return data[step]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None


def take_out(root: object, paths: Sequence[Path]) -> None:
    """The values at some paths are removed: later list entries before earlier ones, inner before outer."""
    by_depth = sorted(paths, key=lambda path: [(s, "") if isinstance(s, int) else (0, s) for s in path])
    for *outer, last in reversed(by_depth):
        table = functools.reduce(inside, outer, root)
        if isinstance(table, dict):
            table.pop(last, None)
        elif isinstance(table, list) and isinstance(last, int) and last < len(table):
            del table[last]
