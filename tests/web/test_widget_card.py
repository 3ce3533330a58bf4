"""The cards of the widget, made of an answer without a service."""

from __future__ import annotations

import pytest
from building import chart, product

from catalog.documents.answer import size_answer_document
from catalog.documents.question_reader import parse_question
from catalog.messages.messages import Messages
from catalog.model.policy import shipped_policy
from catalog.model.product import Box, Size
from catalog.model.question import Detail
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import find
from catalog.web.page.widget_card import widget_answer_document

POLICY, EN = shipped_policy(), Messages("en")
APART = {"1": ("30", "34"), "2": ("35", "38"), "3": ("39", "42")}
CLOSE = {"1": ("30", "34"), "2": ("34.1", "38"), "3": ("38.1", "42")}
LAPPED = {"2": ("33", "38.1"), "3": ("36.2", "41.9")}


UNREAD = chart({}, sizes=(*chart({"M": ("34", "38")}).sizes, Size("L", (Box(()),))))


def cards_of(rows, calf, messages=EN, **wish):
    sock = product(name="Running sock", chart=chart(rows) if isinstance(rows, dict) else rows)
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": calf}, **wish})
    answer = find(question, [Candidate(sock, gates_of(sock, POLICY))], POLICY)
    document = size_answer_document(answer, None, messages, Detail.FULL)
    return widget_answer_document(answer, document, messages).cards


def nodes_of(spec):
    """Every node of some nodes, each before its children."""
    return [spec, *(n for child in spec[2:] if isinstance(child, list) for n in nodes_of(child))]


def with_part(card, part):
    return [n for top in card.top for n in nodes_of(top) if n[1].get("part") == part]


@pytest.mark.parametrize(
    ("rows", "calf", "cards"),
    [
        pytest.param(APART, "36.5 cm", [("2", "Your size: 2", "2", [])], id="certain"),
        pytest.param(
            CLOSE, "38 cm",
            [
                ("", "Size 2 or 3 may fit", None, ["2", "3"]),
                ("2", "Your choice: 2", "2", ["3"]),
                ("3", "Your choice: 3", "3", ["2"]),
            ],
            id="at the edge of a size",
        ),
        pytest.param(
            APART, "38.4 cm",
            [
                ("", "Between 2 and 3", None, ["2", "3"]),
                ("2", "Your choice: 2", "2", ["3"]),
                ("3", "Your choice: 3", "3", ["2"]),
            ],
            id="in the middle between two",
        ),
        pytest.param(
            APART, "38.1 cm",
            [
                ("", "Between 2 and 3", None, ["2", "3"]),
                ("2", "Your choice: 2", "2", ["3"]),
                ("3", "Your choice: 3", "3", ["2"]),
            ],
            id="between two, though likely",
        ),
        pytest.param(
            CLOSE, {"left": "34 cm", "right": "34.2 cm"},
            [
                ("", "Your legs may need different sizes: left 1, right 2", None, ["2", "1"]),
                ("2", "Your choice: 2", "2", ["1"]),
                ("1", "Your choice: 1", "1", ["2"]),
            ],
            id="each leg a size of its own, uncertain",
        ),
        pytest.param(
            APART, {"left": "32 cm", "right": "36.5 cm"},
            [
                ("2", "Your legs need different sizes: left 1, right 2", "2", ["1"]),
                ("1", "Your choice: 1", "1", ["2"]),
            ],
            id="each leg a size of its own, certain",
        ),
        pytest.param(
            CLOSE, {"left": "38 cm", "right": "36.5 cm"},
            [("", "Perhaps size 2", None, ["2"]), ("2", "Your choice: 2", "2", [])],
            id="one leg near a size that the other lies outside of",
        ),
        pytest.param(
            APART, {"left": "38.6 cm", "right": "40.8 cm"},
            [("", "Perhaps size 3", None, ["3"]), ("3", "Your choice: 3", "3", [])],
            id="one leg between two sizes, the other outside of one",
        ),
        pytest.param(
            CLOSE, {"left": "34 cm", "right": "38 cm"},
            [
                ("", "Your legs may need different sizes: left 1, right 2", None, ["2", "1"]),
                ("2", "Your choice: 2", "2", ["1"]),
                ("1", "Your choice: 1", "1", ["2"]),
            ],
            id="each leg a size of its own, one near a third",
        ),
        pytest.param(
            LAPPED, "36.3 cm",
            [
                ("", "Size 3 or 2 may fit", None, ["3", "2"]),
                ("3", "Your choice: 3", "3", ["2"]),
                ("2", "Your choice: 2", "2", ["3"]),
            ],
            id="in two sizes, uncertain",
        ),
        pytest.param(
            APART, "42 cm",
            [("", "Perhaps size 3, perhaps none", None, ["3"]), ("3", "Your choice: 3", "3", [])],
            id="uncertain, and no other size is near",
        ),
    ],
)  # fmt: skip
def test_an_uncertain_size_is_the_choice_of_the_visitor(rows, calf, cards):
    assert [(c.size, c.title, c.event.size, c.event.also) for c in cards_of(rows, calf)] == cards


