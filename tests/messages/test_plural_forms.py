"""Whatever is counted has a sentence for one and one for several, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from catalog.messages.messages import LANGUAGES, Messages, Template, sentences

COUNTS = frozenset({"count", "each", "more", "seconds"})
"""The facts that count: a noun or verb beside such a number has another form for one than for several."""
NO_NOUN = {
    "page.chart_several": "said of two tables and more",
    "page.listed": "numbers alone, without a noun",
    "page.range": "numbers alone, without a noun",
    "page.show_more": "a number in brackets, without a noun",
    "page.shown": "the first of a list that is longer than what is shown",
    "problem.expected.cli_yes_to_retire": "asked above five products only",
    "problem.expected.fetch_in_time": "s is a unit: it has no plural form",
    "problem.expected.fetch_steadily": "s is a unit: it has no plural form",
    "problem.expected.shops_charts": "said of two products and more",
    "problem.expected.store_unused_ids": "said of many ids at once",
    "problem.hint.shop_sku_of_others": "said of two variants and more",
    "problem.hint.shop_id_of_others": "said of two items and more",
    "ui.ask.pick": "the last number of a list to choose from",
    "ui.chart.unread": "a number in brackets, as of any list",
    "ui.doctor.products": "a list of numbers, each after its name",
    "ui.import.note.several_charts": "said of two charts and more",
    "ui.offer.pieces": "a number in brackets, without a noun",
    "ui.paper.best": "said of two charts and more",
}
"""Sentences with such a number that need no second form, and why."""


def uncounted(language: str) -> Iterator[str]:
    """Every code whose sentence has a count in it and does not choose by it."""
    for code, template in sentences(language).items():
        if counts_of(template) - {chosen_by(template)}:
            yield code


def chosen_by(template: Template) -> str:
    return "" if isinstance(template, str) else template["by"]


def counts_of(template: Template) -> frozenset[str]:
    """The counts that stand in a sentence; those in the form for one are never other than one."""
    texts = [template] if isinstance(template, str) else [t for key, t in template.items() if key not in ("by", "one")]
    return COUNTS.intersection(name for text in texts for name in re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_with_a_count_chooses_its_form_by_it(language: str) -> None:
    assert sorted(set(uncounted(language)) - set(NO_NOUN)) == []


def test_no_reason_is_left_over() -> None:
    assert set(NO_NOUN) <= set(uncounted("en"))


@pytest.mark.parametrize(
    ("code", "facts", "one", "several"),
    [
        pytest.param("ui.import.wait", {"address": "x.example"}, "x.example asks to wait: going on in 1 second.",
                     "x.example asks to wait: going on in 2 seconds.", id="seconds"),
        pytest.param("problem.hint.find_choices_more", {"choices": "a, b"}, "It could be: a, b and 1 more.",
                     "It could be: a, b and 2 more.", id="more"),
        pytest.param("ui.load.more_warnings", {}, "1 more warning: `legfit lint` shows it.",
                     "2 more warnings: `legfit lint` shows them.", id="count"),
    ],
)  # fmt: skip
def test_one_and_several(code: str, facts: dict[str, str], one: str, several: str) -> None:
    number = chosen_by(sentences("en")[code])
    assert Messages("en").text(code, {**facts, number: 1}) == one
    assert Messages("en").text(code, {**facts, number: 2}) == several


def test_a_count_without_forms_is_seen() -> None:
    assert counts_of("{count} more warnings") == {"count"}
    assert counts_of({"by": "kind", "one": "{count}", "other": "{count} of {name}"}) == {"count"}
    assert counts_of({"by": "count", "one": "1 row", "other": "rows"}) == set()
