"""The snippets of docs/shops/embed.md, run as a shop would run them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from browsing import CHECKOUT

from docs.generate.embed_page import renewed

TEXT = (CHECKOUT / "docs/shops/embed.md").read_text("utf-8")
SERVICE = "https://size.example"


def block(kind: str, holding: str = "") -> str:
    """The first code block of a kind that holds a text."""
    blocks: list[str] = re.findall(rf"^```{kind}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return next(b for b in blocks if holding in b)


def found(page: Any, value: str) -> None:
    """The visitor opens the widget of the page and asks."""
    page.locator("legfit-size").get_by_role("button").click()
    page.locator("legfit-size #calf_max_girth").fill(value)
    page.keyboard.press("Enter")
    page.locator("legfit-size .big").wait_for()


def test_the_plain_page_chooses_the_size(visitor: Any, shop: Any, api: str) -> None:
    page = visitor(quiet=True)
    shop.pages["/"] = block("html").replace(SERVICE, api)
    page.goto(shop.url)
    found(page, "36.5")
    assert page.locator("#size").input_value() == "2"
    page.get_by_role("button", name="Change measures").click()
    page.locator("legfit-size #calf_max_girth").fill("29")
    page.keyboard.press("Enter")
    page.locator("legfit-size [part='no-size']").wait_for()
    assert page.locator("#size").input_value() == ""


def test_the_edition_of_the_docs_is_that_of_the_service(visitor: Any, shop: Any, api: str) -> None:
    assert renewed(TEXT) == TEXT
    scripts = block("html", "integrity").replace(SERVICE, api)
    tag = f'<legfit-size product="compressport-ur2" api="{api}"></legfit-size>'
    shop.pages["/"] = (
        f'<!doctype html><html lang="en"><head><link rel=icon href=data:,><title>Shop</title>{scripts}{tag}'
    )
    page = visitor()
    page.goto(shop.url)
    found(page, "36.5")
    assert page.locator("legfit-size .big").text_content() == "2"
    assert page.evaluate("customElements.get('legfit-badge') !== undefined")
    shop.pages["/"] = re.sub("sha384-...", "sha384-AAA", shop.pages["/"])
    page = visitor(quiet=True)
    page.goto(shop.url)
    assert page.evaluate("customElements.get('legfit-size')") is None


def test_the_category_page_shows_the_sizes_of_a_visitor_who_is_remembered(visitor: Any, shop: Any, api: str) -> None:
    page = visitor()
    shop.pages["/"] = (
        block("html", "<legfit-badge").replace(SERVICE, api).replace("<head>", "<head><link rel=icon href=data:,>")
    )
    asked: list[Any] = []
    page.on("request", lambda request: request.method == "POST" and asked.append(request))
    page.goto(shop.url)
    page.wait_for_timeout(300)
    assert asked == []
    page.evaluate("localStorage.setItem('legfit:measures', JSON.stringify({calf_max_girth: '36.5 cm'}))")
    page.reload()
    page.locator("legfit-badge b").nth(1).wait_for()
    said = "all => all.map(badge => [...badge.shadowRoot.children].map(node => node.textContent))"
    assert page.locator("legfit-badge").evaluate_all(said) == [
        ["Your size: 2", "sure by its chart · chart second-hand and without a date"], ["Your size: M", "sure by its chart"],
    ]  # fmt: skip
    assert [request.url.removeprefix(api) for request in asked] == ["/v1/sizes?badge=true&lang=en"]


def test_the_shopify_block_chooses_the_variant(visitor: Any, shop: Any, api: str) -> None:
    liquid = block("liquid").partition("{% schema %}")[0]
    values = {
        "block.settings.api | escape": api,
        "first.id": "40001",
        "request.locale.iso_code | slice: 0, 2": "en",
        "block.settings.units": "cm",
    }
    for name, value in values.items():
        assert f"{{{{ {name} }}}}" in liquid
        liquid = liquid.replace(f"{{{{ {name} }}}}", value)
    rest = re.sub(
        r"\{%-?.*?-?%\}|\{\{ block.shopify_attributes \}\}",
        "",
        re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", liquid),
    )
    assert "{{" not in rest
    assert "{%" not in rest
    form = '<form action="/cart/add"><input name="id" value="40001"></form>'
    shop.pages["/"] = (
        f'<!doctype html><html lang="en"><head><link rel=icon href=data:,><title>Shop</title></head><body>{form}{rest}</body></html>'
    )
    page = visitor()
    page.goto(shop.url)
    found(page, "36.5")
    assert page.locator("[name=id]").input_value() == "40003"


def test_the_woocommerce_template_chooses_the_variation(visitor: Any, shop: Any, api: str) -> None:
    php = block("php", "woocommerce")
    script = re.search(r"\?>(.*?)<\?php", php, re.DOTALL)
    tag = re.search(r"'(<legfit-size.*?</legfit-size>)'", php)
    assert script
    assert tag
    assert php.count("{") == php.count("}")
    assert php.count("(") == php.count(")")
    widget = (tag[1] % ("NL-S", "en")).replace(SERVICE, api)
    choice = '<select name="attribute_pa_size"><option value="">Choose</option><option value="s">S</option><option value="m">M</option></select>'
    module = f'<script type="module" src="{api}/static/legfit-size.js"></script>'
    shop.pages["/"] = (
        f'<!doctype html><html lang="en"><head><link rel=icon href=data:,><title>Shop</title>{module}</head><body>{widget}{choice}{script[1]}</body></html>'
    )
    page = visitor()
    page.goto(shop.url)
    page.evaluate("document.querySelector('select').addEventListener('change', () => { window.changed = true; })")
    found(page, "36.5")
    assert page.locator("select[name=attribute_pa_size]").input_value() == "m"
    assert page.evaluate("window.changed") is True


def test_every_property_and_part_that_is_promised_is_there() -> None:
    static = CHECKOUT / "catalog" / "web" / "static"
    module = "".join(path.read_text("utf-8") for path in (static / "legfit-size.js", *(static / "size").glob("*.js")))
    properties = set(re.findall(r"`--legfit-([a-z-]+)`", TEXT))
    colours = set(re.findall(r'"?([a-z-]+)"?: "#[^"]*,#', module))
    assert properties == colours | set(re.findall(r"var\(--legfit-([a-z-]+)[,)]", module)) - {""}
    page = CHECKOUT / "catalog" / "web" / "page"
    module += "".join(path.read_text("utf-8") for path in (page / "nodes.py", *page.glob("widget*.py")))
    promised = re.search(r"^Parts: (.*?)\.$", TEXT, re.MULTILINE | re.DOTALL)
    assert promised
    assert [p for p in re.findall(r"`([a-z-]+)`", promised[1]) if not re.search(rf"[\"' ]{p}\"", module)] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_that_the_shop_sets_are_used(widget: Any, theme: str) -> None:
    page = widget(
        head="<style>legfit-size{--legfit-accent:rgb(1,2,3)}legfit-size::part(submit){padding:33px}</style>",
        theme=theme,
    )
    submit = "document.querySelector('legfit-size').shadowRoot.querySelector('[part~=submit]')"
    assert page.evaluate(f"[getComputedStyle({submit}).backgroundColor, getComputedStyle({submit}).paddingTop]") == [
        "rgb(1, 2, 3)",
        "33px",
    ]
    card = "getComputedStyle(document.querySelector('legfit-size').shadowRoot.querySelector('dialog')).backgroundColor"
    assert page.evaluate(card) == {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 28, 27)"}[theme]