def test_a_wish_decides_between_two_sizes():
    cards = cards_of(APART, "38.4 cm", prefer="softer")
    assert [(c.size, c.title, c.event.size, c.event.also) for c in cards] == [
        ("3", "Between 3 and 2", "3", ["2"]), ("2", "Your choice: 2", "2", ["3"]),
    ]  # fmt: skip


def test_the_card_of_a_choice_offers_each_size_and_takes_none():
    choice, first, other = cards_of(CLOSE, "38 cm")
    pressed = [[b[1]["aria-pressed"] for b in with_part(card, "button choice")] for card in (choice, first, other)]
    assert pressed == [["false", "false"], ["true", "false"], ["false", "true"]]
    assert [b[1].get("data-wish") for b in with_part(choice, "button choice")] == [None, None]
    assert [len(with_part(card, "taken")) for card in (choice, first, other)] == [0, 1, 1]
    assert [n[2] for n in with_part(choice, "size")] == ["2 / 3"]


def test_the_card_of_the_other_size_has_every_doubt_of_the_choice():
    *_, other = cards_of(CLOSE, "38 cm")
    answer = [n for top in other.top for n in nodes_of(top) if n[1].get("class") == "name"]
    assert answer[0][2] == "You chose 3. Uncertain by this chart: by your measures it could be 2 or 3."
    assert with_part(other, "certainty") == []
    (cautions,) = with_part(other, "warn cautions")
    again = "A small measuring error decides between these sizes. Measure once more before you buy."
    assert [p[2] for p in cautions[2:]] == [again]


def test_one_uncertain_size_is_taken_by_the_visitor_alone():
    choice, picked = cards_of(APART, "42 cm")
    pressed = [[b[1]["aria-pressed"] for b in with_part(card, "button choice")] for card in (choice, picked)]
    assert pressed == [["false"], ["true"]]
    assert [len(with_part(card, "taken")) for card in (choice, picked)] == [0, 1]


@pytest.mark.parametrize(
    ("right", "near"),
    [
        pytest.param("34.2 cm", ["Left leg: close to size 2", "Right leg: close to size 1"], id="both near an edge"),
        pytest.param("36.5 cm", ["Left leg: close to size 2"], id="one near an edge"),
    ],
)
def test_each_size_of_two_legs_says_which_leg_it_is_for(right, near):
    card, *others = cards_of(CLOSE, {"left": "34 cm", "right": right})
    buttons = [b[2] for b in with_part(card, "button choice")]
    assert buttons == ["Size 2 (right leg)", "Size 1 (left leg)"]
    (cautions,) = with_part(card, "warn cautions")
    assert [p[2].split(";")[0] for p in cautions[2:]] == near
    assert not any(text.startswith("Your calf girth") for text in _texts_of(card, "answer"))
    assert all(with_part(other, "certainty") for other in others)
    chosen = [_texts_of(other, "name") for other in others]
    assert chosen == [["Take 2 first"], ["Size 1 is for your left leg."]]
    assert "measuring error decides between" not in str(with_part(others[1], "warn cautions"))


def test_what_is_true_of_both_legs_is_said_of_each():
    card, *_ = cards_of(APART, {"left": "36.5 cm", "right": "36.5 cm"})
    texts = [n[2] for n in nodes_of(card.more[0]) if n[0] == "li"]
    inside = "Your calf girth of 36.5 cm is inside size 2 (35–38 cm)."
    assert [texts[texts.index(leg) + 1] for leg in ("Left leg:", "Right leg:")] == [inside, inside]


