"""How a phrase is meant: denied, compared with, in another sense, or named without being claimed."""

from __future__ import annotations

import pytest

from catalog.lexicon.disclaimers import is_disclaimed
from catalog.lexicon.lexicon_file import NEGATION, read_lexicon
from catalog.lexicon.match_index import MatchIndex
from catalog.lexicon.negation import NegationContext
from catalog.lexicon.phrases import PhraseMatch
from catalog.lexicon.tokens import tokenize

LEXICON = read_lexicon(
    """
thing = {en = ["device", "dvt"]}
deny = {en = ["not", "no"]}
without = {en = ["without"]}
filler = {en = ["a", "an", "for"]}
but = {en = ["but"]}
compare = {en = ["like"]}
not_meant = {en = ["device maker"]}
refuse = {en = ["do not use"]}
heading = {en = ["warning"]}
contrast = {en = ["unlike"]}
advice = {en = ["ask a doctor"]}
condition = {en = ["if"]}
acts = {en = ["treats"]}
maker_of = {en = ["manufacturer"]}
""",
    NEGATION.read_text("utf-8"),
)


def meant(text: str) -> tuple[NegationContext, PhraseMatch]:
    words = tokenize(text)
    matches = LEXICON.matches(words)
    return NegationContext(words, MatchIndex(matches), 4), next(m for m in matches if m.group == "thing")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A device", False, id="stated"),
        pytest.param("Not a device", True, id="denied over a small word"),
        pytest.param("Not only a device", False, id="not only"),
        pytest.param("Not soft, a device", False, id="no denial over a comma"),
        pytest.param("Not this device", False, id="no denial over another word"),
        pytest.param("Without a device", True, id="without"),
        pytest.param("Device: no", True, id="answered in a table"),
        pytest.param("Is it a device? No.", True, id="asked and denied"),
        pytest.param("Is it a device? No problem", False, id="no as part of another thought"),
        pytest.param("Is it a device? Yes.", False, id="asked and confirmed"),
    ],
)
def test_what_is_negated(text: str, expected: bool) -> None:
    context, match = meant(text)
    assert context.is_negated(match) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Treats DVT", False, id="claimed"),
        pytest.param("Do not use for DVT", True, id="refused"),
        pytest.param("Do not use wet. Treats DVT", False, id="refused in another sentence"),
        pytest.param("Do not use wet but for DVT", False, id="a new thought"),
        pytest.param("Warning: DVT", True, id="under a caution"),
        pytest.param("Warning signs of DVT", False, id="a caution without its colon"),
        pytest.param("Do not use with:\nfever\nDVT", True, id="in a list under a caution"),
        pytest.param("Ask a doctor if you have DVT", True, id="left to a doctor"),
        pytest.param("If you have DVT ask a doctor", True, id="a caution behind a condition"),
        pytest.param("Unlike a sock against DVT", True, id="a contrast"),
    ],
)
def test_what_is_disclaimed(text: str, expected: bool) -> None:
    assert is_disclaimed(*meant(text)) is expected


def test_comparisons_other_senses_and_makers() -> None:
    context, match = meant("Like a device")
    assert (context.is_comparison(match), context.is_other_sense(match)) == (True, False)
    context, match = meant("Like all device")
    assert context.is_comparison(match) is False
    context, match = meant("By a device maker")
    assert context.is_other_sense(match) is True
    context, match = meant("By a device manufacturer")
    assert context.describes_a_maker(match) is True
