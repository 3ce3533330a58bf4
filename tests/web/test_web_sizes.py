"""Several products for one leg: an answer for each in its place."""

from __future__ import annotations

import pytest
from web_service import Service

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
SHOP = "nordlauf-trail-sleeve"
PRODUCTS = [SHOP, "none-such", "compressport-ur2", "jobst-relief-pantyhose-20-30", "40002", SHOP]


def test_each_product_gets_its_brief_answer_in_its_place(service: Service) -> None:
    sent = service.post("/v1/sizes", {"question": {**CALF, "id": "page 3"}, "products": PRODUCTS})
    assert sent.status_code == 200
    assert sent.headers["cache-control"] == "no-store"
    answers = sent.json()["answers"]
    assert len(answers) == len(PRODUCTS)
    for reference, answer in zip(PRODUCTS, answers, strict=True):
        if reference != "none-such":
            path = f"/v1/products/{reference}/size?detail=brief"
            assert answer == service.post(path, {**CALF, "id": "page 3"}).json()
    (error,) = answers[1]["errors"]
    assert (error["code"], error["field"], error["read"]) == ("unknown_product", "products.1", "none-such")
    assert [bool(a.get("matches")) for a in answers] == [True, False, True, False, True, True]


def test_they_say_as_much_as_is_asked_for_in_the_language_that_is(service: Service) -> None:
    asked = {"question": {**CALF, "detail": "standard"}, "products": [SHOP, "none"]}
    first, error = service.post("/v1/sizes?lang=de", asked).json()["answers"]
    assert first == service.post(f"/v1/products/{SHOP}/size?lang=de", CALF).json()
    assert error["errors"][0]["expected"] == "ein Produkt des Katalogs"
    (full,) = service.post("/v1/sizes?detail=full", {**asked, "products": [SHOP]}).json()["answers"]
    assert full["matches"][0]["medical"]["reasons"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        pytest.param({"question": CALF, "products": []}, 422, "products", id="no product"),
        pytest.param({"question": CALF}, 422, "products", id="no products at all"),
        pytest.param({"products": [SHOP]}, 422, "question", id="no question"),
        pytest.param({"question": CALF, "products": [SHOP] * 201}, 422, "products", id="too many"),
        pytest.param({"question": CALF, "products": [SHOP, 7]}, 422, "products.1", id="a number"),
        pytest.param({"question": CALF, "products": SHOP}, 422, "products", id="no list"),
        pytest.param({"question": CALF, "products": [SHOP], "x": 1}, 422, "x", id="another field"),
        pytest.param({"question": {"legs": {"calf_max_girth": "36.51"}}, "products": [SHOP]}, 422, "question.legs.calf_max_girth", id="a wrong question"),
        pytest.param({"question": {"legs": {"calf_max_girth": "54 cm"}}, "products": [SHOP]}, 409, "legs.calf_max_girth", id="to be confirmed"),
        pytest.param({"question": {**CALF, "same_as": {"product": "x y z", "size": "M"}}, "products": [SHOP]}, 404, "same_as", id="an unknown size"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_as_a_whole(
    service: Service, body: dict[str, object], status: int, field: str
) -> None:
    answer = service.post("/v1/sizes", body)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert "36.51" not in answer.text


BIG = {"question": {"legs": {"calf_max_girth": "54 cm"}}, "products": [SHOP, "none-such"]}


def test_a_yes_holds_for_the_values_that_were_asked_about(service: Service) -> None:
    (doubt,) = service.post("/v1/sizes", BIG).json()["confirm"]
    agreed = {**BIG, "agreed": ["another", doubt["mark"]]}
    answered = service.post("/v1/sizes", agreed)
    assert answered.status_code == 200
    assert [list(a)[-1] for a in answered.json()["answers"]] == ["reasons", "errors"]
    for changed in ({"calf_max_girth": "54.1 cm"}, {"calf_max_girth": "54 cm", "thigh_girth": "50 cm"}):
        assert service.post("/v1/sizes", {**agreed, "question": {"legs": changed}}).status_code == 409


def test_a_doubt_is_no_error_to_a_badge(service: Service) -> None:
    doubts = service.post("/v1/sizes?lang=de", BIG).json()["confirm"]
    answered = service.post("/v1/sizes?badge=true&lang=de", BIG)
    assert answered.status_code == 200
    assert answered.json() == {"answers": [{"confirm": doubts}, {"confirm": doubts}]}
    marks = [doubt["mark"] for doubt in doubts]
    known, unknown = service.post("/v1/sizes?badge=true", {**BIG, "agreed": marks}).json()["answers"]
    assert known["misses"][0]["outcome"] == "outside_chart"
    assert unknown["errors"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_widget_is_told_what_to_ask_first(service: Service, language: str) -> None:
    path = f"/v1/widget/{language}/products/{SHOP}/size"
    asked = service.post(path, {"question": BIG["question"]})
    assert (asked.status_code, asked.headers["cache-control"]) == (200, "no-store")
    doubts = service.post(f"/v1/sizes?lang={language}", BIG).json()["confirm"]
    assert asked.json() == {"confirm": doubts, "cards": []}
    answered = service.post(path, {"question": BIG["question"], "agreed": [doubts[0]["mark"]]}).json()
    assert [card["event"]["outcome"] for card in answered["cards"]] == ["outside_chart"]


def test_two_hundred_are_answered(service: Service) -> None:
    sent = service.post("/v1/sizes", {"question": CALF, "products": [SHOP] * 200})
    assert len(sent.json()["answers"]) == 200
