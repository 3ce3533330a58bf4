"""Whole answers, compared to the letter in every language."""

import difflib
import re

import pytest
from told import ANSWERS, SEARCHES, TOLD, path_of, text

from catalog.messages.messages import LANGUAGES

WITHOUT_PHASES = ("unknown-distance", "one-warm-calf-after-flight", "nobody-asked-when")
HOW = "if it is meant: python tests/told/told.py"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOLD)
def test_told(name, language):
    kept, now = path_of(name, language).read_text("utf-8"), text(name, language)
    changed = difflib.unified_diff(kept.splitlines(), now.splitlines(), "kept", "now", lineterm="", n=1)
    assert kept == now, "\n".join([HOW, *changed])


def test_nothing_is_kept_that_is_not_told():
    assert {p.name for p in ANSWERS.iterdir()} == {path_of(n, lang).name for n in TOLD for lang in LANGUAGES}


@pytest.mark.parametrize("name", SEARCHES)
def test_every_language_tells_the_same_in_as_many_lines(name):
    assert len({len(text(name, language).splitlines()) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("name", [n for n in SEARCHES if n not in WITHOUT_PHASES])
def test_every_phase_names_its_grade(name):
    for line in text(name, "en").splitlines():
        if re.match(r"(Before|During|After): ", line):
            assert re.search(r"\(evidence: (strong|moderate|weak|none)\)$", line), line
