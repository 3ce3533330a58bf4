"""Tables of HTML in the strings of JSON: settings of a theme, products of a shop, data of a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from ...model.problem import BadInput
from .gathering import DEEPEST, Gathering
from .html import Context, html_tables, may_hold_tables
from .printed import printed

TITLES: Final = ("tab_title", "heading", "title", "label", "name", "caption", "header")
"""Keys whose short text is the title of what stands beside it."""
SAMPLES: Final = frozenset({"sample_data", "is_sample", "sampledata", "sample", "is_demo", "demo_data"})
LONGEST_TITLE: Final = 120
MOST_EMBEDDED: Final = 3


def json_value(text: str) -> object:
    """The value of a JSON text, comments before it passed over. Raises: ValueError, RecursionError."""
    return json.loads(without_comments(text), parse_int=str, parse_float=str, parse_constant=str)


def without_comments(text: str) -> str:
    r"""A text without the comments that it begins with.

    >>> without_comments("/* by the editor */ // x\n {}")
    '{}'
    """
    text = text.lstrip()
    while text.startswith(("/*", "//")):
        _, _, text = text.partition("*/" if text[1] == "*" else "\n")
        text = text.lstrip()
    return text


def json_tables(text: str, gathering: Gathering, context: Context) -> None:
    """Gather the tables in the strings of a JSON text, one that is cut off too. Raises: BadInput."""
    if not may_hold_tables(text):
        return
    try:
        value = json_value(text)
    except RecursionError:
        raise _too_deep(gathering) from None
    except ValueError:
        for string in strings_of(text):
            _string(string, gathering, context)
        return
    _walk(value, gathering, context)


def _walk(value: object, gathering: Gathering, context: Context) -> None:
    """Each string of a value in order; what the objects around it are called goes with it."""
    waiting: list[tuple[object, Context, int]] = [(value, context, 0)]
    while waiting:
        value, around, deep = waiting.pop()
        if deep > DEEPEST:
            raise _too_deep(gathering)
        if isinstance(value, str):
            _string(value, gathering, around)
        elif isinstance(value, Mapping):
            inner = _inside(value, around)
            entries = [(key, entry) for key, entry in value.items() if _may(entry)]
            waiting += [(entry, _with_label(inner, key), deep + 1) for key, entry in reversed(entries)]
        elif isinstance(value, list):
            waiting += [(entry, around, deep + 1) for entry in reversed(value) if _may(entry)]


def _may(value: object) -> bool:
    return isinstance(value, Mapping | list) or (isinstance(value, str) and "<" in value)


def _with_label(context: Context, key: str) -> Context:
    return replace(context, labels=(key, *context.labels)[:8])


def _inside(value: Mapping[str, object], around: Context) -> Context:
    """The words that stand beside a string in its object, before those of the objects around it."""
    texts = (value.get(key) for key in TITLES)
    titles = tuple(printed(t) for t in texts if isinstance(t, str) and "<" not in t and 0 < len(t) <= LONGEST_TITLE)
    sample = any(key.lower() in SAMPLES and str(value[key]).lower() in ("true", "1", "yes") for key in value)
    titles = (*titles, *around.titles)[:6]
    return Context(titles, around.labels, around.page, around.sample or sample, depth=around.depth)


def _string(text: str, gathering: Gathering, context: Context) -> None:
    if context.depth >= MOST_EMBEDDED or not may_hold_tables(text):
        return
    gathering.open_piece()
    inner = replace(context, depth=context.depth + 1)
    if text.lstrip()[:1] in ("{", "["):
        json_tables(text, gathering, inner)
    else:
        html_tables(text, gathering, inner)


def strings_of(text: str) -> Iterator[str]:
    r"""The strings in double quotes of a text that is no whole JSON, those that can be read.

    >>> list(strings_of('{"a": "b\\"<\\/c>", "d'))
    ['a', 'b"</c>']
    """
    at = text.find('"')
    while at >= 0:
        end = text.find('"', at + 1)
        while end > 0 and _escaped(text, end):
            end = text.find('"', end + 1)
        if end < 0:
            return
        yield _unescaped(text[at + 1 : end])
        at = text.find('"', end + 1)


def _escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before a place."""
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _unescaped(inner: str) -> str:
    """What stands between two quotes; as it is written where that is no string of JSON."""
    if "\\" not in inner:
        return inner
    try:
        return str(json.loads(f'"{inner}"', strict=False))
    except ValueError:
        return inner


def _too_deep(gathering: Gathering) -> BadInput:
    return gathering.too_many("too_deep", "tables_depth", DEEPEST)
