"""The page of coverage shows what the command says."""

from __future__ import annotations

import re
import shlex

import pytest
from running import CHECKOUT

pytestmark = pytest.mark.usefixtures("embedded")

PAGE = (CHECKOUT / "docs" / "shops" / "coverage.md").read_text("utf-8")
SHOWN = re.findall(r"```\n\$ legfit (.+)\n((?s:.+?))```", PAGE)


def test_the_page_shows_something():
    assert len(SHOWN) == 4


@pytest.mark.parametrize(("arguments", "text"), [pytest.param(a, t, id=a) for a, t in SHOWN])
def test_what_the_page_shows_is_what_the_command_says(cli, arguments, text):
    lines = [line.rstrip() for line in cli(*shlex.split(arguments)).out.splitlines()]
    part = text.removeprefix("…\n").removesuffix("…\n")
    assert part in "".join(f"{line}\n" for line in lines)
