"""The widget by keys alone and as a screen reader hears it, in a real browser against the real service."""

from __future__ import annotations

from typing import Any

from test_browser_widget import ask, title, unbound


def test_the_keyboard_alone_is_enough(widget: Any) -> None:
    page = widget(open_it=False)
    active = "document.querySelector('legfit-size').shadowRoot.activeElement"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("legfit-size #calf_max_girth").wait_for()
    assert page.evaluate(f"{active}.id") == "calf_max_girth"
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(f"{active} && ({active}.id || {active}.ariaLabel || {active}.textContent)"))
    # The last stop but one is the browser's own; the page behind is never reached.
    assert seen == [
        "How to lay the tape, in four pictures", "cm", "sides", "Print a paper tape", "I know my size in another brand",
        "remember", "Show my size", "Size chart", None, "Close", "calf_max_girth",
        "How to lay the tape, in four pictures",
    ]  # fmt: skip
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("36.5")
    page.keyboard.press("Enter")
    title(page, "Your size: M")
    assert page.evaluate(f"{active}.textContent") == "Your size: M"
    page.keyboard.press("Escape")
    assert page.evaluate(f"{active}.textContent") == "Find my size"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{active}.textContent") == "Your size: M"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{active}.textContent") == "Find my size"


def test_a_screen_reader_hears_the_form_and_the_answer(widget: Any, api: str) -> None:
    page = widget()
    assert page.locator("legfit-size").aria_snapshot() == FORM_TREE.replace("API", api)
    told_with = page.locator("legfit-size #calf_max_girth").get_attribute("aria-describedby").split()
    texts = [unbound(page.locator(f"legfit-size #{i}").text_content()) for i in told_with]
    assert texts == [
        "cm",
        "",
        "Around the widest place of the calf, standing, tape snug but not tight. For example 36.5 cm",
    ]
    ask(page, "36.5")
    title(page, "Your size: M")
    assert page.locator("legfit-size").aria_snapshot() == ANSWER_TREE


FORM_TREE = """
- button "Find my size"
- dialog "Find my size":
  - heading "Find my size" [level=2]
  - button "Close": ✕
  - paragraph: Nordlauf Running sleeve
  - 'img "Where to measure: calf girth"'
  - text: calf girth
  - textbox "calf girth"
  - text: cm
  - paragraph: Around the widest place of the calf, standing, tape snug but not tight. For example 36.5 cm
  - link "How to lay the tape, in four pictures":
    - /url: API/measure?lang=en
  - radiogroup "Units":
    - radio "cm" [checked]
    - text: cm
    - radio "inch"
    - text: inch
  - 'checkbox "My legs differ: give left and right"'
  - text: "My legs differ: give left and right"
  - paragraph:
    - text: No tape measure at hand?
    - link "Print a paper tape":
      - /url: API/tape?lang=en
    - text: ", or say which size of another brand fits you:"
  - group: I know my size in another brand
  - checkbox "Remember my measures in this browser"
  - text: Remember my measures in this browser
  - button "Show my size"
  - paragraph: Your measures are sent only to find your size. The size service does not keep them.
  - group: Size chart
""".strip()
ANSWER_TREE = """
- button "Find my size"
- 'dialog "Your size: M"':
  - 'heading "Your size: M" [level=2]'
  - button "Close": ✕
  - paragraph: "Sure by this chart: >99 % that size M is right for your leg."
  - paragraph: Your calf girth of 36.5 cm is inside size M (35–38 cm).
  - paragraph: Size M is in stock.
  - paragraph: "calf girth M: 35–38 cm"
  - 'img "calf girth: 36.5 cm. Size M is for 35–38 cm."': S M L XL 36.5 cm
  - group: Size chart
  - group: Why?
  - group: Is it worth wearing?
  - button "Change measures"
""".strip()
