"""What a round over the pages of shops and brands brought, as a person goes through it: quiet where nothing is new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from ..model.collect_report import CollectedShop, CollectReport, ReviewEntry
from .lines import BLANK, Joined, Line, Style, heading, item, message, say
from .load import field_words

MOST_ENTRIES: Final = 20
"""Entries of one kind that are named for an address; a program gets them all."""
MOST_FIELDS: Final = 12
FEW: Final = 3
"""Products that are named of which a note says the same."""
EntryWords = Callable[[ReviewEntry], str]


def collect_lines(report: CollectReport, words: EntryWords) -> list[Line]:
    """What to look at, address by address; `words` says what an entry with a problem or a note is about."""
    lines: list[Line] = []
    for shop in report.shops:
        lines += [*([BLANK] if lines else []), *shop_lines(shop, words)]
    return lines


def shop_lines(shop: CollectedShop, words: EntryWords) -> Iterator[Line]:
    """What to look at of one address."""
    counts = tuple(message(f"ui.collect.{kind.value}", count=n) for kind, n in shop.counts().items())
    yield heading(Joined((f"{shop.id}:", Joined(counts or (message("ui.collect.quiet"),), ", "))))
    yield Line(shop.address, 0, Style.VERBATIM)
    for kind, group in groupby(shop.entries(), key=lambda entry: entry.kind):
        entries = _alike(group)
        for same in entries[:MOST_ENTRIES]:
            yield from _entry(same, words)
        if len(entries) > MOST_ENTRIES:
            facts = {"what": message(f"ui.collect.{kind.value}", count=sum(map(len, entries[MOST_ENTRIES:])))}
            yield say("ui.collect.more", **facts)
    if shop.report.left_out:
        yield say("ui.collect.left_out", count=len(shop.report.left_out))
    yield from (say("ui.collect.written", file=file) for file in shop.files)


def _alike(entries: Iterable[ReviewEntry]) -> list[list[ReviewEntry]]:
    """Entries one by one, but for notes that say the same of several products: a chart that many share is one chart."""
    groups: dict[object, list[ReviewEntry]] = {}
    for at, entry in enumerate(entries):
        groups.setdefault(at if entry.note is None else (entry.note.code, entry.note.facts), []).append(entry)
    return list(groups.values())


def _entry(same: Sequence[ReviewEntry], words: EntryWords) -> Iterator[Line]:
    entry, names = same[0], list(dict.fromkeys(entry.product for entry in same if entry.product))
    more = f", … ({len(names)})" if len(names) > FEW else ""
    products = ", ".join(names[:FEW]) + more
    product = (f"{products}:" if products else "", entry.name, f"({entry.file})" if entry.file else "")
    text = words(replace(entry, note=replace(entry.note, place="")) if entry.note and len(names) > 1 else entry)
    yield item(Joined((message(f"ui.collect.mark.{entry.kind.value}"), *product, text)))
    for change in entry.fields[:MOST_FIELDS]:
        yield Line(field_words(change), 3, Style.ENTRY)
    if len(entry.fields) > MOST_FIELDS:
        yield Line(message("ui.import.more", count=len(entry.fields) - MOST_FIELDS), 3)
