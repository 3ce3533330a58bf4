"""Whether a phrase in a text is meant of the product: denied, cautioned against, compared with, or stated."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from .phrases import PhraseMatch
from .tokens import COMMA, LINE, TokenizedText

GARMENT_ENDS = ("strumpf", "strumpfe", "struempfe", "kous", "kousen")
CUES = 20
ILLNESS = frozenset({"M6", "ailment"})
ASKING = 4
"""The verb of a question stands among so many words."""
CAUTIONS = frozenset({"refuse", "heading", "contrast", "advice", "no_answer"})
"""Without a phrase of these a text names nothing that it does not claim, but what it denies."""
ITEMS = 12
"""So many lines up a list is looked for the caution that heads it."""
ITEM_WORDS = 8
"""A line of a list is no longer."""
CONTRAST = 6
"""So many words before a phrase a contrast may begin."""
ALL = frozenset({"all", "any", "every", "other", "alle", "jedes", "tous", "tout", "todos", "todo", "tutti", "ogni"})
"""Before a phrase, one of these makes "like" a statement: like all medical devices, this one ..."""
NEGATIVE_ANSWERS = frozenset({"no", "nein", "non", "nee", "false", "none"})


class NegationContext:
    """A text's words with every hit of the context groups (deny, refuse, acts ...).

    Look-ups are by bisection and at most `CUES` cues are weighed for one phrase, so that a hostile text costs
    little; a cue left out can only make a phrase count as claimed. What a look-up needs is worked out when the first
    one asks for it: most texts hold nothing that has to be looked up.
    """

    def __init__(self, words: TokenizedText, groups: Mapping[str, Sequence[PhraseMatch]], reach: int) -> None:
        """`reach` is how many small words may stand between a denial and its phrase."""
        self.words = words
        self.reach = reach
        self._hits = groups

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {g: [h.first for h in hits] for g, hits in self._hits.items()}

    @cached_property
    def _ends(self) -> dict[str, set[int]]:
        return {g: {h.last for h in hits} for g, hits in self._hits.items()}

    @cached_property
    def _small_words(self) -> set[int]:
        return {i for g in ("filler", "M1") for h in self._hits.get(g, ()) for i in range(h.first, h.last)}

    @cached_property
    def _edges(self) -> list[int]:
        return [i for i, strength in enumerate(self.words.breaks) if strength >= LINE]

    @cached_property
    def _turns(self) -> list[int]:
        purposes = set(self._starts.get("purpose", ()))
        return [i for i, b in enumerate(self.words.breaks) if b >= COMMA and i in purposes]

    @cached_property
    def _colons(self) -> list[int]:
        colon = ":" in self.words.folded
        return [i for i in range(1, len(self.words.words) + 1) if self._colon(i)] if colon else []

    @cached_property
    def _stops(self) -> list[int]:
        return [i for i in range(1, len(self.words.words)) if self._is_stop(self.words, i)]

    @staticmethod
    def _is_stop(words: TokenizedText, at: int) -> bool:
        """Whether a colon or a dash between spaces stands before a word."""
        gap = words.folded[words.spans[at - 1][1] : words.spans[at][0]]
        return ":" in gap or (" " in gap and any(c in gap for c in "-–—"))

    def sentence(self, at: int) -> tuple[int, int]:
        """First word and end of the sentence (or line) that word `at` stands in."""
        edge = bisect_right(self._edges, at)
        last = self._edges[edge] if edge < len(self._edges) else len(self.words.words)
        return (self._edges[edge - 1] if edge else 0), last

    def at(self, group: str, first: int, last: int) -> bool:
        """Whether a phrase of a group begins at a word from `first` up to (not with) `last`."""
        starts = self._starts.get(group)
        if not starts:
            return False
        place = bisect_left(starts, first)
        return place < len(starts) and starts[place] < last

    def _within(self, group: str, first: int, last: int, *, whole: bool = True) -> list[PhraseMatch]:
        """The hits of a group inside a stretch of words, or begun in it, the last `CUES` of them."""
        if group not in self._hits:
            return []
        starts = self._starts[group]
        low, high = bisect_left(starts, first), bisect_left(starts, last)
        return [h for h in self._hits[group][max(low, high - CUES) : high] if h.last <= last or not whole]

    def _ends_at(self, group: str, word: int) -> bool:
        return word in self._ends.get(group, ())

    def _small(self, word: int) -> bool:
        return word in self._small_words

    def reached_by(self, group: str, first: int) -> bool:
        """Whether only small words stand between a phrase of a group and word `first`."""
        if group not in self._hits:
            return False
        for word in range(first, max(first - self.reach, 0), -1):
            if self.words.breaks[word] >= COMMA:
                return False
            if self._ends_at(group, word):
                return not self.at("only", word, word + 1)
            if not self._small(word - 1):
                return False
        return False

    def denied(self, hit: PhraseMatch) -> bool:
        """Whether the text says that the product is not this: "not a medical device", "Medizinprodukt: nein"."""
        return (
            self.reached_by("deny", hit.first)
            or self.reached_by("without", hit.first)
            or self._answered_no(hit.last)
            or self._asked_in_vain(hit)
        )

    def denied_within(self, hit: PhraseMatch) -> bool:
        """Whether a denial stands inside a phrase or right behind it: "the insurer does not pay"."""
        end = min(hit.last + 3, self.sentence(hit.first)[1])
        return any(not self.at("only", d.last, d.last + 1) for d in self._within("deny", hit.first, end))

    def not_meant(self, hit: PhraseMatch) -> bool:
        """Whether a phrase lies in one that means something else: "satisfait ou remboursé"."""
        around = self._within("not_meant", max(0, hit.first - 8), min(hit.last + 8, len(self.words.words)))
        return any(m.first < hit.last and hit.first < m.last for m in around)

    def _answered_no(self, at: int) -> bool:
        words, breaks = self.words.words, self.words.breaks
        if at >= len(words) or words[at] not in NEGATIVE_ANSWERS or breaks[at] != COMMA:
            return False
        return at + 1 == len(words) or breaks[at + 1] >= COMMA

    def _asked_in_vain(self, hit: PhraseMatch) -> bool:
        """Whether a phrase stands in a question that is answered with no ("Is it for running? No").

        Illness has to be asked of the product: "Varicose veins? No, thanks!" boasts.
        """
        first, end = self.sentence(hit.first)
        if not (self._hits.get("no_answer") and self._asks(end)):
            return False
        if hit.group in ILLNESS and (
            not self.at("asks", first, first + ASKING) or self._within("asks_people", first, end)
        ):
            return False
        answer = self.end_of("answer_label", end) or end
        last = self.end_of("no_answer", answer)
        if not last:
            return False
        return last == len(self.words.words) or self.words.breaks[last] >= COMMA or self.at("goes_on", last, last + 1)

    def _asks(self, end: int) -> bool:
        """Whether a question mark stands before a word."""
        words = self.words
        return end < len(words.words) and "?" in words.folded[words.spans[end - 1][1] : words.spans[end][0]]

    def end_of(self, group: str, at: int) -> int:
        """Where the longest phrase of a group ends that begins at a word; 0 where none does."""
        return max((h.last for h in self._within(group, at, at + 1, whole=False)), default=0)

    def of_a_maker(self, hit: PhraseMatch) -> bool:
        """Whether the phrase describes a company: "by a medical device manufacturer"."""
        after = hit.last < len(self.words.words) and self.words.breaks[hit.last] == 0
        followed = after and self.at("maker_of", hit.last, hit.last + 1)
        led = hit.first > 0 and self._small(hit.first - 1) and self.words.breaks[hit.first] == 0
        return led and (followed or self.reached_by("maker_of", hit.first))

    def compared(self, hit: PhraseMatch) -> bool:
        """Whether the phrase is only compared with: "like T.E.D. hose", "corresponds to class 1"."""
        if any(w in ALL for w in self.words.words[max(0, hit.first - 2) : hit.first]):
            return False
        return self.reached_by("compare", hit.first) or self._near("compare", hit.first, 4)

    def _near(self, group: str, first: int, reach: int) -> bool:
        start = max(self.sentence(first)[0], first - reach)
        return any(not any(self.words.breaks[h.last : first + 1]) for h in self._within(group, start, first))

    def _reach_ended(self, start: int, end: int) -> bool:
        """Whether between two words a new thought begins: a contrast, a claim, a comma and a purpose."""
        if self.at("acts", start, end) or self.at("but", start, end):
            return True
        turn, stop = bisect_left(self._turns, start), bisect_right(self._stops, start)
        turned = turn < len(self._turns) and self._turns[turn] < end
        if stop >= len(self._stops) or self._stops[stop] > end:
            return turned
        return turned or not (self._colon(self._stops[stop]) and self.at("condition", start, self._stops[stop]))

    def not_claimed(self, hit: PhraseMatch) -> bool:
        """Whether a disease is named without being claimed: refusals, cautions, "consult a doctor if"."""
        if self.words.words[hit.last - 1].endswith(GARMENT_ENDS) and self.reached_by("deny", hit.first):
            return True
        if self._hits.keys().isdisjoint(CAUTIONS):
            return False
        first, last = self.sentence(hit.first)
        return (
            self._asked_in_vain(hit)
            or self._refused_before(first, hit.first)
            or self._contrasted(first, hit.first)
            or self._listed(first, hit.first, last)
            or self._advised_before(first, hit.first, last)
            or self._cautioned_after(first, hit, last)
        )

    def _contrasted(self, first: int, at: int) -> bool:
        """Whether a few words of one thought part the phrase from "unlike": "unlike socks for DVT" is no contrast."""
        return any(
            not any(self.words.breaks[cue.last : at + 1]) and not self.at("purpose", cue.last, at)
            for cue in self._within("contrast", max(first, at - CONTRAST), at)
        )

    def _refused_before(self, first: int, at: int) -> bool:
        cues = [*self._within("refuse", first, at), *self._headings(first, at)]
        return any(
            not self._reach_ended(cue.last, at) and not self.at("only", cue.first + 1, cue.last + 1) for cue in cues
        )

    def _headings(self, first: int, at: int) -> list[PhraseMatch]:
        """The cautions that a colon follows: "Warning: ..."; "warning signs" is none."""
        return [h for h in self._within("heading", first, at) if self._colon(h.last)]

    def _colon(self, at: int) -> bool:
        """Whether a colon stands before a word, or closes the text."""
        words = self.words
        end = words.spans[at][0] if at < len(words.words) else len(words.folded)
        return at > 0 and ":" in words.folded[words.spans[at - 1][1] : end]

    def _next_colon(self, at: int) -> int:
        """The first word from `at` on that a colon stands before; past the end where there is none."""
        place = bisect_left(self._colons, at)
        return self._colons[place] if place < len(self._colons) else len(self.words.words) + 1

    def _listed(self, first: int, at: int, last: int) -> bool:
        """Whether a word stands in a list under a caution: "Do not use with:", then an ailment on each line."""
        if self._next_colon(first + 1) <= at:
            return False
        for _ in range(ITEMS):
            if first == 0 or last - first > ITEM_WORDS or self.at("acts", first, last):
                return False
            first, last = self.sentence(first - 1)
            colon = self._next_colon(first + 1)
            if colon <= last:
                return self._cautions(first, colon)
            if any(
                h.first == first and h.last == last for g in ("heading", "refuse") for h in self._within(g, first, last)
            ):
                return True
        return False

    def _cautions(self, first: int, last: int) -> bool:
        """Whether the words before a colon warn, or send to a doctor."""
        advised = self._within("advice", first, last) and self._within("condition", first, last)
        warned = self._within("refuse", first, last) or self._within("heading", first, last)
        return bool(advised or warned) and not self._claims_something(first, last)

    def _advised_before(self, first: int, at: int, last: int) -> bool:
        if self._claims_something(first, last):
            return False
        return any(
            self.at("condition", cue.last, at) and not self._reach_ended(cue.last, at)
            for cue in self._within("advice", first, at)
        )

    def _claims_something(self, first: int, last: int) -> bool:
        refused = self._within("refuse", first, last)
        return any(not any(r.first <= act.first < r.last for r in refused) for act in self._within("acts", first, last))

    def _cautioned_after(self, first: int, hit: PhraseMatch, last: int) -> bool:
        """A condition before, a caution after and no claim: "if you have DVT, ask a doctor"."""
        refusals, advice = self._within("refuse", hit.last, last), self._within("advice", hit.last, last)
        if not (refusals or advice) or self._claims_something(first, last):
            return False
        if self._within("if", first, hit.first) or self.at("condition", first, first + 1):
            return True
        return self.at("purpose", first, first + 1) and any(
            not any(self.words.breaks[hit.last : r.first + 1]) for r in refusals
        )
