"""One browser, one service and one shop for every test here; a new visitor for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from browsing import DESK, FLAGS, WAIT, Shop, chromium, embed, filled, installed, serving, then_whole


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real service on a filled catalog."""
    folder = tmp_path_factory.mktemp("browser")
    with serving(filled(folder / "catalog.db"), folder) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    path = chromium()
    playwright = installed("playwright.sync_api", "playwright")
    with playwright.sync_playwright() as running, pytest.MonkeyPatch.context() as patch:
        for action in ("click", "press"):
            patch.setattr(playwright.Locator, action, then_whole(getattr(playwright.Locator, action)))
        opened = running.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], None]:
    """Fails with every violation of WCAG 2.2 AA that axe finds on a page, shadow trees included.

    It looks at the page at rest: a sheet that still fades in has colours of its own.
    """
    module = installed("axe_playwright_python.sync_playwright", "axe-playwright-python")
    checker = module.Axe()
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

    def check(page: Any) -> None:
        page.emulate_media(reduced_motion="reduce")
        found = checker.run(page, options=rules).response["violations"]
        told = [
            f"{v['id']}: {v['help']}: {[n['html'][:160] + ' ' + n.get('failureSummary', '')[:300] for n in v['nodes']]}"
            for v in found
        ]
        assert not told, "\n".join(told)

    return check


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    """The server of a shop, of another origin than the service."""
    opened = Shop()
    yield opened
    opened.close()


@pytest.fixture
def visitor(browser: Any) -> Iterator[Callable[..., Any]]:
    """A new visitor's page: `visitor(viewport=…, locale=…)`. Errors in its console fail the test at the end."""
    contexts, errors = [], []

    def visit(*, quiet: bool = False, **more: Any) -> Any:
        context = browser.new_context(**{"viewport": DESK, "locale": "en", **more})
        context.set_default_timeout(WAIT)
        context.without_scripts = not more.get("java_script_enabled", True)
        contexts.append(context)
        page = context.new_page()
        if not quiet:
            page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not errors, errors


@pytest.fixture
def widget(visitor: Callable[..., Any], shop: Shop, api: str) -> Callable[..., Any]:
    """A shop's page with the widget open at its form: `widget("nordlauf-firm", lang="de")`."""

    def opened(
        product: str = "nordlauf-sleeve",
        *,
        open_it: bool = True,
        head: str = "",
        body: str = "{}",
        visit: dict[str, Any] | None = None,
        page: Any = None,
        **attributes: str,
    ) -> Any:
        page = page or visitor(**(visit or {}))
        shop.pages["/"] = embed(api, product, head, body, **attributes)
        page.goto(shop.url)
        if open_it:
            page.locator("legfit-size").get_by_role("button").click()
            page.locator("legfit-size input[type=text]").first.wait_for()
        return page

    return opened
