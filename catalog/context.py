"""Whether a phrase in a text is meant of the product: denied, cautioned against, compared with, or stated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .phrases import Hit
from .wording import COMMA, Words

GARMENT_ENDS = ("strumpf", "strumpfe", "struempfe", "kous", "kousen")
NEGATIVE_ANSWERS = frozenset({"no", "nein", "non", "nee", "false", "none"})


@dataclass(frozen=True)
class Context:
    """A text's words with every hit of the context groups (deny, refuse, acts ...)."""

    words: Words
    groups: Mapping[str, Sequence[Hit]]
    reach: int
    """How many small words may stand between a denial and its phrase."""

    def at(self, group: str, first: int, last: int) -> bool:
        """Whether a phrase of a group begins at a word from `first` up to (not with) `last`."""
        return any(first <= h.first < last for h in self.groups.get(group, ()))

    def _ends_at(self, group: str, word: int) -> bool:
        return any(h.last == word for h in self.groups.get(group, ()))

    def _small(self, word: int) -> bool:
        return any(h.first <= word < h.last for h in self.groups.get("filler", ()))

    def _reached_by(self, group: str, first: int) -> bool:
        """Whether only small words stand between a phrase of a group and word `first`."""
        for word in range(first, max(first - self.reach, 0), -1):
            if self.words.breaks[word] >= COMMA:
                return False
            if self._ends_at(group, word):
                return not self.at("only", word, word + 1)
            if not self._small(word - 1):
                return False
        return False

    def denied(self, hit: Hit) -> bool:
        """Whether the text says that the product is not this: "not a medical device", "Medizinprodukt: nein"."""
        return (
            self._reached_by("deny", hit.first) or self._reached_by("without", hit.first) or self._answered_no(hit.last)
        )

    def _answered_no(self, at: int) -> bool:
        words, breaks = self.words.words, self.words.breaks
        if at >= len(words) or words[at] not in NEGATIVE_ANSWERS or breaks[at] != COMMA:
            return False
        return at + 1 == len(words) or breaks[at + 1] >= COMMA

    def of_a_maker(self, hit: Hit) -> bool:
        """Whether the phrase describes a company: "by a medical device manufacturer"."""
        after = hit.last < len(self.words.words) and self.words.breaks[hit.last] == 0
        followed = after and self.at("maker_of", hit.last, hit.last + 1)
        led = hit.first > 0 and self._small(hit.first - 1) and self.words.breaks[hit.first] == 0
        return (followed and led) or self._reached_by("maker_of", hit.first)

    def compared(self, hit: Hit) -> bool:
        """Whether the phrase is only compared with: "like T.E.D. hose", "corresponds to class 1"."""
        return self._reached_by("compare", hit.first) or self._near("compare", hit.first, 4)

    def _near(self, group: str, first: int, reach: int) -> bool:
        start = max(self.words.sentence(first)[0], first - reach)
        return any(
            start <= h.first and h.last <= first and not any(self.words.breaks[h.last : first + 1])
            for h in self.groups.get(group, ())
        )

    def _reach_ended(self, start: int, end: int) -> bool:
        """Whether between two words a new thought begins: a contrast, a claim, a comma and a purpose."""
        if self.at("acts", start, end) or self.at("but", start, end):
            return True
        commas = (i for i in range(start, end) if self.words.breaks[i] >= COMMA)
        return any(self.at("purpose", i, i + 1) for i in commas)

    def not_claimed(self, hit: Hit) -> bool:
        """Whether a disease is named without being claimed: refusals, cautions, "consult a doctor if"."""
        first, last = self.words.sentence(hit.first)
        return (
            (self.words.words[hit.last - 1].endswith(GARMENT_ENDS) and self._reached_by("deny", hit.first))
            or self._refused_before(first, hit.first)
            or self._advised_before(first, hit.first)
            or self._cautioned_after(first, hit, last)
        )

    def _refused_before(self, first: int, at: int) -> bool:
        return any(
            not self._reach_ended(cue.last, at) and not self.at("only", cue.first + 1, cue.last + 1)
            for cue in self._within("refuse", first, at)
        )

    def _advised_before(self, first: int, at: int) -> bool:
        return any(
            self.at("condition", cue.last, at) and not self._reach_ended(cue.last, at)
            for cue in self._within("advice", first, at)
        )

    def _within(self, group: str, first: int, last: int) -> list[Hit]:
        return [h for h in self.groups.get(group, ()) if first <= h.first and h.last <= last]

    def _claims_something(self, first: int, last: int) -> bool:
        refused = self._within("refuse", first, last)
        return any(not any(r.first <= act.first < r.last for r in refused) for act in self._within("acts", first, last))

    def _cautioned_after(self, first: int, hit: Hit, last: int) -> bool:
        """A condition before, a caution after and no claim: "if you have DVT, ask a doctor"."""
        refusals, advice = self._within("refuse", hit.last, last), self._within("advice", hit.last, last)
        if not (refusals or advice) or self._claims_something(first, last):
            return False
        if self._within("if", first, hit.first) or self.at("condition", first, first + 1):
            return True
        return self.at("purpose", first, first + 1) and any(
            not any(self.words.breaks[hit.last : r.first + 1]) for r in refusals
        )
