"""What the widget withstands: a service that is slow, failing or away, and a page that is against it; what it keeps private."""

from __future__ import annotations

import json
from typing import Any

import pytest
from browsing import embed, wait_until
from test_browser_widget import ask, title, told

from catalog.messages.messages import LANGUAGES, Messages

QUESTION = "**/v1/widget/*/products/*/size*"


def problem(status: int, code: str) -> dict[str, Any]:
    """What a service that fails sends."""
    return {
        "status": status,
        "headers": {"Access-Control-Allow-Origin": "*"},
        "content_type": "application/problem+json",
        "body": json.dumps({"status": status, "code": code, "errors": []}),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_is_away_is_said_in_the_language_and_tried_again(
    widget: Any, visitor: Any, language: str
) -> None:
    messages = Messages(language)
    page = visitor(quiet=True)
    page.route("**/v1/**", lambda route: route.abort())
    widget(open_it=False, page=page, lang=language)
    page.locator("legfit-size").get_by_role("button", name=messages.text("widget.find")).click()
    alert = page.locator("legfit-size").get_by_role("alert")
    alert.wait_for()
    assert alert.text_content() == messages.text("widget.away")
    page.unroute("**/v1/**")
    page.get_by_role("button", name=messages.text("widget.retry")).click()
    page.locator("legfit-size #calf_max_girth").wait_for()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        pytest.param(problem(500, "internal_error"), "Not reachable right now.", id="failing"),
        pytest.param(problem(503, "catalog_unavailable"), "Not reachable right now.", id="without its catalog"),
        pytest.param(
            problem(429, "too_many_requests"), "Many people are asking right now. Please wait a moment.", id="busy"
        ),
        pytest.param(
            {"status": 200, "headers": {"Access-Control-Allow-Origin": "*"}, "body": "<html>"},
            "Not reachable right now.",
            id="not the service at all",
        ),
    ],
)
def test_a_failing_service_loses_nothing_that_was_typed(
    widget: Any, visitor: Any, answer: dict[str, Any], said: str
) -> None:
    page = widget(page=visitor(quiet=True))
    page.route(QUESTION, lambda route: route.fulfill(**answer))
    ask(page, "36.5")
    alert = page.locator("legfit-size").get_by_role("alert")
    alert.wait_for()
    assert alert.text_content() == said
    assert told(page) == []
    page.unroute(QUESTION)
    page.get_by_role("button", name="Change measures").click()
    assert page.locator("legfit-size #calf_max_girth").input_value() == "36.5"
    page.keyboard.press("Enter")
    title(page, "Your size: M")


def test_a_slow_service_is_waited_for_and_can_be_left(widget: Any, visitor: Any) -> None:
    page = visitor()
    page.clock.install()
    widget(page=page)
    held: list[Any] = []
    page.route(QUESTION, lambda route: held.append(route))
    ask(page, "36.5")
    status = page.locator("legfit-size").get_by_role("status")
    status.get_by_text("Looking up your size …").wait_for()
    page.keyboard.press("Enter")
    page.locator("legfit-size [part~='submit']").click()
    assert len(held) == 1
    assert page.evaluate("document.querySelector('legfit-size').shadowRoot.activeElement.part.contains('submit')")
    page.clock.run_for(4100)
    status.get_by_text("This takes longer than usual …").wait_for()
    page.clock.run_for(12_000)
    page.locator("legfit-size").get_by_role("alert").wait_for()
    page.unroute(QUESTION)
    page.get_by_role("button", name="Try again").click()
    title(page, "Your size: M")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slow_service_is_waited_for_with_words_of_the_language(widget: Any, visitor: Any, language: str) -> None:
    text = Messages(language).text
    page = visitor()
    page.clock.install()
    held: list[Any] = []
    page.route("**/v1/**", lambda route: held.append(route))
    widget(open_it=False, page=page, lang=language)
    page.locator("legfit-size").get_by_role("button", name=text("widget.find")).click()
    status = page.locator("legfit-size").get_by_role("status")
    status.get_by_text(text("widget.loading"), exact=True).wait_for()
    page.clock.run_for(4100)
    status.get_by_text(text("widget.loading"), exact=True).wait_for()
    page.get_by_role("button", name=text("widget.close")).click()
    assert not page.locator("legfit-size dialog").is_visible()
    page.unroute("**/v1/**")
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size #calf_max_girth").wait_for()


def test_an_answer_that_comes_too_late_is_dropped(widget: Any) -> None:
    page = widget()
    held: list[Any] = []
    page.route(QUESTION, lambda route: held.append(route))
    ask(page, "36.5")
    wait_until(page, lambda: bool(held))
    page.get_by_role("button", name="Close").click()
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    assert not page.locator("legfit-size dialog").is_visible()
    assert told(page) == []
    page.get_by_role("button", name="Find my size").click()
    assert page.locator("legfit-size #calf_max_girth").input_value() == "36.5"


