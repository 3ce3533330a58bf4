"""Whole products of shops in, whole brand files out, compared to the letter; every file loads."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.bringing import brand_files, loaded, options

from catalog.formats.brand_file.write import brand_text
from catalog.formats.shop_import.bring import Bringer, BroughtProduct
from catalog.formats.shop_product.record import ShopProduct, ShopVariant

CASES = Path(__file__).parents[2] / "cases" / "brought"
CHART = """
<h3>Größentabelle</h3>
<table class="size"><thead><tr><th>Größe</th><th>Wadenumfang (cm)</th><th>Fesselumfang (cm)</th></tr></thead>
<tbody><tr><td>I</td><td>28 – 32</td><td>19 – 21</td></tr><tr><td>II</td><td>32 – 36</td><td>21 – 23</td></tr>
<tr><td>III</td><td>36 – 40</td><td>23 – 25</td></tr></tbody></table>
"""
SHOPIFY = ShopProduct(
    "line 2", handle="lauf-kompressionsstruempfe-damen", title="Lauf-Kompressionsstrümpfe Damen", brand="Étape",
    kind="Kompressionsstrümpfe", categories=("shopify:aa-1-18-2",), tags=("Laufen", "Damen"),
    description=f"<p>Graduierte Kompression, <b>18–21 mmHg</b> am Knöchel.</p>{CHART}<ul><li>78 % Polyamid, 22 % Elasthan</li>"
    "<li>Atmungsaktiv</li></ul><script>track('x')</script>",
    flags=(("fsa_eligible", "false"),),
    variants=tuple(
        ShopVariant(f"line {n}", f"'4711{n}", gtin, f"900{n}", options=(("Größe", size), ("Farbe", "Schwarz")), price="39,90",
                    currency="EUR", stock=stock, image="//cdn.example/sock black.jpg")
        for n, (size, gtin, stock) in enumerate((("I", "'4006381333931", "3"), ("Gr. II", "4,00638E+12", "0"), ("IV", "", "-1")), start=2)
    ),
)  # fmt: skip
GOOGLE = ShopProduct(
    "item 1", handle="group-77", title="Calf Compression Sleeves", brand="Col & Fils", kind="Sport > Running > Calf Sleeves",
    categories=("google:209", "Apparel & Accessories > Clothing"), description="Sleeves for runners &amp; hikers.\n20-30 mmHg, or 15-20 mmHg.",
    features=("Graduated compression", "Moisture-wicking yarn"), audience=("unisex", "adult"), uses=("running",),
    fabric="80% nylon, 20% spandex", link="https://shop.example/p/calf?utm=1", codes=(("mpn", "CF-1"),),
    variants=(
        ShopVariant("item 1", "", "36000291452", "sku-1", "Calf Compression Sleeves – Black – S/M", (("color", "Black"), ("size", "S-M")),
                    "$29.95", "USD", "", "in stock", "https://shop.example/p/calf?v=1", "https://cdn.example/1.jpg"),
        ShopVariant("item 2", "", "", "", "Calf Compression Sleeves – Black – L/XL", (("color", "Black"), ("size", "L-XL")),
                    "29.95 USD", "", "", "backorder", "ftp://shop.example/p"),
    ),
)  # fmt: skip
SHARED = ShopProduct(
    "line 9", handle="Lauf Kompressionsstrümpfe Damen", title="Kompressionsstrümpfe Damen, zweite Farbe", brand="ÉTAPE",
    description=f"<p>Andere Worte, dieselbe Tabelle.</p>{CHART}", variants=(ShopVariant("line 9", options=(("Größe", "I"), ("Schuhgröße", "38-40"))),),
)  # fmt: skip
NOTHING = ShopProduct("line 4", title="Compression Kit", handle="kit")


def run(shop_products, **more):
    """The brand files of a run as one text, with every note and everything that was left out behind them."""
    bringer = Bringer(options(**more))
    results = [bringer.bring(p) for p in shop_products]
    brought = [r for r in results if isinstance(r, BroughtProduct)]
    ids = bringer.settlement.new_ids()
    settled = [bringer.settlement.settled_draft(r.number, r.draft, ids) for r in brought]
    notes = (
        [n for r in brought for n in bringer.settlement.settled_notes(r.number, r.notes, ids)]
        + [*bringer.settlement.notes()]
        + [n for own in settled for n in own]
    )
    lines = [f"# {n.product} | {n.place} | {n.code} | " + "; ".join(f"{k}={v}" for k, v in n.facts) for n in notes]
    lines += [f"# left out: {r.cause} | {r.name} | {r.words}" for r in results if not isinstance(r, BroughtProduct)]
    assert loaded(brought)[1] == []
    return "\n".join([*(brand_text(file) for file in brand_files(brought).values()), *lines]) + "\n"


@pytest.mark.parametrize(
    ("name", "shop_products", "more"),
    [
        pytest.param("shopify", (SHOPIFY,), {}, id="a Shopify product"),
        pytest.param("google", (GOOGLE,), {}, id="a Google product"),
        pytest.param("shared", (SHOPIFY, SHARED), {"is_own_shop": True}, id="two with one chart and one id"),
        pytest.param("nothing", (NOTHING, ShopProduct("line 5", title="Cap", handle="cap")), {"address": ""}, id="almost nothing"),
    ],
)  # fmt: skip
def test_whole(name, shop_products, more):
    text = run(shop_products, **more)
    assert text == (CASES / f"{name}.toml").read_text("utf-8")
