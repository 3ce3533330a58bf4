"""What is remembered as documents: nothing of a person's body, and the same as when it is made anew."""

from random import Random

import pytest

from benchmarks.catalogs import seed
from benchmarks.questions import question
from catalog.documents.answer import answer_document, cautions_document
from catalog.documents.encoding import encode
from catalog.documents.question_reader import parse_question
from catalog.documents.size import REMEMBERED, advice_document, note_document, verdict_document
from catalog.messages.messages import LANGUAGES, Messages
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.quantities import Length, Mass, Pressure, ShoeSize
from catalog.model.verdict import because
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import answer
from catalog.web.responses import answer_response, encoded

REMEMBERING = (advice_document, note_document, verdict_document)
CATALOG = load_catalog(seed().snapshot())


def answers(count, seed):
    random = Random(seed)
    for _ in range(count):
        try:
            yield answer(CATALOG, parse_question(question(random)), shipped_policy())
        except BadInput:
            continue


def facts_of(found):
    """The facts of everything in an answer that is remembered as a document."""
    shown = [*found.matches, *found.misses, *found.excluded]
    reasons = [r for s in shown for verdict in (s.medical, s.graduated) for r in verdict.reasons]
    for advice in filter(None, (found.advice, *(m.advice for m in found.matches))):
        reasons += [*advice.notes, *advice.reasons]
    return [fact for reason in reasons for _, fact in reason.facts]


def leaves(fact):
    return [leaf for part in fact for leaf in leaves(part)] if isinstance(fact, tuple) else [fact]


def test_nothing_that_is_remembered_holds_a_measure_of_a_person():
    facts = [leaf for found in answers(60, 5) for fact in facts_of(found) for leaf in leaves(fact)]
    assert facts
    assert not [f for f in facts if isinstance(f, (Length, Mass, ShoeSize))]
    said = {p.text() for product in CATALOG.snapshot.products for f in product.pressure for p in (f.low, f.high) if p}
    said |= {
        p.text()
        for product in CATALOG.snapshot.products
        for f in product.pressure
        for at in f.profile
        for p in (at.low, at.high)
        if p
    }
    assert {f.text() for f in facts if isinstance(f, Pressure)} <= said


@pytest.mark.parametrize("language", [pytest.param(name, id=name) for name in LANGUAGES])
def test_what_is_remembered_is_what_is_made_anew(language):
    messages = Messages(language)
    found = list(answers(20, 7))
    for remembering in REMEMBERING:
        remembering.cache_clear()
    first = [answer_document(f, messages) for f in found]
    for remembering in REMEMBERING:
        assert remembering.cache_info().maxsize == REMEMBERED
        remembering.cache_clear()
    assert [answer_document(f, messages) for f in reversed(found)] == first[::-1]
    assert [answer_document(f, messages) for f in found] == first


@pytest.mark.parametrize("units", [pytest.param(units, id=units) for units in ("cm", "in")])
def test_what_the_service_keeps_encoded_is_sent_as_it_would_be_encoded(units):
    for found in answers(20, 9):
        kept, plain = Messages("fr", units, answer_response), Messages("fr", units)
        assert encoded(answer_document(found, kept)) == encode(answer_document(found, plain))


def test_a_caution_has_the_short_code_of_the_contract():
    sold_out, unsure = because("caution.sold_out", size="M"), because("caution.chart_unsure", causes=("quoted",))
    documents = cautions_document((sold_out, unsure), Messages())
    assert [(d["code"], d["facts"]) for d in documents] == [
        ("sold_out", {"size": "M"}),
        ("chart_unsure", {"causes": ["quoted"]}),
    ]
    assert documents[0]["text"] == "Size M is sold out."
