"""The cards of the widget, made of an answer without a service."""

from __future__ import annotations

import pytest
from building import chart, product

from catalog.documents.answer import size_answer_document
from catalog.documents.question_reader import parse_question
from catalog.messages.messages import Messages
from catalog.model.policy import shipped_policy
from catalog.model.question import Detail
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import find
from catalog.web.page.widget_card import widget_answer_document

POLICY, EN = shipped_policy(), Messages("en")


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param({"M": ("34", "38")}, "No size of this product fits your leg", id="every row was read"),
        pytest.param(
            {"M": ("34", "38"), "L": []}, "None of the sizes that could be read fits your leg", id="one was not"
        ),
    ],
)
def test_a_row_that_was_not_read_may_be_the_one(rows, title):
    sock = product(name="Running sock", chart=chart(rows))
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": "41 cm"}})
    answer = find(question, [Candidate(sock, gates_of(sock, POLICY))], POLICY)
    document = size_answer_document(answer, None, EN, Detail.FULL)
    (card,) = widget_answer_document(answer, document, EN).cards
    assert card.title == title