def _texts_of(card, name):
    """The texts of the part of a card with a class."""
    part = next(n for top in card.top for n in nodes_of(top) if n[1].get("class") == name)
    return [child for n in nodes_of(part) for child in n[2:] if isinstance(child, str)]


def test_by_how_much_a_leg_is_beyond_the_chart_stands_once_with_its_bands():
    (card,) = cards_of(LAPPED, "46.2 cm")
    (reasons,) = with_part(card, "no-size")
    assert [p[2] for p in reasons[2:]] == [
        "Your calf girth of 46.2 cm is 4.3 cm larger than the chart goes (to 41.9 cm)."
    ]
    (band,) = with_part(card, "band")
    assert band[1]["aria-label"] == EN.text("page.off_band", {"point": "calf girth", "value": "46.2 cm"})
    assert [n[2] for n in nodes_of(band) if n[1].get("class") == "lab"] == ["2", "3"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param({"M": ("34", "38")}, "No size of this product fits your leg", id="every row was read"),
        pytest.param(UNREAD, "None of the sizes that were read fits your leg", id="one was not"),
    ],
)
def test_a_row_that_was_not_read_may_be_the_one(rows, title):
    (card,) = cards_of(rows, "41 cm")
    assert card.title == title


@pytest.mark.parametrize(
    ("rows", "calf", "looks"),
    [
        pytest.param({"III": ("34", "38"), "IV": ("39", "42")}, "36 cm", "big roman", id="Roman numerals"),
        pytest.param({"III": ("34", "38"), "IV": ("39", "42")}, "38 cm", "big roman", id="to choose from"),
        pytest.param({"M": ("34", "38"), "IV": ("39", "42")}, "38 cm", "big", id="a letter among them"),
        pytest.param(APART, "36.5 cm", "big", id="figures"),
    ],
)
def test_strokes_that_look_alike_have_serifs(rows, calf, looks):
    (size,) = with_part(cards_of(rows, calf)[0], "size")
    assert size[1]["class"] == looks


@pytest.mark.parametrize(
    ("calf", "says"),
    [
        pytest.param("36.5 cm", ["calf girth: 36.5 cm. Size 2 is for 34.1–38 cm."], id="one size"),
        pytest.param("38 cm", ["calf girth: 38 cm. Size 2 is for 34.1–38 cm. Size 3 is for 38.1–42 cm."] * 3, id="a choice, whichever is picked"),
        pytest.param("45 cm", ["calf girth: 45 cm. No size of this chart is made for it."], id="none"),
    ],
)  # fmt: skip
def test_a_drawing_says_every_size_that_is_marked_in_it(calf, says):
    assert [n[1]["aria-label"] for card in cards_of(CLOSE, calf) for n in with_part(card, "band")] == says


def test_a_drawing_says_it_in_whole_sentences_in_another_language():
    *_, card = cards_of(CLOSE, "38 cm", Messages("de"))
    says = "Wadenumfang: 38 cm. Größe 2 ist für 34,1–38 cm. Größe 3 ist für 38,1–42 cm."
    assert [n[1]["aria-label"] for n in with_part(card, "band")] == [says]


@pytest.mark.parametrize(
    ("legs", "size"),
    [
        pytest.param("36.5 cm", "Size 2", id="sure"),
        pytest.param("38 cm", "Size 2 or 3", id="a toss-up"),
        pytest.param("42 cm", "Perhaps size 3, perhaps none", id="or none"),
        pytest.param({"left": "32 cm", "right": "36.5 cm"}, "Your sizes: 2 and 1", id="one for each leg"),
    ],
)
def test_another_product_is_headed_by_every_size_that_it_may_be(legs, size):
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": legs}})
    large = product(name="Large sock", chart=chart({"5": ("50", "54")}))
    sock = product("b", name="Running sock", chart=chart(CLOSE))
    answer, others = (find(question, [Candidate(p, gates_of(p, POLICY))], POLICY) for p in (large, sock))
    document = size_answer_document(answer, others.matches, EN, Detail.FULL)
    (card,) = widget_answer_document(answer, document, EN, others=others.matches).cards
    (listed,) = with_part(card, "others")
    assert [n[2] for n in nodes_of(listed) if n[0] == "strong"] == [size]
