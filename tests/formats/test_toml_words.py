"""What is said of a file that is not TOML: the line as it stands there, and what is most likely wrong with it."""

from __future__ import annotations

import pytest
from brand_texts import HEAD, read_brand_text

from catalog.messages.messages import Messages
from catalog.model.problem import BadInput

TOML = 'expected TOML, like name = "Run Sock".'
SAID = [
    pytest.param(
        'brand = “Stride”\n',
        f"line 1, column 9: read 'brand = “Stride”', {TOML} Put straight quotes (\") in place of “.",
        id="quotes of a word processor",
    ),
    pytest.param(
        'brand = "Stride”\n',
        f"line 1, column 17: read 'brand = \"Stride”', {TOML} Put straight quotes (\") in place of ”.",
        id="one of the two",
    ),
    pytest.param(
        "brand = ‘Stride’\r\n",
        f"line 1, column 9: read 'brand = ‘Stride’', {TOML} Put straight quotes (\") in place of ‘.",
        id="single ones, line ends of Windows",
    ),
    pytest.param(
        'brand = "“S”" x\n',
        f"line 1, column 15: read 'brand = \"“S”\" x', {TOML} Correct this line. The reader of TOML says: "
        "Expected newline or end of document after a statement.",
        id="quotes inside a text are no fault",
    ),
    pytest.param(
        "brand = 12-13\n",
        f"line 1, column 11: read 'brand = 12-13', {TOML} Correct this line. The reader of TOML says: "
        "Expected newline or end of document after a statement.",
        id="a figure without quotes",
    ),
    pytest.param(
        'brand = "S"\nbrand = "T"\n',
        "line 2, column 12: read 'brand = \"T\"', expected each field once in its table. Take the second one out.",
        id="a field twice",
    ),
    pytest.param(
        '[product]\nid = "a"\n[product]\nid = "b"\n',
        "line 3, column 9: read '[product]', expected each field once in its table. Write it in double brackets: [[product]].",
        id="a second product in single brackets",
    ),
    pytest.param(
        '[[product]\n',
        f"line 1, column 10: read '[[product]', {TOML} Correct this line. The reader of TOML says: "
        "Expected ']]' at the end of an array declaration.",
        id="a bracket is missing",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SAID)
def test_the_line_and_what_to_do(text, said):
    with pytest.raises(BadInput) as refused:
        read_brand_text(text, "x.toml")
    assert [Messages("en").problem(p) for p in refused.value.problems] == [f"x.toml: {said}"]


@pytest.mark.parametrize(
    ("price", "said"),
    [
        pytest.param(
            "29.9", "read '29.9', expected a table. Write it like { amount = \"29.90 EUR\" }.", id="a bare number"
        ),
        pytest.param(
            '"29.90 EUR"',
            "read '29.90 EUR', expected a table. Did you mean “{ amount = \"29.90 EUR\" }”? See docs/shops/brand-files.md.",
            id="a text",
        ),
    ],
)
def test_how_a_price_is_written(price, said):
    with pytest.raises(BadInput) as refused:
        read_brand_text(f'{HEAD.format(seen="2026-11-01")}[[product.variant]]\nsku = "A"\nprice = {price}\n', "x.toml")
    place = "x.toml: product linter-sock: variant A: price"
    assert [Messages("en").problem(p) for p in refused.value.problems] == [f"{place}: {said}"]


@pytest.mark.parametrize(("id", "suggestion"), [("Flèche Sleeve", "fleche-sleeve"), ("RUN_1", "run-1"), ("Бег", "")])
def test_an_id_that_would_do_is_suggested(id, suggestion):
    with pytest.raises(BadInput) as refused:
        read_brand_text(f'brand = "X"\n[[product]]\nid = "{id}"\n', "x.toml")
    assert [p.suggestion for p in refused.value.problems if p.code == "bad_id"] == [suggestion]
