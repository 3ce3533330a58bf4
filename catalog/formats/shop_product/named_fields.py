"""A product with what fields say of it that its shop has named itself."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from .facts import FactGathering
from .record import ShopProduct


def with_named_fields(product: ShopProduct, fields: Iterable[tuple[str, str]]) -> ShopProduct:
    """A product with the facts of some fields, each a name and a value; what is no known fact is a feature.

    What the format's own fields have said goes before.

    >>> with_named_fields(ShopProduct("item 1"), [("Compression level", "20-30 mmHg"), ("Length", "38")]).features
    ('Compression level: 20-30 mmHg', 'Length: 38')
    """
    gathering = FactGathering()
    others = [f"{name}: {value}" for name, value in fields if not gathering.take(value, name)]
    return replace(
        product,
        brand=product.brand or gathering.brand,
        description="\n".join(filter(None, (product.description, *gathering.size_charts))),
        features=tuple(dict.fromkeys((*product.features, *gathering.features, *others))),
        audience=tuple(dict.fromkeys((*product.audience, *gathering.audience))),
        uses=tuple(dict.fromkeys((*product.uses, *gathering.uses))),
        pressure=product.pressure or gathering.pressure,
        fabric=product.fabric or gathering.fabric,
        flags=tuple({**gathering.flags, **dict(product.flags)}.items()),
        codes=tuple(dict.fromkeys((*product.codes, *gathering.codes))),
    )
