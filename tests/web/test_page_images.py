"""Pictures of the catalog: shown only from hosts that a setting names, and told nothing but that they are asked for."""

from __future__ import annotations

import re

import pytest
from building import chart, product

from catalog.documents.question_reader import parse_question
from catalog.messages.messages import Messages
from catalog.model.answer import Answer
from catalog.model.offer import Availability, Offer
from catalog.model.policy import shipped_policy
from catalog.model.problem import BadInput
from catalog.model.product import Variant
from catalog.rules.gates import gates_of
from catalog.search.catalog_index import Candidate
from catalog.search.find import find
from catalog.web.config import config_from
from catalog.web.middleware import CSP, with_images
from catalog.web.page.frame import render
from catalog.web.page.view import View

POLICY, EN = shipped_policy(), Messages("en")
CDN = "https://cdn.shop.example"


def answer(image: str) -> Answer:
    variant = Variant("sku", "M", offer=Offer(Availability.IN_STOCK, 1, None, "", image))
    sock = product("sock", name="Running sock", chart=chart({"M": ("35", "38")}), variants=(variant,))
    question = parse_question({"garment": "any", "legs": {"calf_max_girth": "36 cm"}})
    return find(question, [Candidate(sock, gates_of(sock, POLICY))], POLICY)


@pytest.mark.parametrize(
    ("image", "shown"),
    [
        pytest.param(f"{CDN}/a.jpg?v=1&w=2", True, id="of a host that is named"),
        pytest.param("https://CDN.shop.example/a.jpg", True, id="in capitals"),
        pytest.param("http://cdn.shop.example/a.jpg", False, id="without encryption"),
        pytest.param("https://other.example/a.jpg", False, id="of another host"),
        pytest.param("https://cdn.shop.example.evil.example/a.jpg", False, id="of a longer host"),
        pytest.param("https://cdn.shop.example@evil.example/a.jpg", False, id="with a name before the host"),
        pytest.param("https://cdn.shop.example:8443/a.jpg", False, id="of another port"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("", False, id="none"),
    ],
)
def test_a_picture_is_shown_from_a_host_that_is_named(image: str, shown: bool) -> None:
    for origins, expected in (((CDN,), shown), ((), False)):
        view = View(EN, {"calf_max_girth": ("36",)}, answer=answer(image), images=origins)
        page = render("page.html", EN, view.languages(), view=view)
        pictures = re.findall("<img [^>]*>", page)
        assert len(pictures) == expected
        assert all('alt=""' in p and 'referrerpolicy="no-referrer"' in p for p in pictures)
        assert page.count('class="kind"') >= 1


def test_the_policy_of_the_page_has_these_hosts_and_no_others() -> None:
    policy = with_images((CDN, "https://img.example"))
    assert f"img-src 'self' data: {CDN} https://img.example;" in policy
    assert policy.replace(f" {CDN} https://img.example", "") == CSP.decode()


@pytest.mark.parametrize("value", ["*", "http://cdn.shop.example", "https://cdn.shop.example/a", "https://*.shop.example",
                                   "https://cdn.shop.example; script-src *", "cdn.shop.example", "https://localhost"])  # fmt: skip
def test_a_host_is_written_whole(value: str) -> None:
    with pytest.raises(BadInput) as refused:
        config_from({"LEGFIT_IMAGES": f"{CDN}, {value}"})
    assert [p.field for p in refused.value.problems] == ["LEGFIT_IMAGES"]


def test_hosts_are_read_from_the_setting() -> None:
    assert config_from({"LEGFIT_IMAGES": f" {CDN.upper().replace('HTTPS', 'https')},https://img.example:8443 "}).images == (
        CDN, "https://img.example:8443",
    )  # fmt: skip
    assert config_from({}).images == ()
