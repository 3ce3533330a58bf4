"""Rows of people, as files of shops have them, and a shop's catalog with prices."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from catalog.model.money import Money
from catalog.model.offer import Availability, Offer
from catalog.model.product import Variant
from catalog.search.loaded_catalog import load_catalog


def people(count, seed):
    """People as a shop may have them: text and numbers, some by side, some missing, some out of the question."""
    random = Random(seed)
    rows = []
    for number in range(count):
        row = {
            "id": f"p{number}", "calf_max_girth_cm": round(random.uniform(29, 47), 1), "weight_kg": random.randrange(45, 120),
            "ankle_min_girth_mm": random.randrange(180, 290), "height_in": random.randrange(58, 78), "shoe_eu": 42.5,
        }  # fmt: skip
        if random.random() < 0.4:
            row["calf_max_girth_left_cm"] = round(random.uniform(33, 40), 1)
            row["calf_max_girth_right_cm"] = round(row["calf_max_girth_left_cm"] + random.uniform(-1.5, 1.5), 1)
        if random.random() < 0.1:
            row["calf_max_girth_cm"] = random.choice([3.6, 365, 99])
        rows.append({name: value for name, value in row.items() if name == "id" or random.random() < 0.9})
    names = ["id", "calf_max_girth_cm", "calf_max_girth_left_cm", "calf_max_girth_right_cm", "ankle_min_girth_mm",
             "height_in", "weight_kg", "shoe_eu"]  # fmt: skip
    return [{name: row.get(name) for name in names} for row in rows]


def priced(snapshot):
    """A catalog in which a shop offers every product, at prices that go down with the names, in two currencies."""
    products = tuple(replace(p, variants=(Variant(f"{p.id}-x"),)) for p in snapshot.products)
    prices = {p.id: Money(9900 - 10 * at, "EUR" if at % 3 else "USD") for at, p in enumerate(products)}
    offers = {id: {f"{id}-x": Offer(Availability.IN_STOCK, 3, price)} for id, price in prices.items()}
    return load_catalog(replace(snapshot, products=products)).with_offers(offers, 7)
