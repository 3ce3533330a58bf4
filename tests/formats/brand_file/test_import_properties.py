"""Imports of any products, again and again: what holds whatever a shop and a person write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from writable_products import products as writable_products

from catalog.formats.brand_file.canonical import fields_of
from catalog.formats.brand_file.files import write_files
from catalog.formats.brand_file.layout import layout
from catalog.formats.brand_file.plan import FilesPlan, lifted, plan_files
from catalog.formats.brand_file.product_draft import brand_draft_of
from catalog.formats.brand_file.write import MARKS, brand_text, fields_text
from catalog.formats.draft.models import BrandDraft
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.draft.validation import brand_draft
from catalog.formats.toml_files import parsed
from catalog.model.product import Product

BRAND = "Marke & Söhne"
FILE = "marke-soehne.toml"
DAY = "2026-11-27"


@st.composite
def feeds(draw: st.DrawFn) -> BrandDraft:
    """What a shop says of some of four products, read on one day."""
    numbers = draw(st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True))
    draft = brand_draft_of(BRAND, [_on_one_day(draw(writable_products(n))) for n in numbers])
    ids = {s.id: f"s-{sha256(repr(s.model_copy(update={'id': ''})).encode()).hexdigest()[:8]}" for s in draft.source}
    return draft_of(re.sub(r'"((?:example|o-data)-2026(?:-\d+)?)"', lambda m: f'"{ids[m[1]]}"', brand_text(draft)))


def _on_one_day(product: Product) -> Product:
    def dated(record):  # type: ignore[no-untyped-def]
        return replace(record, source=replace(record.source, seen_on=DAY))

    sources = tuple(dict.fromkeys(replace(source, seen_on=DAY) for source in product.sources))
    parts = {name: tuple(map(dated, getattr(product, name))) for name in ("charts", "pressure", "claims", "codes")}
    return replace(product, sources=sources, price=product.price and dated(product.price), **parts)


@contextmanager
def folder_with(*feeds: BrandDraft) -> Iterator[Path]:
    """A folder that some feeds were imported into."""
    with TemporaryDirectory() as name:
        for feed in feeds:
            import_into(Path(name), feed)
        yield Path(name)


def import_into(folder: Path, feed: BrandDraft) -> FilesPlan:
    """The plan of an import that was carried out."""
    plan = plan_files(folder, {BRAND: feed}, one_shop=True)
    assert not any(file.rewritten for file in plan.report.files)
    write_files(plan)
    return plan


def draft_of(text: str) -> BrandDraft:
    """What the text of a brand file says."""
    place = FieldPath(ProblemCollector(), (FILE,))
    data = parsed(text, place)
    assert data is not None
    return brand_draft(data, text, place)


@given(feeds(), feeds())
@settings(max_examples=25, deadline=None)
def test_an_import_of_the_same_feed_changes_not_one_byte(first: BrandDraft, second: BrandDraft) -> None:
    for before in ([], [first]):
        with folder_with(*before, second) as folder:
            text = (folder / FILE).read_bytes()
            plan = import_into(folder, second)
            assert (folder / FILE).read_bytes() == text
            assert not any(file.is_changed for file in plan.report.files)
            assert not any(record.changes or record.corrections for record in plan.report.records)


@given(feeds(), feeds())
@settings(max_examples=25, deadline=None)
def test_without_corrections_the_products_are_those_of_a_fresh_import(first: BrandDraft, second: BrandDraft) -> None:
    with folder_with(first) as folder, folder_with() as fresh:
        again, anew = (import_into(place, second).files[0].products for place in (folder, fresh))
    by_id = {product.id: _comparable(product) for product in again}
    for product in anew:
        skus = {variant.sku for variant in product.variants}
        fields, variants = by_id[product.id], by_id[product.id]["variants"]
        assert fields == _comparable(product) | {"variants": variants}
        assert {variant for variant in variants if variant.sku in skus} == set(product.variants)


def _comparable(product: Product) -> dict[str, object]:
    """A product, but for the order of what has none of its own."""
    fields = {name: getattr(product, name) for name in product.__struct_fields__}
    unordered = ("charts", "claims", "codes", "pressure", "variants")
    return fields | {name: frozenset(fields[name]) for name in unordered} | {"flags": frozenset(product.flags)}


CORRECTIONS = {"name": "Mine", "notes": "My own note.", "line": "SPORT"}


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_corrections_survive_any_feed(data: st.DataObject) -> None:
    first, second = data.draw(feeds()), data.draw(feeds())
    with folder_with(first) as folder:
        mine = fields_of(draft_of((folder / FILE).read_text("utf-8")))
        names = data.draw(st.lists(st.sampled_from(sorted(CORRECTIONS)), min_size=1, unique=True))
        out, *_ = data.draw(st.permutations(mine["product"]))
        if len(mine["product"]) > 1:
            mine["product"].remove(out)
        for product in mine["product"]:
            product.update({name: CORRECTIONS[name] for name in names})
            for chart in mine.get("chart", ()):
                chart.update({"note": "My note."} if chart.get("rows") else {})
        (folder / FILE).write_text(fields_text(mine), "utf-8")
        import_into(folder, second)
        after = {
            product["id"]: product for product in fields_of(draft_of((folder / FILE).read_text("utf-8")))["product"]
        }
    for product in mine["product"]:
        assert {name: after[product["id"]][name] for name in names} == {name: CORRECTIONS[name] for name in names}
    assert len(fields_of(first)["product"]) == 1 or out["id"] not in after


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_comments_stay_wherever_a_person_writes_them(data: st.DataObject) -> None:
    first, second = data.draw(feeds()), data.draw(feeds())
    with folder_with(first) as folder:
        above, marks, below = (folder / FILE).read_text("utf-8").partition(MARKS)
        ends = sorted({s.lines.end for table in layout(above) for s in table.statements}, reverse=True)
        places = data.draw(st.lists(st.sampled_from(ends), max_size=5, unique=True))
        for place in sorted(places, reverse=True):
            above = f"{above[:place]}# {place} is mine\n{above[place:]}"
        (folder / FILE).write_text(above + marks + below, "utf-8")
        import_into(folder, second)
        text = (folder / FILE).read_text("utf-8")
        assert [place for place in places if text.count(f"# {place} is mine\n") != 1] == []
        assert text.count(MARKS) == 1


def test_lifting_a_chart_names_its_source() -> None:
    feed = brand_draft_of(BRAND, [])
    assert lifted(feed) == {"brand": BRAND}
