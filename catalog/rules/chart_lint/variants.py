"""What is suspicious in the variants of products: identifiers that two have, and sizes that no chart has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import get_close_matches
from typing import Final

from ...model.product import Product
from .finding import Finding, Level, finding, placed

KINDS = ("gtin", "sku", "shop_id")
CROSSED = {"sku": "shop_id", "shop_id": "sku"}
"""Kinds that a shop writes freely, so that one may bear the text of the other."""
Owners = Mapping[tuple[str, str], tuple[str, str, str]]
"""The product id, the place and the collection of each identifier of the catalog, by its kind and text."""
Steps = tuple[str, ...]
"""A place, read from the outside in; made a text only where a finding asks for it."""
WORDS: Final = {
    "small": "s", "medium": "m", "large": "l", "extra": "x", "klein": "s", "mittel": "m", "gross": "l", "petit": "s",
    "petite": "s", "moyen": "m", "moyenne": "m", "grand": "l", "grande": "l", "tres": "x", "pequeño": "s",
    "pequeno": "s", "mediano": "m", "mediana": "m", "2x": "xx", "3x": "xxx", "4x": "xxxx",
    "size": "", "grösse": "", "grosse": "", "gr": "", "taille": "", "talla": "", "taglia": "", "maat": "",
}  # fmt: skip
"""Sizes written out, by what charts print for them; the word for a size itself says nothing."""
LONG: Final = 5
"""Letters from which on a label can be misspelt: among `M`, `L` and `XL` every letter makes another size."""
ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
TIMES: Final = re.compile(r"(?<!\d)([2-6])\s*[xX](?=\s*-?[lLsS]\b)")
"""How often an X is meant: 2XL is XXL."""
PART: Final = re.compile(r"[^\W\d_]+|\d+x?(?![^\W\d_])|\d+")


def identifiers(product: Product) -> Iterator[tuple[str, str, str]]:
    """List kind, text and variant of every identifier of a product."""
    for number, variant in enumerate(product.variants, start=1):
        for kind, text in zip(KINDS, (variant.gtin, variant.sku, variant.shop_id), strict=True):
            if text:
                yield kind, text, variant.sku or str(number)


def duplicate_identifiers(files: Mapping[str, Sequence[Product]], owners: Owners | None = None) -> Iterator[Finding]:
    """Find identifiers that a second product or variant has, the first place named; `owners` has them already.

    Two variants of one product with one number are a warning: the product is found, but a basket may get either. So
    is a SKU that is the shop id of another product: a look-up takes both kinds and has to ask which is meant.
    """
    repeated = _repeated(files, owners or {})
    if not repeated:
        return
    first: dict[tuple[str, str], tuple[str, Steps, str]] = {
        key: (owner, (place,), collection) for key, (owner, place, collection) in (owners or {}).items()
    }
    for file, products in files.items():
        for product in products:
            own: set[tuple[str, str]] = set()
            named = f"product {product.id}"
            for kind, text, variant in identifiers(product):
                if text not in repeated:
                    continue
                key, here = (kind, text), (file, named, f"variant {variant}", kind)
                owner, place, collection = first.setdefault(key, (product.id, here, ""))
                again = key in own
                own.add(key)
                if owner == product.id and place == here:
                    other, there, of = first.get((CROSSED.get(kind, ""), text), (product.id, (), ""))
                    if other != product.id:
                        yield _double(kind, text, here, (there, of), "lint_number_of_one_product", Level.WARNING)
                elif owner == product.id:
                    yield _double(kind, text, here, (place, ""), "lint_number_of_one_variant", Level.WARNING)
                elif not again:
                    yield _double(kind, text, here, (place, collection), "lint_number_of_one_product", Level.ERROR)


def _repeated(files: Mapping[str, Sequence[Product]], owners: Owners) -> AbstractSet[str]:
    """The texts that two identifiers have, of whatever kind, and those that `owners` have: of most there is one."""
    variants = (v for products in files.values() for product in products for v in product.variants)
    texts = [text for v in variants for text in (v.gtin, v.sku, v.shop_id) if text]
    distinct = set(texts)
    of_two = {text for text, times in Counter(texts).items() if times > 1} if len(distinct) < len(texts) else set[str]()
    return of_two.union(text for _, text in owners if text in distinct)


def _double(
    kind: str, text: str, here: Steps, there: tuple[Steps, str], expected: str, level: Level
) -> Finding:  # fmt: skip
    """`there` is the other place and, where that is one of the catalog, its collection."""
    place, collection = there
    hint = "lint_stands_in_the_catalog" if collection else "lint_stands_in_another_place"
    return finding(
        f"duplicate_{kind}", placed(*here), text, expected, hint, level=level, other=placed(*place),
        collection=collection,
    )  # fmt: skip


def variant_sizes(product: Product, place: str) -> Iterator[Finding]:
    """Find variants whose size is none of the charts in force: they would never come into a basket."""
    labels = list(dict.fromkeys([s.label for c in product.charts if c.current for s in c.sizes]))
    for number, variant in enumerate(product.variants if labels else (), start=1):
        if variant.size and variant.size not in labels:
            here = placed(place, f"variant {variant.sku or number}", "size")
            near = nearest_size(variant.size, labels)
            yield finding(
                "variant_size", here, variant.size, "lint_size_of_the_chart", "lint_write_as_the_chart",
                suggestion=near, sizes=tuple(labels),
            )  # fmt: skip


def nearest_size(text: str, labels: Sequence[str]) -> str:
    """Find the label that a text most probably stands for; empty where none is likely."""
    by_plain: dict[str, str] = {}
    for label in labels:
        by_plain.setdefault(_plain(label), label)
    wanted = _plain(text)
    if wanted in by_plain:
        return by_plain[wanted]
    near = [p for p in get_close_matches(wanted, by_plain, cutoff=0.75) if len(p) >= LONG]
    return next((by_plain[p] for p in near if _figures(p) == _figures(wanted)), "")


def _figures(label: str) -> list[str]:
    return re.findall(r"\d+", label)


def _plain(label: str) -> str:
    """Write a label without case, blanks and marks, its words as letters.

    >>> _plain("Extra-Large"), _plain("2 XL"), _plain("Size III")
    ('xl', 'xxl', '3')
    """
    label = TIMES.sub(lambda times: "x" * int(times[1]), label)
    words = [WORDS.get(w, ROMAN.get(w, w)) for w in PART.findall(unicodedata.normalize("NFKC", label).casefold())]
    return "".join(words)
