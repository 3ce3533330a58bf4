"""Short words for a usual run (`half`, `trail-20k`, `flight-6h`) and what each of them assumes."""

from __future__ import annotations

import re
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, Final

from ..model.notation.unit_words import unit_of
from ..model.problem import BadInput
from .fields import folded

Assumed = dict[str, dict[str, Any]]

NAMED: Final[dict[str, Assumed]] = {
    "half": {"run": {"distance": "21.0975 km"}},
    "marathon": {"run": {"distance": "42.195 km"}},
    "ultra": {"run": {"distance": "50 km"}},
    "long-run": {"run": {"duration": "90 min", "intensity": "easy"}},
    "intervals": {"run": {"duration": "45 min", "intensity": "hard"}},
    "recovery-run": {"run": {"duration": "40 min", "intensity": "easy"}, "runner": {"hours_since_hard": 24}},
    "rest-day": {"run": {"rest_day": True}},
}
ALIASES = {"half-marathon": "half", "full": "marathon", "recovery": "recovery-run", "rest": "rest-day"}
EXAMPLES: Final = ("5k", "10k", *NAMED, "trail-20k", "flight-6h")
ALIASES |= dict.fromkeys(("halbmarathon", "semi-marathon", "semi", "media-maraton", "mezza-maratona"), "half")
ALIASES |= dict.fromkeys(("maraton", "maratona", "full-marathon"), "marathon")
ALIASES |= dict.fromkeys(("ruhetag", "jour-de-repos", "dia-de-descanso"), "rest-day")
RUN: Final = re.compile(r"(trail-)?(\d{1,3})(?:[.,](\d{1,4}))?-?([a-z]+)\.?", re.ASCII)
FLIGHT: Final = re.compile(r"flight-(\d{1,2}(?:\.\d)?)h", re.ASCII)


def expand(word: str) -> Assumed:
    """Write the `run` and `runner` fields that a short word stands for. Raises: BadInput, with the nearest words.

    >>> expand("trail-20k")
    {'run': {'distance': '20 km', 'surface': 'trail'}}
    """
    plain = folded(word).replace("_", "-")
    plain = ALIASES.get(plain, plain)
    assumed = NAMED.get(plain) or _run(plain) or _flight(plain)
    if assumed is None:
        near, names = get_close_matches(plain, [*EXAMPLES, *ALIASES], n=1, cutoff=0.5), ", ".join(EXAMPLES)
        hint = "" if near else "run_written_out"
        raise BadInput.one("unknown_shorthand", "for", word, "one_of", hint, suggestion="".join(near), names=names)
    return deepcopy(assumed)


def _run(word: str) -> Assumed | None:
    """A distance: `5k`, `5-km`, `10mi`, `trail-20k`."""
    parts = RUN.fullmatch(word)
    if parts is None:
        return None
    trail, whole, decimals, typed = parts.groups()
    unit = "km" if typed == "k" else unit_of(typed, ("km", "mi"))
    if unit is None or not int(whole + (decimals or "")):
        return None
    fields = {"distance": f"{whole}{f'.{decimals}' if decimals else ''} {unit}"}
    return {"run": fields | ({"surface": "trail"} if trail else {})}


def _flight(word: str) -> Assumed | None:
    """A seated flight on a day without a run: `flight-6h`."""
    parts = FLIGHT.fullmatch(word)
    if parts is None or float(parts[1]) == 0:
        return None
    hours = float(parts[1])
    return {"run": {"rest_day": True}, "runner": {"travel_hours": int(hours) if hours.is_integer() else hours}}
