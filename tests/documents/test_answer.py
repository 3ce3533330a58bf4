"""The parts of answers that are kept as bytes: nothing of a person's body, and the same as when they are made anew."""

from random import Random

import pytest

from benchmarks.catalogs import seed
from benchmarks.questions import question
from catalog.documents.answer import answer_document
from catalog.documents.entries import cautions_document
from catalog.documents.json_text import encode
from catalog.documents.question_reader import parse_question
from catalog.documents.worded import WordedParts
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.quantities import Length, Mass, Pressure, ShoeSize
from catalog.model.question import Detail
from catalog.model.verdict import because
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer

SNAPSHOT = seed().snapshot()
CATALOG = load_catalog(SNAPSHOT)


def answers(count, seed):
    random = Random(seed)
    for _ in range(count):
        try:
            yield answer(CATALOG, parse_question(question(random)), shipped_policy())
        except BadInput:
            continue


def facts_of(some_answer):
    """The facts of everything in an answer whose document is kept."""
    entries = [*some_answer.matches, *some_answer.misses, *some_answer.excluded]
    reasons = [r for e in entries for verdict in (e.medical, e.graduated) for r in verdict.reasons]
    for advice in filter(None, (some_answer.advice, *(m.advice for m in some_answer.matches))):
        reasons += [*advice.notes, *advice.reasons]
    return [fact for reason in reasons for _, fact in reason.facts]


def leaves(fact):
    return [leaf for part in fact for leaf in leaves(part)] if isinstance(fact, tuple) else [fact]


def test_nothing_that_is_kept_holds_a_measure_of_a_person():
    facts = [leaf for some_answer in answers(60, 5) for fact in facts_of(some_answer) for leaf in leaves(fact)]
    assert facts
    assert not [f for f in facts if isinstance(f, (Length, Mass, ShoeSize))]
    figures = [f for product in SNAPSHOT.products for f in product.pressure]
    printed = {p.text() for f in figures for p in (f.low, f.high) if p}
    printed |= {p.text() for f in figures for at in f.profile for p in (at.low, at.high) if p}
    assert {f.text() for f in facts if isinstance(f, Pressure)} <= printed


@pytest.mark.parametrize("detail", [pytest.param(d, id=d) for d in Detail])
@pytest.mark.parametrize("units", [pytest.param(units, id=units) for units in ("cm", "in")])
@pytest.mark.parametrize("language", [pytest.param(name, id=name) for name in LANGUAGES])
def test_what_is_kept_is_sent_as_it_would_be_made_anew(language, units, detail):
    messages, worded = Messages(language, units), WordedParts()
    some_answers = list(answers(8, 7))
    plain = [encode(answer_document(a, messages, detail)) for a in some_answers]
    for _ in range(2):
        assert [encode(answer_document(a, messages, detail, worded)) for a in some_answers] == plain


def test_no_more_is_kept_than_there_is_room_for():
    worded = WordedParts(most=3)
    for some_answer in answers(10, 9):
        encode(answer_document(some_answer, Messages(), worded=worded))
    assert worded.verdict.cache_info().maxsize == worded.verdict.cache_info().currsize == 3


def test_a_caution_has_the_short_code_of_the_contract():
    sold_out, unsure = because("caution.sold_out", size="M"), because("caution.chart_unsure", causes=("quoted",))
    documents = cautions_document((sold_out, unsure), Messages())
    assert [(d.code, d.facts) for d in documents] == [
        ("sold_out", {"size": "M"}),
        ("chart_unsure", {"causes": ["quoted"]}),
    ]
    assert documents[0].text == "Size M is sold out."
