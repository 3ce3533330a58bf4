"""JSON text, read and written.

It is read strictly: bounded, no key twice, no number that is none. It is written in one encoding by every door:
UTF-8, fields in the order of the document, no spaces, no escapes that JSON does not need.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Any, Final

import msgspec

from ..model.policy import Policy, shipped_policy
from ..model.problem import BadInput, Facts, Problem, safe_repr
from .records import as_data

WRONG: Final = {
    "Expecting value": "value", "Expecting ',": "comma", "Expecting ':": "colon", "Expecting property": "name",
    "Extra data": "more", "Unterminated": "quote", "Invalid control": "control", "Invalid \\": "escape",
}  # fmt: skip
"""How the decoder's messages begin, and what is wrong there."""
TOKENS: Final = re.compile(r'"(?:\\.|[^"\\])*"|[\[\]{}]', re.DOTALL)
LONGEST_CHARACTER: Final = 4
"""Bytes of the longest character in UTF-8."""
ENCODER: Final = msgspec.json.Encoder()
NOT_ASCII: Final = re.compile(r"[^\x00-~]")
LONGEST_WHOLE: Final = 18
"""Digits of the longest whole number that is read; more are refused before they are converted."""


def read_question_text(text: str, policy: Policy | None = None, most: int | None = None) -> object:
    """Decode the JSON of a question; it may have `most` bytes where something large stands beside it.

    Raises BadInput: too large, too deep, no JSON; else every key that is twice in one object, every NaN or Infinity.
    """
    text = text.removeprefix("\ufeff")
    bounds = policy or shipped_policy()
    _check_bounds(text, bounds, most or bounds.whole("question.most_bytes"))
    problems: list[Problem] = []

    def fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
        document = dict(pairs)
        if len(document) < len(pairs):
            twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
            problems.extend(Problem("duplicate_field", safe_repr(k), "", "once_each", "take_one_out") for k in twice)
        return document

    def refused(digits: str) -> int:
        problems.append(Problem("not_a_number", "", safe_repr(digits), "finite_number"))
        return 0

    def number(digits: str) -> float:
        value = float(digits)
        return value if math.isfinite(value) else refused(digits)

    def whole(digits: str) -> int:
        return int(digits) if len(digits) <= LONGEST_WHOLE else refused(digits)

    hooks: dict[str, Any] = {"parse_constant": number, "parse_float": number, "parse_int": whole}
    try:
        document: object = json.loads(text, object_pairs_hook=fields, **hooks)
    except json.JSONDecodeError as wrong:
        raise _not_json(wrong, "question_json") from None
    if problems:
        raise BadInput(problems)
    return document


def read_feed_text(body: bytes, expected: str, facts: Facts) -> object:
    """Decode the JSON of a feed of any length, its figures as the texts that were written.

    `expected` is the code of the sentence that says what the feed should be, and `facts` fill it.

    Raises: BadInput (not UTF-8, no JSON, too deep, or a field twice in one object).
    """
    try:
        text = body.decode("utf-8-sig")
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_fields_once)
    except UnicodeDecodeError:
        raise BadInput.one("not_utf8", "", "", "http_utf8") from None
    except json.JSONDecodeError as wrong:
        raise _not_json(wrong, expected, facts) from None
    except RecursionError:
        deepest = shipped_policy().whole("question.deepest_nesting")
        raise BadInput.one("too_deep", "", "", "deepest", most=deepest) from None


def _fields_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in fields if names.count(name) > 1)
        raise BadInput.one("duplicate_field", safe_repr(twice), "", "once_each", "take_one_out")
    return fields


def _not_json(wrong: json.JSONDecodeError, expected: str, facts: Facts = ()) -> BadInput:
    what = next((what for start, what in WRONG.items() if wrong.msg.startswith(start)), "other")
    place = ("line", wrong.lineno), ("column", wrong.colno), ("what", what)
    return BadInput([Problem("not_json", "", "", expected, "json_place", (*place, *facts))])


def _check_bounds(text: str, bounds: Policy, most: int) -> None:
    if len(text) > most // LONGEST_CHARACTER and len(text.encode("utf-8", "surrogatepass")) > most:
        raise BadInput.one("too_large", "", "", "most_bytes", most=most)
    deepest, depth = bounds.whole("question.deepest_nesting"), 0
    if text.count("[") + text.count("{") <= deepest:
        return
    for token in TOKENS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > deepest:
            raise BadInput.one("too_deep", "", "", "deepest", most=deepest)


def encode(document: Any) -> bytes:
    """Write a document as the bytes that every door sends, with a newline at the end."""
    return ENCODER.encode(document) + b"\n"


def json_text(document: Any, *, indent: int | None = None, escaped: bool = False) -> str:
    """Write a document as text without a newline at the end.

    `indent` in spaces is for eyes and never for comparing; `escaped` is for what cannot carry more than ASCII.
    """
    try:
        text = ENCODER.encode(document).decode()
    except UnicodeEncodeError:
        # The name of a file may hold what no UTF-8 has.
        text = json.dumps(as_data(document), ensure_ascii=False, separators=(",", ":"))
    if indent is not None:
        text = msgspec.json.format(text, indent=indent)
    return NOT_ASCII.sub(lambda character: json.dumps(character[0])[1:-1], text) if escaped else text
