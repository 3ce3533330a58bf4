"""What waits for a curator, by the verdicts of the two gates."""

from __future__ import annotations

import pytest

from catalog.app.review import waiting_for
from catalog.model.verdict import Gates, Outcome, Verdict

PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("medical", "marks", "graduated", "expected"),
    [
        pytest.param(PASS, (), (), "", id="nothing"),
        pytest.param(UNKNOWN, (), (), "unknown", id="sport or medical"),
        pytest.param(UNKNOWN, (), ("conflict",), "unknown", id="both, the first question first"),
        pytest.param(FAIL, ("conflict",), (), "conflict", id="sport and medical at once"),
        pytest.param(PASS, (), ("conflict",), "graduated", id="the gradient of a sport product"),
        pytest.param(FAIL, (), ("conflict",), "", id="the gradient of a medical product, which is never shown"),
        pytest.param(FAIL, ("conflict",), ("conflict",), "conflict", id="a medical product that calls itself sport"),
        pytest.param(PASS, ("override",), ("conflict",), "", id="decided"),
    ],
)  # fmt: skip
def test_what_waits(medical: Outcome, marks: tuple[str, ...], graduated: tuple[str, ...], expected: str) -> None:
    gates = Gates(
        Verdict("medical", medical, marks=marks), Verdict("graduated", UNKNOWN, marks=graduated), "policy"
    )  # fmt: skip
    assert waiting_for(gates) == expected
