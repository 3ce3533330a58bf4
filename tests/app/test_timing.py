"""Where the time went: the steps and their names; how long they take is no test's matter."""

import re

from catalog.app.timing import Timing

STEPS = ["parse", "snapshot", "judge", "order", "words"]


def test_steps_are_told_in_the_order_they_were_taken_and_added_up():
    timing = Timing()
    for step in ("judge", "order", "judge"):
        timing.mark(step)
    assert list(timing.steps) == ["judge", "order"]
    assert re.fullmatch(r"judge;dur=\d+\.\d{3}, order;dur=\d+\.\d{3}", timing.header())
    assert re.fullmatch(r"judge \d+\.\d ms, order \d+\.\d ms; \d+\.\d ms in all", timing.line())


def test_a_search_says_on_stderr_where_its_time_went(legfit):
    plain, timed = (
        legfit("search", "--garment", "calf_sleeve", "--calf", "36.5 cm", *more) for more in ((), ("--timing",))
    )
    assert timed.stdout == plain.stdout
    (line,) = set(timed.stderr.splitlines()) - set(plain.stderr.splitlines())
    assert re.findall(r"([a-z]+) \d+\.\d ms[,;]", line) == STEPS
