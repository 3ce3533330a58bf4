"""Size tables that stand on a page beside its data: those of a page about one product are part of its description."""

import io
import json

import pytest

from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.schema_org.read import read_schema_org

SIZES = "<table><tbody><tr><th>Size</th><th>Calf</th></tr><tr><td>S</td><td>28-33</td></tr></tbody></table>"
ACROSS = "<table><tbody><tr><td>Größe</td><td>S</td></tr><tr><td>Wade (cm)</td><td>28-33</td></tr></tbody></table>"
NO_WORD = "<table><tbody><tr><th></th><th>S</th></tr><tr><th>Calf</th><td>28-33 cm</td></tr></tbody></table>"
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
        pytest.param(f"<h2>Size chart</h2>{NO_WORD}", f"{LINES}<h4>Size chart</h4>{NO_WORD}", id="the heading alone says size"),
        pytest.param(f"<h2>Your leg</h2>{NO_WORD}", PLAIN, id="nothing says size"),
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


def sized(**girths):
    """A group of socks whose sizes have a girth of the calf each, in centimetres."""
    variants = []
    for name, (low, high) in girths.items():
        measure = {"name": "Calf", "minValue": low, "maxValue": high, "unitCode": "CMT"}
        size = {"@type": "SizeSpecification", "name": name, "suggestedMeasurement": [measure]}
        variants.append({"@type": "Product", "sku": name, "size": size})
    return {"@type": "ProductGroup", "name": "Rivo Sock", "hasVariant": variants}


def table(*rows, heads=("Size", "Calf"), title=""):
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (heads, *rows))
    return f"<h3>{title}</h3><table>{cells}</table>"


def read_with_table(body, value):
    """How many charts the product of a page has, and the problems: the field and what was read."""
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    collector = ProblemCollector()
    data = f"<!doctype html><html><body>{script}{body}</body></html>".encode()
    (product,) = read_schema_org(io.BytesIO(data), FieldPath(collector, ("page",)), "")
    return len(product.charts), [(problem.field, problem.read) for problem in collector.problems]


TWO = sized(S=(28, 33), M=(34, 38))
WRONG = [("page: item 1: size S", "28-33; 29-34"), ("page: item 1: size M", "34-38; 35-39")]
OTHER = table(("S", "29-34 cm"), ("M", "35-39 cm"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(OTHER, (0, WRONG), id="every size differs"),
        pytest.param(table(("s", "28–33 cm"), ("Size M", "34-39 cm")), (0, [("page: item 1: size M", "34-38; 34-39")]), id="one size differs, labels written otherwise"),
        pytest.param(table(("S", "11-13 in"), ("M", "16-18 in")), (0, [("page: item 1: size M", "34-38; 16-18")]), id="another unit"),
        pytest.param(table(("S", "28-33 cm"), ("M", "34-38 cm")), (1, []), id="the same"),
        pytest.param(table(("S", "11-13 in"), ("M", "13.4-15 in")), (1, []), id="the same in inches"),
        pytest.param(table(("S", "28.0-33 cm"), ("M", "34-38.0 cm")), (1, []), id="the same with decimals"),
        pytest.param(table(("L", "39-44 cm"), ("XL", "45-50 cm")), (1, []), id="of other sizes"),
        pytest.param(table(("S", "18-20 cm"), ("M", "21-23 cm"), heads=("Size", "Ankle")), (1, []), id="of another place"),
        pytest.param(OTHER + table(("S", "28-33 cm"), ("M", "34-38 cm")), (1, []), id="one of two tables says the same"),
        pytest.param(table(("S", "29-34 cm"), ("M", "35-39 cm"), title="Children"), (1, []), id="of children"),
    ],
)  # fmt: skip
def test_a_table_that_contradicts_the_data_leaves_no_chart(body, expected):
    assert read_with_table(body, TWO) == expected


def test_a_table_beside_several_products_is_of_none_and_counted():
    both = [{"@context": "https://schema.org", "@type": "Product", "name": name} for name in ("Run Sock", "Mug")]
    script = f'<script type="application/ld+json">{json.dumps(both)}</script>'
    data = f"<!doctype html><html><body>{script}{OTHER}</body></html>".encode()
    products = list(read_schema_org(io.BytesIO(data), FieldPath(ProblemCollector(), ("page",)), ""))
    assert [(product.title, product.not_kept) for product in products] == [("Run Sock", {"size table": 1}), ("Mug", {})]


def test_a_table_for_men_contradicts_no_sizes_for_women():
    value = sized(S=(28, 33), M=(34, 38))
    for variant in value["hasVariant"]:
        variant["size"]["suggestedGender"] = "female"
    assert read_with_table(table(("S", "29-34 cm"), ("M", "35-39 cm"), title="Men"), value) == (1, [])
