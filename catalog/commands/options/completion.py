"""What the shell offers when a person presses Tab: products, brands, sizes, points, runs, profiles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...model.product import Product
    from ...model.snapshot import Snapshot


def catalog() -> Snapshot | None:
    """Return the catalog; None where it is not there, because Tab makes no database and no noise."""
    from ...app.catalog import read_as_it_is
    from ...app.settings import database_url
    from ...model.policy import shipped_policy

    try:
        return read_as_it_is(database_url(), shipped_policy())
    except Exception:  # whatever is wrong, a person who presses Tab is not to see it
        return None


def products() -> tuple[Product, ...]:
    """Return the products of the catalog; none where it is not there."""
    snapshot = catalog()
    return snapshot.products if snapshot else ()


def _collections() -> Iterable[str]:
    snapshot = catalog()
    return sorted(set(snapshot.collections.values())) if snapshot else ()


def _offering(words: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """Make the function that offers those of the words that begin as what was typed."""

    def offer(incomplete: str) -> list[str]:
        return [w for w in words() if w.casefold().startswith(incomplete.casefold())]

    return offer


def _points() -> Iterable[str]:
    from ...report.measuring_lesson import PLACES

    return PLACES


def _runs() -> Iterable[str]:
    from ...documents.shorthand import EXAMPLES

    return EXAMPLES


def _profiles() -> Iterable[str]:
    from ...app.saved_measurements import names

    return names()


def _garments() -> Iterable[str]:
    from ...model.product import Garment

    return (*(g.value for g in Garment), "any")


complete_product = _offering(lambda: (p.id for p in products()))
complete_brand = _offering(lambda: sorted({p.brand for p in products()}))
complete_collection = _offering(_collections)
complete_known_size = _offering(lambda: (f"{p.id} {s.label}" for p in products() if p.chart for s in p.chart.sizes))
"""Products with one of their sizes, as `--same-as` takes them."""
complete_point = _offering(_points)
complete_run = _offering(_runs)
complete_profile = _offering(_profiles)
complete_garment = _offering(_garments)
