"""Rounds over shops that are played on this machine, and the drafts that they leave."""

import datetime

from catalog.app.collect import Collector, ShopEntry
from catalog.app.fetch import Fetcher
from catalog.app.host_pace import HostPace
from catalog.formats.brand_toml import read_brand_files
from catalog.formats.shops_toml import ShopKind, ShopTake
from catalog.model.policy import shipped_policy

DAY, LATER = datetime.date(2026, 11, 27), datetime.date(2026, 12, 27)


def entry_for(server, path="/pages/sizes", take=ShopTake.PRODUCTS):
    return ShopEntry("shop", "Northpace", f"http://127.0.0.1:{server.port}{path}", ShopKind.BRAND, take)


def collected(folders, entry, day=DAY):
    """What one round over an address brings: the shop, and each entry as kind, product and changes."""
    fetcher = Fetcher(allow_private=True, pace=HostPace(0.0))
    shop = Collector(*folders, shipped_policy(), fetcher, day).collect(entry)
    changes = [
        (e.kind.value, e.product, sorted((": ".join(f.path), f.before, f.after) for f in e.fields))
        for e in shop.entries()
    ]
    return shop, changes


def drafts_of(folders):
    return {p.relative_to(folders[1]).as_posix(): p.read_bytes() for p in sorted(folders[1].rglob("*")) if p.is_file()}


def products_in(folder):
    return {p.id: p for products in read_brand_files([folder]).values() for p in products}
