"""What a person should look at in one product, gathered while it is made."""

from __future__ import annotations

from msgspec import Struct, field

from ...model.import_report import ImportNote
from ...model.verdict import Fact

MOST_QUOTED = 120
"""So many characters of a text of the shop are quoted."""
MOST_NAMED = 3
"""So many different texts are quoted in one note."""


class Notes(Struct):
    """The notes of one product; what stands at many of its variants is one note that counts them."""

    product: str
    place: str
    notes: list[ImportNote] = field(default_factory=list)
    counted: dict[str, dict[str, int]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    """Where the first variant stands that a counted note is about."""

    def add(self, code: str, **facts: Fact) -> None:
        """One more thing to look at; each is said once."""
        note = ImportNote(code, self.product, self.place, tuple(facts.items()))
        if note not in self.notes:
            self.notes.append(note)

    def count(self, code: str, text: str, place: str) -> None:
        """The same thing at one more variant, with the text that stands there and the variant's place."""
        self.first.setdefault(code, place)
        texts = self.counted.setdefault(code, {})
        texts[text] = texts.get(text, 0) + 1

    def all(self) -> tuple[ImportNote, ...]:
        """Every note, those that count variants last."""
        if not self.counted:
            return tuple(self.notes)
        for code, texts in self.counted.items():
            quoted = [text[:MOST_QUOTED] for text in texts if text]
            more = ("…",) if len(quoted) > MOST_NAMED else ()
            facts = ("count", sum(texts.values())), ("text", ", ".join((*quoted[:MOST_NAMED], *more)))
            self.notes.append(ImportNote(code, self.product, self.first[code], facts))
        self.counted.clear()
        self.first.clear()
        return tuple(self.notes)
