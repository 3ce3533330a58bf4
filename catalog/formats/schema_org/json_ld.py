"""The values of a piece of JSON-LD as shops write it: with comments around it, junk behind it, a comma too many."""

from __future__ import annotations

import html
import json
import re
from typing import Final

from ..draft.problems import FieldPath
from ..rows.json_lines import whole_characters

Node = dict[str, object]
"""An object of JSON-LD by the names of schema.org; its figures are texts, as they are written."""
DEEPEST: Final = 100
VOCABULARY: Final = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)", re.I)
ADDRESS_SIGNS: Final = frozenset(":/#")
WRAPPER: Final = re.compile(
    r"(?:\s|\ufeff|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|<!--|/\*.*?\*/|//[^\n]*(?:\n|\Z))+", re.DOTALL
)
COMMA_TOO_MANY: Final = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])')


def json_ld_values(text: str, place: FieldPath) -> list[object]:
    """The values of a piece of JSON-LD, one after another; what is no JSON is a problem, and ends it."""
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    values: list[object] = []
    at = _behind_wrapper(text, 0)
    while text[at : at + 1] in ("{", "["):
        value, at = _value(text, at, place)
        if at == 0:
            return values
        values.append(value)
        at = _behind_wrapper(text, at)
    if not values and text[at:].strip():
        place.report("not_json", text[at : at + 40], "import_json", "import_rest_read")
    return values


def _behind_wrapper(text: str, at: int) -> int:
    match = WRAPPER.match(text, at)
    return match.end() if match else at


def _value(text: str, at: int, place: FieldPath) -> tuple[object, int]:
    """The value that begins at a place, and where it ends; 0 and a problem where it does not end."""
    twice: dict[str, None] = {}
    decoder = json.JSONDecoder(
        parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=lambda p: _node(p, twice), strict=False
    )
    try:
        value, end = decoder.raw_decode(text, at)
    except RecursionError:
        place.report("too_deep", None, "tables_depth", "import_rest_read", most=DEEPEST)
        return None, 0
    except ValueError as error:
        mended = COMMA_TOO_MANY.sub(lambda match: match[1] or "", text[at:])
        if at + len(mended) < len(text):
            values = json_ld_values(mended, place)
            return (values[0], len(text)) if values else (None, 0)
        _report(error, text, place)
        return None, 0
    for name in twice:
        place.to(name).report("two_columns", name, "import_named_once", "import_not_taken")
    return value, end


def _report(error: ValueError, text: str, place: FieldPath) -> None:
    at = getattr(error, "pos", 0)
    is_cut = at >= len(text.rstrip()) or str(error).startswith("Unterminated")
    here = place.to(f"line {text.count(chr(10), 0, at) + 1}")
    here.report("cut_off" if is_cut else "not_json", text[at : at + 40], "import_json", "import_rest_read")


def _node(pairs: list[tuple[str, object]], twice: dict[str, None]) -> Node:
    """An object by plain names; a field that says two things is put into `twice`, and left out."""
    node: Node = {}
    rivals = set()
    for raw, value in pairs:
        name = _name(raw, value)
        if node.setdefault(name, value) != value:
            rivals.add(name)
    for name in rivals:
        twice[name] = None
        del node[name]
    return node


def _name(raw: str, value: object) -> str:
    """The name of a property without the address of its vocabulary, or that of JSON-LD where it is short for it."""
    if raw == "type" or (raw == "id" and isinstance(value, str) and not ADDRESS_SIGNS.isdisjoint(value)):
        return f"@{raw}"
    return VOCABULARY.sub("", raw, count=1) if ":" in raw else raw


def text_value(value: object) -> str:
    """A text or a figure as it is written; empty for anything else."""
    return whole_characters(value).strip() if isinstance(value, str) else ""
