"""Size tables that stand on a page beside its data: those of a page about one product are part of its description."""

import io
import json

import pytest

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.schema_org.read import read_schema_org

SIZES = "<table><tbody><tr><th>Size</th><th>Calf</th></tr><tr><td>S</td><td>28-33</td></tr></tbody></table>"
ACROSS = "<table><tbody><tr><td>Größe</td><td>S</td></tr><tr><td>Wade (cm)</td><td>28-33</td></tr></tbody></table>"
SHIPPING = "<table><tbody><tr><td>Clinic</td><td>free</td></tr></tbody></table>"


def sock(**more):
    return {"@type": "Product", "name": "Rivo Sock", "description": "Firm.\nFor R&amp;D < 38.", **more}


def descriptions(body, *values):
    """The description of each product of a page."""
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)
    data = f"<!doctype html><html><body>{scripts}{body}</body></html>".encode()
    collector = ProblemCollector()
    products = list(read_schema_org(io.BytesIO(data), FieldPath(collector, ("page",)), ""))
    assert not collector.problems
    return [product.description for product in products]


PLAIN = "Firm.\nFor R&amp;D < 38."
LINES = "<p>Firm.</p><p>For R&amp;D &lt; 38.</p>"


@pytest.mark.parametrize(
    ("body", "description"),
    [
        pytest.param(f"<h2>Calf (cm)</h2>{SIZES}", f"{LINES}<h4>Calf (cm)</h4>{SIZES}", id="below a heading"),
        pytest.param(f"<p>In cm</p>\n<div><div>{SIZES}</div></div>", f"{LINES}<h4>In cm</h4>{SIZES}", id="below a line, deeper"),
        pytest.param(
            f"<div><h3>Sizes &lt;cm&gt;</h3><p>Measure in the morning.</p></div>{SIZES}",
            f"{LINES}<h4>Sizes &lt;cm&gt;</h4>{SIZES}", id="a heading of the element before",
        ),
        pytest.param(SIZES, f"{LINES}{SIZES}", id="without a heading"),
        pytest.param(ACROSS, f"{LINES}{ACROSS}", id="sizes across"),
        pytest.param(f"{SHIPPING}{SIZES}{ACROSS}", f"{LINES}{SIZES}{ACROSS}", id="several, and one of something else"),
        pytest.param(f"<h2>Sizes</h2>{SHIPPING}", PLAIN, id="a table of something else"),
        pytest.param(f"<table><tr><td>{SIZES}</td></tr></table>", f"{LINES}{SIZES}", id="a layout around it"),
    ],
)  # fmt: skip
def test_size_tables_of_a_page_are_part_of_the_description(body, description):
    assert descriptions(body, sock()) == [description]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param((sock(), sock(name="Rivo Sleeve")), [PLAIN, PLAIN], id="of two products nobody knows whose it is"),
        pytest.param((sock(description=f"<p>x</p>{ACROSS}"),), [f"<p>x</p>{ACROSS}"], id="the description has its own"),
        pytest.param((sock(description="<b>x</b>"),), [f"<b>x</b>{SIZES}"], id="a description with markup"),
    ],
)
def test_whose_table_it_is(values, expected):
    assert descriptions(SIZES, *values) == expected


def test_sizes_in_the_data_itself_go_before_those_of_the_page():
    measure = {"@type": "QuantitativeValue", "minValue": 28, "maxValue": 33, "unitCode": "CMT", "name": "calf"}
    size = {"@type": "SizeSpecification", "name": "S", "suggestedMeasurement": measure}
    assert descriptions(SIZES, sock(size=size)) == [PLAIN]
