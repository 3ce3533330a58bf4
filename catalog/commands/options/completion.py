"""What the shell offers when a person presses Tab: products, brands, sizes, points, runs, profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...model.product import Product


def products() -> tuple[Product, ...]:
    """Return the products of the catalog; none where it is not there, because Tab makes no database and no noise."""
    from ...app.catalog import read_as_it_is
    from ...app.settings import database_url
    from ...model.policy import shipped_policy

    try:
        snapshot = read_as_it_is(database_url(), shipped_policy())
    except Exception:  # whatever is wrong, a person who presses Tab is not to see it
        return ()
    return snapshot.products if snapshot else ()


def complete_product(incomplete: str) -> list[str]:
    """Offer ids of products."""
    return _starting(incomplete, (p.id for p in products()))


def complete_brand(incomplete: str) -> list[str]:
    """Offer brands of the catalog."""
    return _starting(incomplete, sorted({p.brand for p in products()}))


def complete_known_size(incomplete: str) -> list[str]:
    """Offer products with one of their sizes, as `--same-as` takes them."""
    return _starting(incomplete, (f"{p.id} {s.label}" for p in products() if p.chart for s in p.chart.sizes))


def complete_point(incomplete: str) -> list[str]:
    """Offer places on the leg that can be measured."""
    from ...report.measuring_lesson import PLACES

    return _starting(incomplete, PLACES)


def complete_run(incomplete: str) -> list[str]:
    """Offer short words for a usual run."""
    from ...documents.shorthand import EXAMPLES

    return _starting(incomplete, EXAMPLES)


def complete_profile(incomplete: str) -> list[str]:
    """Offer names of saved profiles."""
    from ...app.saved_measurements import names

    return _starting(incomplete, names())


def complete_garment(incomplete: str) -> list[str]:
    """Offer kinds of garments."""
    from ...model.product import Garment

    return _starting(incomplete, (*(g.value for g in Garment), "any"))


def _starting(incomplete: str, words: object) -> list[str]:
    wanted = incomplete.casefold()
    return [w for w in words if str(w).casefold().startswith(wanted)]  # type: ignore[attr-defined]
