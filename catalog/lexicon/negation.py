"""Whether a text says a phrase of the product: or denies it, compares with it, or means something else by it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from .match_index import MatchIndex
from .once import once
from .phrases import PhraseMatch
from .tokens import COMMA, LINE, TokenizedText

ASKING: Final = 4
"""The verb of a question stands among so many words."""
COMPARED: Final = 4
"""So many words before a phrase a comparison may begin."""
AROUND: Final = 8
"""So many words before and behind a phrase one that means something else may begin and end."""
ALL: Final = frozenset(
    {"all", "any", "every", "other", "alle", "jedes", "tous", "tout", "todos", "todo", "tutti", "ogni"}
)
"""Before a phrase, one of these makes "like" a statement: like all medical devices, this one ..."""
NEGATIVE_ANSWERS: Final = frozenset({"no", "nein", "non", "nee", "false", "none"})


class NegationContext:
    """The words of a text with its matches; those of some groups (deny, only ...) say how the others are meant.

    Few of the matches are weighed for one phrase, so that a hostile text costs little; one that is left out can only
    make a phrase count as claimed. What a look-up needs is worked out when the first one asks for it.
    """

    def __init__(
        self, words: TokenizedText, matches: MatchIndex, reach: int, *,
        small_words: tuple[str, ...] = ("filler",), complaints: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Take in a text, its matches, and over how many small words a denial reaches.

        `small_words` names the groups of those words; `complaints` groups of what a person may have: a question about
        them speaks of the product only where it asks for it ("Is it for varicose veins?").
        """
        self.words = words
        self.matches = matches
        self._reach = reach
        self._small_groups = small_words
        self._complaints = complaints

    @once
    def _small_words(self) -> set[int]:
        return self.matches.words_of(self._small_groups)

    @once
    def _sentence_starts(self) -> list[int]:
        return [at for at, strength in enumerate(self.words.breaks) if strength >= LINE]

    def sentence(self, at: int) -> tuple[int, int]:
        """First word and end of the sentence (or line) that word `at` stands in."""
        starts = self._sentence_starts
        following = bisect_right(starts, at)
        end = starts[following] if following < len(starts) else len(self.words.words)
        return (starts[following - 1] if following else 0), end

    def reached_by(self, group: str, first: int) -> bool:
        """Whether only small words stand between a phrase of a group and word `first`."""
        if not self.matches.holds(group):
            return False
        for at in range(first, max(first - self._reach, 0), -1):
            if self.words.breaks[at] >= COMMA:
                return False
            if self.matches.ends_at(group, at):
                return not self.matches.begins("only", at, at + 1)
            if at - 1 not in self._small_words:
                return False
        return False

    def is_negated(self, match: PhraseMatch) -> bool:
        """Whether the text says that the product is not this: "not a medical device", "Medizinprodukt: nein"."""
        return (
            self.reached_by("deny", match.first)
            or self.reached_by("without", match.first)
            or self._is_answered_no(match.end)
            or self.is_asked_and_denied(match)
        )

    def is_negated_inside(self, match: PhraseMatch) -> bool:
        """Whether a denial stands inside a phrase or right behind it: "the insurer does not pay"."""
        end = min(match.end + 3, self.sentence(match.first)[1])
        denials = self.matches.within("deny", match.first, end)
        return any(not self.matches.begins("only", denial.end, denial.end + 1) for denial in denials)

    def is_other_sense(self, match: PhraseMatch) -> bool:
        """Whether a phrase lies in one that means something else: "satisfait ou remboursé"."""
        if not self.matches.holds("not_meant"):
            return False
        first, end = max(0, match.first - AROUND), min(match.end + AROUND, len(self.words.words))
        others = self.matches.within("not_meant", first, end)
        return any(other.first < match.end and match.first < other.end for other in others)

    def is_comparison(self, match: PhraseMatch) -> bool:
        """Whether the phrase is only compared with: "like T.E.D. hose", "corresponds to class 1"."""
        first = match.first
        if any(word in ALL for word in self.words.words[max(0, first - 2) : first]):
            return False
        near = self.matches.within("compare", max(self.sentence(first)[0], first - COMPARED), first)
        return self.reached_by("compare", first) or any(not self.is_parted(cue.end, first) for cue in near)

    def describes_a_maker(self, match: PhraseMatch) -> bool:
        """Whether the phrase describes a company: "by a medical device manufacturer"."""
        breaks, first, end = self.words.breaks, match.first, match.end
        if first == 0 or first - 1 not in self._small_words or breaks[first]:
            return False
        followed = end < len(breaks) and breaks[end] == 0 and self.matches.begins("maker_of", end, end + 1)
        return followed or self.reached_by("maker_of", first)

    def is_parted(self, first: int, last: int) -> bool:
        """Whether a comma or more stands before any word from `first` to `last`."""
        return any(self.words.breaks[first : last + 1])

    def _is_answered_no(self, at: int) -> bool:
        words, breaks = self.words.words, self.words.breaks
        if at >= len(words) or words[at] not in NEGATIVE_ANSWERS or breaks[at] != COMMA:
            return False
        return self._thought_ends(at + 1)

    def _thought_ends(self, at: int) -> bool:
        """Whether the text ends before word `at`, or a comma or more stands there."""
        return at == len(self.words.words) or self.words.breaks[at] >= COMMA

    def is_asked_and_denied(self, match: PhraseMatch) -> bool:
        """Whether a phrase stands in a question that is answered with no ("Is it for running? No").

        A complaint has to be asked of the product: "Varicose veins? No, thanks!" boasts.
        """
        matches = self.matches
        if "?" not in self.words.plain or not matches.holds("no_answer"):
            return False
        first, end = self.sentence(match.first)
        if end == len(self.words.words) or "?" not in self.words.gaps[end]:
            return False
        asks_product = matches.begins("asks", first, first + ASKING) and not matches.within("asks_people", first, end)
        if match.group in self._complaints and not asks_product:
            return False
        answer = matches.end_from(("answer_label",), end)
        behind = matches.end_from(("no_answer",), answer)
        if behind == answer:
            return False
        return self._thought_ends(behind) or matches.begins("goes_on", behind, behind + 1)

    @once
    def _colons(self) -> list[int]:
        if ":" not in self.words.plain:
            return []
        return [at for at, gap in enumerate(self.words.gaps) if at and ":" in gap]

    @once
    def _stops(self) -> list[int]:
        """The words that a colon, or a dash between spaces, stands before."""
        gaps = enumerate(self.words.gaps[1:-1], 1)
        return [at for at, gap in gaps if ":" in gap or (" " in gap and any(c in gap for c in "-–—"))]

    @once
    def _turns(self) -> list[int]:
        """The words that begin a purpose behind a comma."""
        purposes = dict.fromkeys(self.matches.firsts("purpose"))
        return [at for at in purposes if self.words.breaks[at] >= COMMA]

    def next_colon(self, at: int) -> int:
        """The first word from `at` on (or the end) that a colon stands before; past the end where there is none."""
        return _first_from(self._colons, at, len(self.words.words) + 1)

    def has_colon(self, at: int) -> bool:
        """Whether a colon stands before word `at`, or closes the text."""
        return self.next_colon(at) == at

    def starts_new_thought(self, first: int, end: int) -> bool:
        """Whether between two words a new thought begins: a contrast, a claim, a comma and a purpose."""
        matches, never = self.matches, len(self.words.words) + 1
        if matches.begins("acts", first, end) or matches.begins("but", first, end):
            return True
        if _first_from(self._turns, first, never) < end:
            return True
        stop = _first_from(self._stops, first + 1, never)
        return stop <= end and not (self.has_colon(stop) and matches.begins("condition", first, stop))


def _first_from(places: list[int], at: int, otherwise: int) -> int:
    """The first of some ordered places that is not before `at`."""
    following = bisect_left(places, at)
    return places[following] if following < len(places) else otherwise
