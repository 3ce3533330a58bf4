"""What a record says for or against sport, one signal for each thing it says."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class SignalKind(StrEnum):
    """What a signal does: decides, suggests, identifies sport, hints at it, weakens a hint, or was ignored."""

    DECISIVE = "decisive"
    SUGGESTIVE = "suggestive"
    SPORT = "sport"
    HINT = "hint"
    EVERYDAY = "everyday"
    IGNORED = "ignored"


class Signal(Struct, frozen=True):
    """One signal: its kind and id, the text that fired it, where that stands, and its language."""

    kind: SignalKind
    id: str
    text: str
    position: str
    field: str
    language: str = ""
    why: str = ""
    """Why it was ignored: `denied`, `not_claimed`, `elsewhere`, `compared` ...; empty otherwise."""
