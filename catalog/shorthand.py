"""Short words for a usual run (`half`, `trail-20k`, `flight-6h`) and what each of them assumes."""

from __future__ import annotations

import re
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, Final

from .problem import BadInput

Assumed = dict[str, dict[str, Any]]

NAMED: Final[dict[str, Assumed]] = {
    "half": {"run": {"distance": "21.0975 km"}},
    "marathon": {"run": {"distance": "42.195 km"}},
    "ultra": {"run": {"distance": "50 km"}},
    "long-run": {"run": {"duration": "90 min", "intensity": "easy"}},
    "intervals": {"run": {"duration": "45 min", "intensity": "hard"}},
    "recovery-run": {
        "run": {"duration": "40 min", "intensity": "easy"},
        "runner": {"hours_since_hard": 24},
    },
    "rest-day": {"run": {"rest_day": True}},
}
ALIASES: Final = {"half-marathon": "half", "full": "marathon", "recovery": "recovery-run", "rest": "rest-day"}
EXAMPLES: Final = ("5k", "10k", *NAMED, "trail-20k", "flight-6h")
RUN: Final = re.compile(r"(trail-)?(\d{1,3}(?:\.\d{1,2})?)(k|km|mi)", re.ASCII)
FLIGHT: Final = re.compile(r"flight-(\d{1,2}(?:\.\d)?)h", re.ASCII)


def expand(word: str) -> Assumed:
    """The `run` and `runner` fields of a question that a short word stands for, as the contract writes them.

    Raises:
        BadInput: the word is not known; the nearest known ones are named.
    """
    plain = re.sub(r"[\s_]+", "-", word.strip().lower())
    plain = ALIASES.get(plain, plain)
    found = NAMED.get(plain) or _run(plain) or _flight(plain)
    if found is None:
        raise _unknown(word, plain)
    return deepcopy(found)


def _run(word: str) -> Assumed | None:
    """A distance: `5k`, `10mi`, `trail-20k`."""
    read = RUN.fullmatch(word)
    if read is None or float(read[2]) == 0:
        return None
    fields = {"distance": f"{read[2]} {'mi' if read[3] == 'mi' else 'km'}"}
    return {"run": fields | ({"surface": "trail"} if read[1] else {})}


def _flight(word: str) -> Assumed | None:
    """A seated flight on a day without a run: `flight-6h`."""
    read = FLIGHT.fullmatch(word)
    if read is None or float(read[1]) == 0:
        return None
    hours = float(read[1])
    return {
        "run": {"rest_day": True},
        "runner": {"travel_hours": int(hours) if hours.is_integer() else hours},
    }


def _unknown(word: str, plain: str) -> BadInput:
    near = get_close_matches(plain, [*EXAMPLES, *ALIASES], n=3, cutoff=0.5)
    hint = f"Did you mean {', '.join(near)}?" if near else "Or write the run out: distance, duration, surface."
    return BadInput.one("unknown_shorthand", "for", word, f"one of {', '.join(EXAMPLES)}", hint)
