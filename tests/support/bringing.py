"""Products of shops for the tests of what they bring, and brand files of what was brought."""

from collections.abc import Iterable

from catalog.formats.brand_file.write import brand_text
from catalog.formats.brand_toml import Register, products_of
from catalog.formats.draft.models import BrandDraft
from catalog.formats.draft.problems import FieldPath, ProblemCollector
from catalog.formats.shop_import.bring import Bringer, BringOptions, BroughtProduct
from catalog.formats.shop_product.record import ShopProduct, ShopVariant
from catalog.formats.size_table.limits import limits_of
from catalog.model.policy import shipped_policy

SHOP = "https://shop.example/"
LIMITS = limits_of(shipped_policy())


def options(**more):
    """Options of a run on one day at one shop whose prices are in euros."""
    return BringOptions(**{"seen_on": "2026-11-27", "limits": LIMITS, "address": SHOP, "currency": "EUR", **more})


def product(title="Run Compression Sock", **more):
    """A compression sock as an export has it, and what a test says besides."""
    fields = {"place": "line 2", "handle": "run-sock", "brand": "Etape", **more}
    return ShopProduct(title=title, **fields)


def variant(*choices, **more):
    """A variant with options as pairs."""
    return ShopVariant(more.pop("place", "line 2"), options=choices, **more)


def chart_of(*labels):
    """A description with a chart of these labels."""
    rows = "".join(f"<tr><td>{label}</td><td>{26 + 4 * n}-{30 + 4 * n}</td></tr>" for n, label in enumerate(labels))
    return f"<table><tr><th>Size</th><th>Calf (cm)</th></tr>{rows}</table>"


def brought(shop_product, **more):
    """What one product brings; it must not be left out."""
    result = Bringer(options(**more)).bring(shop_product)
    assert isinstance(result, BroughtProduct), result
    return result


def left_out(shop_product, **more):
    """The cause and the words that leave a product out; it must be left out."""
    result = Bringer(options(**more)).bring(shop_product)
    assert not isinstance(result, BroughtProduct), result.draft
    return result.cause, result.words


def note_facts(result):
    """The notes of a product, each code with its facts."""
    return [(note.code, dict(note.facts)) for note in result.notes]


def brand_files(results: Iterable[BroughtProduct]):
    """The brand files of all that was brought, by brand, as drafts."""
    files: dict[str, BrandDraft] = {}
    for result in results:
        file = files.setdefault(result.brand, BrandDraft(brand=result.brand))
        file.source += result.sources
        file.chart += result.charts
        file.product.append(result.draft)
    return files


def loaded(results: Iterable[BroughtProduct]):
    """The products of the brand files of all that was brought, read as any other file, with the problems of reading."""
    collector, register = ProblemCollector(), Register()
    products = []
    for brand, file in brand_files(results).items():
        products += products_of(brand_text(file), FieldPath(collector, (f"{brand}.toml",)), register)
    return products, collector.problems