@pytest.mark.parametrize(
    "opened", [pytest.param(False, id="by its button"), pytest.param(True, id="open from the start")]
)
@pytest.mark.parametrize("product", ["no-such-product", "", "  ", "..", "a/b"])
def test_a_product_that_is_unknown_is_said_to_be(widget: Any, visitor: Any, product: str, opened: bool) -> None:
    page = widget(product, open_it=False, page=visitor(quiet=True), **({"open": ""} if opened else {}))
    if not opened:
        page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size").get_by_text("This product is not in the size finder.").wait_for()
    assert page.locator("legfit-size h2").text_content() == "Find my size"
    assert page.get_by_role("button", name="Try again").count() == 0
    assert page.locator("legfit-size input").count() == 0
    if not opened:
        page.get_by_role("button", name="Close").click()
        assert page.locator("legfit-size").get_by_role("button").all_text_contents() == ["Find my size"]


def test_nothing_is_sent_but_the_question(widget: Any, visitor: Any, api: str) -> None:
    page = visitor()
    sent: list[Any] = []
    page.on("request", lambda request: request.url.startswith(api) and sent.append(request))
    page.context.add_cookies([{"name": "shop", "value": "secret", "url": api}])
    widget(page=page)
    ask(page, "36.5")
    title(page, "Your size: M")
    asked = [r for r in sent if r.method == "POST"]
    assert [json.loads(r.post_data) for r in asked] == [
        {"question": {"units": "cm", "legs": {"calf_max_girth": "36.5 cm"}, "body": {}}, "agreed": []}
    ]
    for request in sent:
        headers = request.all_headers()
        assert "cookie" not in headers or "/static/" in request.url
        assert "36" not in request.url.removeprefix(api)
    assert all("referer" not in r.all_headers() for r in sent if "/v1/" in r.url)
    paths = sorted({r.url.removeprefix(api) for r in sent})
    assert paths == [
        "/static/legfit-size.js",
        "/v1/widget/en",
        "/v1/widget/en/products/nordlauf-sleeve",
        "/v1/widget/en/products/nordlauf-sleeve/size",
    ]
    assert len(sent) == len(paths)


def test_measures_are_remembered_only_when_asked_and_forgotten_at_once(widget: Any, visitor: Any) -> None:
    page = visitor()
    widget(page=page)
    ask(page, "36.5")
    title(page, "Your size: M")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Change measures").click()
    page.locator("legfit-size #remember").check()
    ask(page, "36.5")
    title(page, "Your size: M")
    assert page.evaluate("({...localStorage})") == {"legfit:measures": '{"calf_max_girth":"36.5 cm"}'}
    widget(page=page, product="nordlauf-firm", units="in")
    assert page.locator("legfit-size #calf_max_girth").input_value() == "36.5 cm"
    page.get_by_role("button", name="Forget my measures").click()
    page.locator("legfit-size").get_by_text("Your measures are gone from this browser.").wait_for()
    assert page.evaluate("localStorage.length") == 0
    assert page.locator("legfit-size #calf_max_girth").input_value() == ""


def test_health_answers_are_never_remembered(widget: Any) -> None:
    page = widget()
    page.locator("legfit-size #remember").check()
    ask(page, "36.5")
    page.locator("legfit-size summary").get_by_text("Is it worth wearing?").click()
    page.locator("legfit-size #distance").fill("10")
    page.locator("legfit-size #C9").check()
    page.get_by_role("button", name="Show advice").click()
    page.locator("legfit-size").get_by_role("alert").wait_for()
    assert page.evaluate("({...localStorage})") == {"legfit:measures": '{"calf_max_girth":"36.5 cm"}'}


HOSTILE_CSS = """<style>
*{display:none!important;font-size:60px!important;letter-spacing:2em!important;text-transform:uppercase!important;color:red!important;line-height:4!important;visibility:hidden!important}
html,head,body,main{display:block!important}
legfit-size{opacity:0!important;transform:scale(0)!important;position:absolute!important;float:right!important;filter:blur(9px)!important}
button,input,h2,p{border:9px solid red!important;background:red!important}
</style>"""
HOSTILE_SCRIPT = """<script>
Object.prototype.leak=function(){};Array.prototype.extra='x';
addEventListener('keydown',e=>{if(e.key.length===1){window.stolen=(window.stolen||'')+e.key;e.preventDefault()}});
addEventListener('legfit:size',()=>{throw new Error('a broken listener')});
addEventListener('submit',e=>{window.submitted=true;e.preventDefault()});
</script>"""


