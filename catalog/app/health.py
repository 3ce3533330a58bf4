"""What a look at an installation finds: one check, and how it ended."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from ..model.verdict import Reason


class Health(StrEnum):
    """How a check ended; a notice is a finding that answers live with."""

    OK = "ok"
    NOTICE = "notice"
    BROKEN = "broken"


class Check(Struct, frozen=True):
    """One thing looked at: how it is, what was seen, what to do, and the products or places it is about."""

    name: str
    health: Health
    seen: Reason
    todo: Reason | None = None
    about: tuple[str, ...] = ()
