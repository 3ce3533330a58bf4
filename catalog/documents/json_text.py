"""JSON text to plain lists and objects, strictly: bounded, no key twice, no number that is none."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import Final

from ..model.policy import Policy, shipped_policy
from ..model.problem import BadInput, Problem, safe_repr

EXPECTED: Final = "question_json"
WRONG: Final = {
    "Expecting value": "value", "Expecting ',": "comma", "Expecting ':": "colon", "Expecting property": "name",
    "Extra data": "more", "Unterminated": "quote", "Invalid control": "control", "Invalid \\": "escape",
}  # fmt: skip
"""How the decoder's messages begin, and what is wrong there."""
TOKENS: Final = re.compile(r'"(?:\\.|[^"\\])*"|[\[\]{}]', re.DOTALL)
LONGEST_CHARACTER: Final = 4
"""Bytes of the longest character in UTF-8."""
LONGEST_WHOLE: Final = 18
"""Digits of the longest whole number that is read; more are refused before they are converted."""


class _Odd(ValueError):
    """Something in a text that not every JSON has."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Odd
    return found


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_WHOLE:
        raise _Odd
    return int(digits)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _Odd
    return number


USUAL: Final = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_number, parse_int=_whole, parse_float=_number)
"""Reads what is well formed, and tells nothing of what is not."""


def read_question_text(text: str, policy: Policy | None = None) -> object:
    """The decoded JSON of a question.

    Raises:
        BadInput: too large, too deep, no JSON, a key twice in one object, NaN or Infinity.
    """
    text = text.removeprefix("\ufeff")
    _check_bounds(text, policy or shipped_policy())
    try:
        document: object = USUAL.decode(text)
    except ValueError:
        document = _read_telling(text)
    return document


def _read_telling(text: str) -> object:
    """The same, with everything that is wrong."""
    problems: list[Problem] = []

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
            problems.extend(Problem("duplicate_field", safe_repr(k), "", "once_each", "take_one_out") for k in twice)
        return found

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
