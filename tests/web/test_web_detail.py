"""How much an answer says: three sizes, the same bytes at every door, and no more than they may weigh."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from building import SOURCE, chart, gates, product
from web_service import Service, legfit_in

from catalog.documents.answer import answer_document
from catalog.documents.json_text import encode
from catalog.documents.question_reader import parse_question
from catalog.messages.messages import Messages
from catalog.model.money import Money
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.product import CatalogVersion, Garment, Price, Variant
from catalog.model.question import Detail
from catalog.model.snapshot import Snapshot
from catalog.search.loaded_catalog import load_catalog
from catalog.search.lookup import PAGES, answer, answer_about

CALF = {"legs": {"calf_max_girth": "36.5 cm"}}
RUN = {"run": {"distance": "21.1 km"}}
SHOP = "nordlauf-trail-sleeve"
DETAILS = [pytest.param(d, id=d) for d in Detail]
COLOURS = ("black", "white", "lime green")
HEAD = {
    Detail.BRIEF: {"made_by", "counts", "matches", "misses", "excluded", "reasons"},
    Detail.STANDARD: {"made_by", "question", "counts", "matches", "misses", "excluded", "reasons"},
    Detail.FULL: {"made_by", "question", "counts", "matches", "misses", "excluded", "reasons"},
}
BRIEF = {"product", "lead", "outcome", "size", "also", "certainty", "confidence", "points", "cautions", "basket"}
MATCH = {
    Detail.BRIEF: BRIEF,
    Detail.STANDARD: BRIEF | {"medical", "graduated", "reasons", "price", "source"},
    Detail.FULL: BRIEF | {"medical", "graduated", "reasons", "price", "source"},
}


def shop(number: int) -> Snapshot:
    """A catalog of so many sleeves that hold a calf of 36.5 cm, and twice as many that do not; three variants each."""
    sizes = {"S": ("30", "34.9"), "M": ("35", "39.9"), "L": ("40", "46")}
    small = {"S": ("24", "27.9"), "M": ("28", "31.9"), "L": ("32", "35")}
    products = tuple(
        product(
            f"nordlauf-sleeve-{n:03}",
            brand="Nordlauf",
            name=f"Trail Running Compression Calf Sleeve {n}",
            garment=Garment.CALF_SLEEVE,
            chart=chart(sizes if n < number else small, id=f"nordlauf-sleeve-{n:03}-chart"),
            price=Price(Money(4995, "EUR"), SOURCE),
            variants=tuple(
                Variant(
                    f"NL-CS-{n:03}-{c.upper()[:3]}-M",
                    "M",
                    c,
                    f"040063813{n:04}{i}",
                    f"4{n:04}{i}1234567",
                    Offer(
                        Availability.IN_STOCK,
                        7,
                        Money(4495, "EUR"),
                        f"https://shop.example/products/trail-sleeve-{n:03}?variant=4{n:04}{i}1234567",
                        f"https://cdn.shop.example/files/trail-sleeve-{n:03}-{i}.jpg",
                    ),
                )
                for i, c in enumerate(COLOURS)
            ),
        )
        for n in range(3 * number)
    )
    return Snapshot(CatalogVersion(1, "x"), products, {p.id: gates() for p in products}, {})


@pytest.mark.parametrize(
    ("detail", "alone", "several"),
    [pytest.param(Detail.BRIEF, 1200, 20_000, id="brief"), pytest.param(Detail.STANDARD, 2500, 45_000, id="standard")],
)
def test_an_answer_with_offers_weighs_no_more_than_it_may(detail: Detail, alone: int, several: int) -> None:
    catalog, policy = load_catalog(shop(20)), shipped_policy()
    question = parse_question({"garment": "calf_sleeve", **CALF}, policy)
    size = answer_about(catalog, question, policy, catalog.snapshot.products[:1])
    search = answer(catalog, question, policy, PAGES[detail])
    assert [len(size.matches[0].product.variants), len(search.matches)] == [3, 20]
    assert len(encode(answer_document(size, Messages(), detail))) <= alone
    assert len(encode(answer_document(search, Messages(), detail))) <= several


@pytest.mark.parametrize("detail", DETAILS)
def test_each_detail_has_its_fields(service: Service, detail: Detail) -> None:
    found = service.post(f"/v1/products/{SHOP}/size?detail={detail}", CALF).json()
    (match,) = found["matches"]
    assert set(found) == HEAD[detail]
    assert set(match) == MATCH[detail]
    assert ("stays" in match["points"]["calf_max_girth"]) == (detail is Detail.FULL)
    if detail is not Detail.BRIEF:
        assert ("reasons" in match["medical"]) == ("note" in match["source"]) == (detail is Detail.FULL)
        assert {r["code"] for r in match["reasons"]} >= {"size.inside", "size.stays"}


@pytest.mark.parametrize(
    ("query", "field", "detail"),
    [
        pytest.param("", {}, Detail.STANDARD, id="nothing said"),
        pytest.param("", {"detail": "brief"}, Detail.BRIEF, id="the question says it"),
        pytest.param("?detail=full", {}, Detail.FULL, id="the address says it"),
        pytest.param("?detail=full", {"detail": "brief"}, Detail.FULL, id="the address goes first"),
    ],
)
def test_the_detail_is_what_was_asked_for(service: Service, query: str, field: dict[str, str], detail: Detail) -> None:
    path = f"/v1/products/{SHOP}/size"
    assert (
        service.post(path + query, {**CALF, **field}).content == service.post(f"{path}?detail={detail}", CALF).content
    )


def test_another_detail_is_refused_wherever_it_stands(service: Service, tmp_path: Path, seeded_url: str) -> None:
    there = service.post(f"/v1/products/{SHOP}/size?detail=all", CALF)
    assert (there.status_code, there.json()["code"], there.json()["field"]) == (400, "unknown_detail", "detail")
    inside = service.post(f"/v1/products/{SHOP}/size", {**CALF, "detail": "all"})
    assert (inside.status_code, inside.json()["code"], inside.json()["field"]) == (422, "unknown_value", "detail")
    typed = legfit_in(tmp_path, "size", SHOP, "--calf", "36.5 cm", "--detail", "all", "--database", seeded_url)
    assert (typed.returncode, "--detail" in typed.stderr) == (2, True)


LISTS = ("matches", "misses", "excluded")


@pytest.mark.parametrize(
    ("query", "lengths"),
    [
        pytest.param("", (20, 20, 0), id="standard"),
        pytest.param("?detail=brief", (20, 0, 0), id="brief"),
        pytest.param("?detail=full", (None, None, None), id="full"),
        pytest.param("?all=true", (None, None, None), id="all"),
        pytest.param("?detail=brief&all=true", (None, None, None), id="all, in brief"),
        pytest.param("?misses=all", (20, None, 0), id="all of one list"),
        pytest.param("?matches=1&misses=2&excluded=3", (1, 2, 3), id="numbers"),
        pytest.param("?matches=1&all=true", (1, None, None), id="a number goes before all"),
        pytest.param("?detail=full&excluded=0", (None, None, 0), id="full without exclusions"),
    ],
)
def test_how_long_the_lists_are(service: Service, query: str, lengths: tuple[int | None, ...]) -> None:
    found = service.post(f"/v1/search{query}", {"garment": "any", **CALF}).json()
    counts = [found["counts"][name] for name in LISTS]
    most = [c if n is None else min(n, c) for n, c in zip(lengths, counts, strict=True)]
    assert [len(found[name]) for name in LISTS] == most
    assert found["counts"]["asked"] == sum(counts)
    assert counts[1] > 20
    assert counts[2] > 20


QUESTIONS = [
    pytest.param(["search"], "/v1/search", {"garment": "any", **CALF}, id="search"),
    pytest.param(["search"], "/v1/search", {"garment": "any", **CALF, **RUN, "id": "leg 7"}, id="search with a run"),
    pytest.param(["size", SHOP], f"/v1/products/{SHOP}/size", {**CALF, "id": "a"}, id="size"),
    pytest.param(["size", SHOP], f"/v1/products/{SHOP}/size", {"legs": {"calf_max_girth": "45 cm"}}, id="no size"),
    pytest.param(
        ["size", SHOP], f"/v1/products/{SHOP}/size", {**CALF, "runner": {"red_flags": ["C1"]}}, id="emergency"
    ),
    pytest.param(["advise"], "/v1/advise", {"garment": "any", **RUN}, id="advise"),
]


@pytest.mark.parametrize("detail", DETAILS)
@pytest.mark.parametrize(("typed", "path", "question"), QUESTIONS)
def test_a_detail_is_the_same_bytes_at_every_door(
    service: Service,
    seeded_url: str,
    tmp_path: Path,
    typed: list[str],
    path: str,
    question: dict[str, object],
    detail: Detail,
) -> None:
    sent = service.post(f"{path}?detail={detail}", question)
    assert sent.status_code == 200, sent.text
    asked = json.dumps({"garment": "any", **question})
    same = question if "garment" in question else {"garment": "any", **question}
    assert service.post(f"{path}?detail={detail}", same).content == sent.content
    common = ("--question", "-", "--database", seeded_url)
    one = legfit_in(tmp_path, *typed, *common, "--json", "--detail", detail, stdin=asked)
    assert one.stdout.encode() == sent.content, one.stderr
    line = json.dumps({"garment": "any", **question, "detail": detail})
    many = legfit_in(tmp_path, *typed, *common, "--format", "jsonl", stdin=f"{line}\n{line}\n")
    assert many.stdout.encode() == sent.content * 2, many.stderr


def test_the_lists_of_a_document_are_as_long_as_was_typed(service: Service, seeded_url: str, tmp_path: Path) -> None:
    asked = json.dumps({"garment": "any", **CALF})
    sent = service.post("/v1/search?matches=2&misses=all&excluded=all", {"garment": "any", **CALF})
    more = ("--limit", "2", "--misses", "--explain-excluded")
    done = legfit_in(tmp_path, "search", "--question", "-", "--json", *more, "--database", seeded_url, stdin=asked)
    assert done.stdout.encode() == sent.content, done.stderr


@pytest.mark.parametrize("detail", DETAILS)
def test_advice_is_there_where_a_run_or_a_runner_was_told(service: Service, detail: Detail) -> None:
    path = f"/v1/products/{SHOP}/size?detail={detail}"
    silent = service.post(path, {**CALF, "runner": {}}).json()
    assert "advice" not in silent
    assert "advice" not in silent["matches"][0]
    for told in ({"run": {}}, {"runner": {"experience": "beginner"}}):
        found = service.post(path, {**CALF, **told}).json()
        assert found["advice"]["ask"]
        assert found["matches"][0]["advice"]["ask"]
    for told in (RUN, {"run": {"rest_day": True}}):
        found = service.post(path, {**CALF, **told}).json()
        assert found["advice"]["headline"]["verdict"]
        assert set(found["advice"]) >= ({"headline"} if detail is Detail.BRIEF else {"before", "during", "after"})
        assert ("garment_order" in found["advice"]) == (detail is not Detail.BRIEF)
        assert ("notes" in found["advice"]) == (detail is Detail.FULL)
        assert ("during" in found["matches"][0]["advice"]) == (detail is not Detail.BRIEF)


def test_a_question_may_have_an_id_that_the_answer_repeats(service: Service) -> None:
    path = f"/v1/products/{SHOP}/size"
    for detail in Detail:
        found = service.post(f"{path}?detail={detail}", {**CALF, "id": "basket 7"}).json()
        assert found["id"] == "basket 7"
        assert "id" not in service.post(f"{path}?detail={detail}", CALF).json()
    wrong = service.post(path, {**CALF, "id": 7})
    assert (wrong.status_code, wrong.json()["field"]) == (422, "id")


@pytest.mark.parametrize(
    ("language", "emergency"),
    [
        pytest.param(
            "en", "Chest pain, sudden breathlessness or coughing blood: call the emergency services now.", id="en"
        ),
        pytest.param("de", "Brustschmerz, plötzliche Atemnot oder Bluthusten: Wählen Sie sofort den Notruf.", id="de"),
    ],
)
def test_an_emergency_is_all_that_there_is_to_show(service: Service, language: str, emergency: str) -> None:
    path = f"/v1/products/{SHOP}/size?detail=brief&lang={language}"
    (match,) = service.post(path, {**CALF, "runner": {"red_flags": ["C3", "C1"]}}).json()["matches"]
    assert match["lead"] == emergency
    assert match["advice"]["headline"]["verdict"] == "see_clinician_first"


@pytest.mark.parametrize(
    ("legs", "lead"),
    [
        pytest.param("36.5 cm", "Size M fits.", id="fits"),
        pytest.param(
            "45 cm", "No size of this product fits: your leg is outside its size chart.", id="outside the chart"
        ),
    ],
)
def test_the_sentence_to_show_first(service: Service, legs: str, lead: str) -> None:
    found = service.post(f"/v1/products/{SHOP}/size?detail=brief", {"legs": {"calf_max_girth": legs}}).json()
    (entry,) = found["matches"] + found["misses"]
    assert entry["lead"].startswith(lead)


def test_a_product_that_is_held_back_says_so_in_brief(service: Service) -> None:
    found = service.post("/v1/products/jobst-relief-pantyhose-20-30/size?detail=brief", CALF).json()
    (out,) = found["excluded"]
    assert set(out) == {"product", "lead", "rule"}
    assert (out["rule"], out["lead"]) == ("medical", "Left out: it is a medical product, not one for sport.")
