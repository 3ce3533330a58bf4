"""What a person reads where something went wrong: plain words and the way on; what programs read is folded away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import UNSET, Struct

from ...documents.reason import ConfirmProblemDocument, ProblemDocument
from ...messages.messages import Messages

PASSING: Final = frozenset((408, 429, 500, 503))
"""What may be over in a moment: the page offers to try again."""
OURS: Final = frozenset((500, 503))
"""Faults of ours, which the log has under the number of the request."""


class ProblemView(Struct, frozen=True):
    """One problem as a page."""

    problem: ProblemDocument
    messages: Messages
    sent: bool = False
    """Whether a form was sent, so that something was typed before."""
    wait: int = 0
    """Seconds until it makes sense to ask again; 0 where nothing says it."""
    reference: str = ""

    @property
    def title(self) -> str:
        """What happened."""
        code = f"page.sorry_{self.problem.status}"
        return self.messages.text(code) if self.messages.knows(code) else self.problem.title

    @property
    def advice(self) -> str:
        """What to do about it; empty where only the details say it."""
        code = f"page.sorry_{self.problem.status}_do"
        return self.messages.text(code, {"count": self.wait}) if self.messages.knows(code) else ""

    @property
    def passing(self) -> bool:
        """Whether it may be over in a moment, so that the same thing is worth another try."""
        return self.problem.status in PASSING

    @property
    def number(self) -> str:
        """The number under which the log knows more; empty where it was no fault of ours."""
        return self.reference if self.problem.status in OURS else ""

    @property
    def details(self) -> Sequence[str]:
        """What a program is told, one sentence each."""
        errors = [f"{self._expected(error.expected)} {error.hint}".strip() for error in self.problem.errors]
        confirm = self.problem.confirm if isinstance(self.problem, ConfirmProblemDocument) else UNSET
        doubts = [] if confirm is UNSET else [doubt.text for doubt in confirm]
        return [f"{self.problem.status} {self.problem.title}", *errors, *doubts]

    def _expected(self, expected: str) -> str:
        return self.messages.text("widget.expected", {"expected": expected})
