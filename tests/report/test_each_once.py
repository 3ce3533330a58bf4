"""A sign that stands in several places, or in small and capital letters, is said once."""

import pytest

from catalog.model.verdict import because
from catalog.report.each_once import each_once


def sign(text, code="medical.sport", **where):
    return because(code, signal="sport", text=text, **{"position": "title", "field": "name", "language": "en", **where})


@pytest.mark.parametrize(
    ("reasons", "kept"),
    [
        pytest.param([sign("Running"), sign("running")], [0], id="capital letters"),
        pytest.param([sign("running"), sign("running", field="claims[0]", position="bullet")], [0], id="another place"),
        pytest.param([sign("running"), sign("run")], [0, 1], id="another word"),
        pytest.param([sign("running"), sign("running", "medical.sport_hint")], [0, 1], id="another weight"),
        pytest.param([because("size.needs"), because("size.side"), because("size.needs")], [0, 1, 2], id="of two legs"),
        pytest.param([sign("x", why="denied"), sign("x", why="shape")], [0, 1], id="left out for another reason"),
    ],
)
def test_what_says_the_same_is_said_once(reasons, kept):
    assert each_once(reasons) == [reasons[at] for at in kept]
