"""JSON text: read strictly, and written in one encoding."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.documents.json_text import encode, json_text, read_question_text
from catalog.messages.messages import Messages
from catalog.model.problem import BadInput

bounded = settings(max_examples=150, deadline=None)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        pytest.param("", [("not_json", "", "Line 1, column 1: a value is missing.")], id="empty"),
        pytest.param('{"a": 1 "b": 2}', [("not_json", "", "Line 1, column 9: a comma is missing.")], id="comma"),
        pytest.param('{"a": 1} 2', [("not_json", "", "Line 1, column 10: more follows than one document.")], id="two values"),
        pytest.param('{"a": 1, "b": 2, "a": 3}', [("duplicate_field", "a", "Take one of them out.")], id="a field twice"),
        pytest.param('{"x": {"a": 1, "a": 2}, "b": 1, "b": 2}', [("duplicate_field", "a", "Take one of them out."), ("duplicate_field", "b", "Take one of them out.")], id="two fields twice"),
        pytest.param('{"a": NaN, "b": -Infinity, "c": 1e999}', [("not_a_number", "", "")] * 3, id="no numbers"),
        pytest.param('{"a": ' + "9" * 5000 + "}", [("not_a_number", "", "")], id="endless number"),
        pytest.param("[" * 60_000, [("too_deep", "", "")], id="bottomless"),
        pytest.param('{"a":' * 9 + "1" + "}" * 9, [("too_deep", "", "")], id="nine levels"),
        pytest.param('"' + "x" * 70_000 + '"', [("too_large", "", "")], id="large"),
        pytest.param('"' + "é" * 40_000 + '"', [("too_large", "", "")], id="large in bytes"),
        pytest.param('"' + "\ud800" * 40_000 + '"', [("too_large", "", "")], id="large and broken"),
    ],
)  # fmt: skip
def test_a_bad_text_is_refused(text, problems):
    with pytest.raises(BadInput) as refused:
        read_question_text(text)
    assert [(p.code, p.field, Messages().hint(p)) for p in refused.value.problems] == problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param('\ufeff{"a": [1, 2.5, -3, 1e2, true, null, "x"]}', {"a": [1, 2.5, -3, 100.0, True, None, "x"]}, id="all kinds"),
        pytest.param('{"a": "[[[[[[[[[[[[ \\" {{{{{{{{{{"}', {"a": '[[[[[[[[[[[[ " {{{{{{{{{{'}, id="brackets in a text"),
        pytest.param("[[]]" , [[]], id="lists"),
        pytest.param("[" + ",".join(["[]"] * 100) + "]", [[]] * 100, id="wide is not deep"),
    ],
)  # fmt: skip
def test_a_good_text_is_decoded(text, value):
    found = read_question_text(text)
    assert (found, json.dumps(found)) == (value, json.dumps(value))


def test_a_whole_number_stays_whole():
    found = read_question_text('{"a": 5, "b": 5.0}')
    assert [type(v) for v in found.values()] == [int, float]


@bounded
@given(st.text(max_size=80) | st.text('{}[]",:0123456789.eE+-\\ntfalsr ', max_size=60))
def test_any_text_is_decoded_or_refused(text):
    with contextlib.suppress(BadInput):
        read_question_text(text)


numbers = st.from_regex(r"\A-?[0-9]{1,20}(\.[0-9]{1,3})?([eE][+-]?[0-9]{1,3})?\Z") | st.sampled_from(
    ["NaN", "-Infinity"]
)
values = st.recursive(
    numbers | st.sampled_from(['"a"', "true", "null", '"\\u00e9"', "[]"]),
    lambda inner: st.lists(st.tuples(st.sampled_from("abc"), inner), max_size=3).map(
        lambda pairs: "{" + ", ".join(f'"{k}": {v}' for k, v in pairs) + "}"
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(values | st.text('{}[]",:0123456789.eE+-', max_size=12))
def test_what_is_decoded_is_what_the_standard_library_decodes(text):
    try:
        document = read_question_text(text)
    except BadInput as refused:
        codes = {p.code for p in refused.problems}
        assert codes <= {"not_json", "duplicate_field", "not_a_number"}
        if codes == {"not_json"}:
            with pytest.raises(ValueError, match=r"."):
                json.loads(text)
        return
    assert repr(document) == repr(json.loads(text))


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
FIGURES = (
    st.integers(-(2**53), 2**53)
    | st.integers(0, 10_000).map(lambda n: n / 1000)
    | st.integers(0, 10_000).map(lambda n: n / 10_000)
)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | FIGURES | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize("indent", [pytest.param(None, id="in one line"), pytest.param(2, id="indented")])
@pytest.mark.parametrize("escaped", [pytest.param(False, id="in UTF-8"), pytest.param(True, id="in ASCII")])
@settings(max_examples=100, deadline=None)
@given(document=DOCUMENTS)
def test_a_document_is_written_as_the_standard_library_writes_it(indent, escaped, document):
    separators = (",", ":") if indent is None else (",", ": ")
    expected = json.dumps(document, ensure_ascii=escaped, indent=indent, separators=separators)
    assert json_text(document, indent=indent, escaped=escaped) == expected


def test_bytes_are_the_text_with_a_newline():
    assert encode({"a": [1, 0.5, "é"], "b": {}}) == '{"a":[1,0.5,"é"],"b":{}}\n'.encode()


def test_a_name_that_no_utf_8_has_is_written_all_the_same():
    assert json_text({"file": "a\udcff"}) == '{"file":"a\udcff"}'
