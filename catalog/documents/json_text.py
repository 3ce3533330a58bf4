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
from ..model.problem import BadInput, Problem, safe_repr
from .records import as_data

EXPECTED: Final = "question_json"
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


class _Odd(ValueError):
    """Something in a text that not every JSON has."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise _Odd
    return fields


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_WHOLE:
        raise _Odd
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Odd
    return number


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_constant=_number, parse_int=_whole, parse_float=_number
)
"""Reads what is well formed; any other text is read once more to find what is wrong."""


def read_question_text(text: str, policy: Policy | None = None) -> object:
    """Decode the JSON of a question.

    Raises:
        BadInput: too large, too deep, no JSON, a key twice in one object, NaN or Infinity.
    """
    text = text.removeprefix("\ufeff")
    _check_bounds(text, policy or shipped_policy())
    try:
        document: object = DECODER.decode(text)
    except ValueError:
        document = _read_with_problems(text)
    return document


def _read_with_problems(text: str) -> object:
    """Decode a text that may not be well formed.

    Raises:
        BadInput: everything that is wrong with it.
    """
    problems: list[Problem] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
            problems.extend(Problem("duplicate_field", safe_repr(k), "", "once_each", "take_one_out") for k in twice)
        return fields

    def number(digits: str) -> float:
        whole = re.fullmatch(r"-?\d+", digits) is not None
        value = math.inf if whole and len(digits) > LONGEST_WHOLE else float(digits)
        if not math.isfinite(value):
            problems.append(Problem("not_a_number", "", safe_repr(digits), "finite_number"))
        return int(digits) if whole and math.isfinite(value) else value

    try:
        document: object = json.loads(
            text, object_pairs_hook=once, parse_constant=number, parse_int=number, parse_float=number
        )
    except json.JSONDecodeError as wrong:
        what = next((what for start, what in WRONG.items() if wrong.msg.startswith(start)), "other")
        raise BadInput.one(
            "not_json", "", "", EXPECTED, "json_place", line=wrong.lineno, column=wrong.colno, what=what
        ) from None
    if problems:
        raise BadInput(problems)
    return document


def _check_bounds(text: str, bounds: Policy) -> None:
    most = bounds.whole("question.most_bytes")
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
