"""Whether a text names something without claiming it: refusals, cautions, "consult a doctor if", "unlike"."""

from __future__ import annotations

from typing import Final

from .negation import NegationContext
from .phrases import PhraseMatch

GARMENT_ENDS: Final = ("strumpf", "strumpfe", "struempfe", "kous", "kousen")
CAUTIONS: Final = frozenset({"refuse", "heading", "contrast", "advice", "no_answer"})
"""Without a phrase of these a text names nothing that it does not claim, but what it denies."""
ITEMS: Final = 12
"""So many lines up a list is looked for the caution that heads it."""
ITEM_WORDS: Final = 8
"""A line of a list is no longer."""
CONTRAST: Final = 6
"""So many words before a phrase a contrast may begin."""


def is_disclaimed(context: NegationContext, match: PhraseMatch) -> bool:
    """Whether a disease is named without being claimed: refused, cautioned against, or left to a doctor."""
    if context.words.words[match.end - 1].endswith(GARMENT_ENDS) and context.reached_by("deny", match.first):
        return True
    if not context.matches.has(CAUTIONS):
        return False
    first, end = context.sentence(match.first)
    return (
        context.is_asked_and_denied(match)
        or _is_refused(context, first, match.first)
        or _is_contrasted(context, first, match.first)
        or _is_listed(context, first, match.first, end)
        or _is_left_to_a_doctor(context, first, match.first, end)
        or _is_cautioned_after(context, first, match, end)
    )


def _is_contrasted(context: NegationContext, first: int, at: int) -> bool:
    """Whether a few words of one thought part the phrase from "unlike": "unlike socks for DVT" is no contrast."""
    return any(
        not context.is_parted(cue.end, at) and not context.matches.begins("purpose", cue.end, at)
        for cue in context.matches.within("contrast", max(first, at - CONTRAST), at)
    )


def _is_refused(context: NegationContext, first: int, at: int) -> bool:
    """Whether a refusal, or a caution with its colon ("Warning: ..."), reaches word `at`; "warning signs" is none."""
    matches = context.matches
    headings = [cue for cue in matches.within("heading", first, at) if context.has_colon(cue.end)]
    return any(
        not context.starts_new_thought(cue.end, at) and not matches.begins("only", cue.first + 1, cue.end + 1)
        for cue in (*matches.within("refuse", first, at), *headings)
    )


def _is_listed(context: NegationContext, first: int, at: int, end: int) -> bool:
    """Whether a word stands in a list under a caution: "Do not use with:", then an ailment on each line."""
    if context.next_colon(first + 1) <= at:
        return False
    for _ in range(ITEMS):
        if first == 0 or end - first > ITEM_WORDS or context.matches.begins("acts", first, end):
            return False
        first, end = context.sentence(first - 1)
        colon = context.next_colon(first + 1)
        if colon <= end:
            return _is_caution(context, first, colon)
        cautions = [cue for group in ("heading", "refuse") for cue in context.matches.within(group, first, end)]
        if any((cue.first, cue.end) == (first, end) for cue in cautions):
            return True
    return False


def _is_caution(context: NegationContext, first: int, end: int) -> bool:
    """Whether the words before a colon warn, or send to a doctor."""
    within = context.matches.within
    advised = within("advice", first, end) and within("condition", first, end)
    warned = within("refuse", first, end) or within("heading", first, end)
    return bool(advised or warned) and not _claims_something(context, first, end)


def _is_left_to_a_doctor(context: NegationContext, first: int, at: int, end: int) -> bool:
    """Whether a doctor is to be asked under a condition that reaches word `at`: "consult a doctor if you have DVT"."""
    if _claims_something(context, first, end):
        return False
    return any(
        context.matches.begins("condition", cue.end, at) and not context.starts_new_thought(cue.end, at)
        for cue in context.matches.within("advice", first, at)
    )


def _is_cautioned_after(context: NegationContext, first: int, match: PhraseMatch, end: int) -> bool:
    """Whether a condition stands before, a caution after and no claim: "if you have DVT, ask a doctor"."""
    matches = context.matches
    refusals, advice = matches.within("refuse", match.end, end), matches.within("advice", match.end, end)
    if not (refusals or advice) or _claims_something(context, first, end):
        return False
    if matches.within("if", first, match.first) or matches.begins("condition", first, first + 1):
        return True
    refused_at_once = any(not context.is_parted(match.end, refusal.first) for refusal in refusals)
    return refused_at_once and matches.begins("purpose", first, first + 1)


def _claims_something(context: NegationContext, first: int, end: int) -> bool:
    """Whether the product is said to do something, outside of every refusal."""
    refused = [range(refusal.first, refusal.end) for refusal in context.matches.within("refuse", first, end)]
    return any(not any(act.first in words for words in refused) for act in context.matches.within("acts", first, end))