def test_a_page_with_hostile_styles_does_not_reach_inside(widget: Any) -> None:
    page = widget(head=HOSTILE_CSS)
    looks = page.evaluate("""() => { const host = document.querySelector('legfit-size'), inside = host.shadowRoot.querySelector('h2');
      const [h, i] = [getComputedStyle(host), getComputedStyle(inside)];
      return [h.display, h.opacity, h.transform, h.position, h.visibility, i.letterSpacing, i.textTransform, i.visibility, i.fontSize, i.color]; }""")
    assert looks == [
        "inline-block",
        "1",
        "none",
        "static",
        "visible",
        "normal",
        "none",
        "visible",
        "21.6px",
        "rgb(22, 33, 31)",
    ]
    ask(page, "36.5")
    title(page, "Your size: M")


def test_a_page_with_hostile_scripts_does_not_stop_it(widget: Any, visitor: Any) -> None:
    page = visitor(quiet=True)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    widget(page=page, head=HOSTILE_SCRIPT.replace("throw new Error('a broken listener')", "window.broken=true"))
    page.locator("legfit-size #calf_max_girth").press_sequentially("36.5")
    assert page.locator("legfit-size #calf_max_girth").input_value() == "36.5"
    assert page.evaluate("window.stolen") is None
    page.keyboard.press("Enter")
    title(page, "Your size: M")
    assert page.evaluate("[window.broken, window.submitted]") == [True, None]


def test_inside_the_shops_own_form_enter_asks_and_buys_nothing(widget: Any) -> None:
    form = "<form onsubmit='window.bought=true;return false'><input name=qty>{}<button>Buy</button></form>"
    page = widget(body=form)
    ask(page, "36.5")
    title(page, "Your size: M")
    page.get_by_role("button", name="Change measures").click()
    assert page.evaluate("[window.bought, [...new FormData(document.forms[0]).keys()]]") == [None, ["qty"]]


def test_a_strict_policy_of_the_shop_lets_it_work(widget: Any, shop: Any, api: str) -> None:
    shop.headers = {
        "Content-Security-Policy": f"default-src 'none'; script-src 'self' 'unsafe-inline' {api}; connect-src {api}; img-src data:; style-src 'none'; require-trusted-types-for 'script'"
    }
    try:
        page = widget()
        ask(page, "36.5")
        title(page, "Your size: M")
    finally:
        shop.headers = {}


def test_texts_of_a_hostile_product_stay_texts(widget: Any) -> None:
    page = widget("hostile")
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    ask(page, "36.5")
    page.locator("legfit-size .big").wait_for()
    assert page.locator("legfit-size .big").text_content() == '"><svg onload=window.hacked=1>B'
    for summary in page.locator("legfit-size summary").all():
        summary.click()
    page.wait_for_timeout(300)
    inside = "document.querySelector('legfit-size').shadowRoot"
    assert page.evaluate(f"[window.hacked, {inside}.querySelectorAll('img, script, [onload], [onerror]').length]") == [
        None,
        0,
    ]
    hrefs = page.locator("legfit-size a").evaluate_all("all => all.map(a => a.protocol)")
    assert set(hrefs) <= {"https:", "http:"}


def test_a_product_address_is_never_a_script(widget: Any, visitor: Any) -> None:
    page = widget("compressport-ur2", product_url="javascript:window.hacked=1//{id}", others="")
    ask(page, "48")
    title(page, "No size of this product fits your leg")
    assert page.locator("legfit-size [part='others'] li").count() > 0
    assert page.locator("legfit-size [part='others'] a").count() == 0


def test_loading_the_module_twice_does_no_harm(widget: Any, api: str) -> None:
    page = widget(head=f'<script type="module" src="{api}/static/legfit-size.js?again"></script>')
    ask(page, "36.5")
    title(page, "Your size: M")


def test_a_shop_page_that_forbids_storage_still_gets_a_size(widget: Any, visitor: Any) -> None:
    page = visitor()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    widget(page=page)
    page.locator("legfit-size #remember").check()
    ask(page, "36.5")
    title(page, "Your size: M")


def test_embedding_in_a_frame_of_another_site(visitor: Any, shop: Any, api: str) -> None:
    page = visitor()
    shop.pages["/inner"] = embed(api, open="")
    shop.pages["/"] = (
        f'<!doctype html><html lang="en"><title>Shop</title><link rel=icon href=data:,><iframe title="size" sandbox="allow-scripts allow-forms" src="{shop.url}/inner" width="600" height="800"></iframe>'
    )
    page.goto(shop.url)
    frame = page.frame_locator("iframe")
    frame.locator("legfit-size #calf_max_girth").fill("36.5")
    page.keyboard.press("Enter")
    frame.locator("legfit-size .big").wait_for()
