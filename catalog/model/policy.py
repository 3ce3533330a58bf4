"""Every threshold that a rule uses: value, unit, since, source and why, read from policy.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import tomli
from msgspec import Struct

from .leg import Dimension, LegPoint

T = TypeVar("T")
FIELDS = {"value", "unit", "since", "source", "why"}
Value = int | float | str | bool | tuple[Any, ...]


class Threshold(Struct, frozen=True):
    """One number (or short list) with its unit, the date it holds from, its source and its reason."""

    name: str
    value: Value
    unit: str
    since: str
    source: str
    why: str


class Policy(Struct, frozen=True, eq=False):
    """All thresholds by name, and a version that changes when any of them does.

    Compared by identity, so that what a rule works out of it once can be cached by it.
    """

    version: str
    thresholds: Mapping[str, Threshold]

    def __iter__(self) -> Iterator[Threshold]:
        return iter(self.thresholds.values())

    def whole(self, name: str) -> int:
        """A whole number in the threshold's own unit.

        Raises: KeyError (no threshold of that name), TypeError (it is not a whole number).
        """
        value = self.thresholds[name].value
        return value if type(value) is int else self._typed(name, int, "a whole number")

    def number(self, name: str) -> float:
        """A number in the threshold's own unit; errors as for `whole`."""
        return float(self._typed(name, (int, float), "a number"))

    def um(self, name: str) -> int:
        """A length threshold (written in cm) in whole micrometres."""
        if self.thresholds[name].unit != "cm":
            raise TypeError(f"policy {name} is not a length in cm")
        return round(self.number(name) * 10_000)

    def word(self, name: str) -> str:
        """A word, such as `larger`."""
        return self._typed(name, str, "a word")

    def items(self, name: str) -> tuple[Any, ...]:
        """A short list."""
        return self._typed(name, tuple, "a list")

    def _typed(self, name: str, kind: type[T] | tuple[type[T], ...], words: str) -> T:
        value = self.thresholds[name].value
        if isinstance(value, bool) or not isinstance(value, kind):
            raise TypeError(f"policy {name} is not {words}")
        return value

    def range_at(self, point: LegPoint, grade: str) -> tuple[int, int] | None:
        """The lowest and highest value that is `likely` or `possible` at a point, in um or g; None where not set."""
        name = f"plausible.{point.value}_{grade}"
        if name not in self.thresholds:
            return None
        factor = 1000 if point.dimension is Dimension.MASS else 10_000
        low, high = self.items(name)
        return round(low * factor), round(high * factor)


def _frozen(value: object) -> Value:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value  # type: ignore[return-value]


def read_policy(text: str) -> Policy:
    """The policy written in a TOML text: tables of tables, each leaf with the five fields.

    Raises: ValueError (a threshold lacks a field or has one too many; all are named).
    """
    thresholds: dict[str, Threshold] = {}
    wrong: list[str] = []
    for name, entry in _leaves(tomli.loads(text), ""):
        if not isinstance(entry, dict):
            wrong.append(f"{name}: not a table")
        elif set(entry) != FIELDS:
            wrong.append(f"{name}: fields {sorted(set(entry) ^ FIELDS)} missing or unknown")
        else:
            value = _frozen(entry.pop("value"))
            thresholds[name] = Threshold(name, value, **{field: str(text) for field, text in entry.items()})
    if wrong:
        raise ValueError("policy.toml: " + "; ".join(wrong))
    return Policy(sha256(text.encode()).hexdigest()[:12], thresholds)


def _leaves(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for key, entry in table.items():
        if isinstance(entry, dict) and "value" not in entry:
            yield from _leaves(entry, f"{path}{key}.")
        else:
            yield f"{path}{key}", entry


@cache
def shipped_policy() -> Policy:
    """The policy that travels with the package."""
    return read_policy(Path(__file__).with_name("policy.toml").read_text("utf-8"))
