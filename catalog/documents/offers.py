"""What shops offer of a product's variants: in a basket beside a size, and of the whole product."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from msgspec import UNSET, UnsetType

from ..model.buying import price_of, priced_on_in
from ..model.offer import Availability
from ..model.product import Product, Variant
from .product import PriceDocument, ProductDocument, price_document, product_document
from .records import Record, about, filled, words

SizePrice = Annotated[PriceDocument | UnsetType, about("What it costs; there where a shop says so.")]
Link = Annotated[str | UnsetType, about("Where it can be bought; there where a shop says so.")]
Image = Annotated[str | UnsetType, about("The address of a picture; there where a shop has one.")]
OffersVersion = Annotated[str | UnsetType, about("The version of the offers; there where a shop has made one.")]


class VariantDocument(Record):
    """What a shop puts into the basket."""

    sku: Annotated[str, about("The shop's SKU.")]
    shop_id: Annotated[str, about("The shop's id of the variant.")]
    gtin: Annotated[str, about("The GTIN with 14 digits.")]
    colour: Annotated[str, about("The colour.")]
    availability: Annotated[str, words(Availability), about("Whether the shop has it.")]
    size: Annotated[str | UnsetType, about("The label of the size, as the maker prints it.")] = UNSET
    stock: Annotated[int | UnsetType | None, about("How many there are; null where no shop says.")] = UNSET
    price: SizePrice = UNSET
    link: Link = UNSET
    image: Image = UNSET


class ProductOffersDocument(Record, kw_only=True):
    """What shops offer of a product now."""

    product: Annotated[str, about("The id of the product.")]
    catalog: Annotated[str, about("The version of the catalog.")]
    stock: OffersVersion = UNSET
    price: Annotated[PriceDocument | None, about("The lowest price, else the printed one; null where none is known.")]
    offers: Annotated[list[VariantDocument], about("Every variant, with what is known of it.")]


class ShownProductDocument(ProductDocument):
    """Everything that is known of a product, and what shops offer of it."""

    offers: Annotated[list[VariantDocument], about("Every variant, with what is known of it.")]


def basket_document(variants: Iterable[Variant], *, full: bool = False) -> list[VariantDocument]:
    """Variants as a shop puts them into a basket; size, figure of the stock, link and image of each only in `full`."""
    return [_variant(v, full=full) for v in variants]


def _variant(variant: Variant, *, full: bool) -> VariantDocument:
    offer = variant.offer
    return VariantDocument(
        sku=variant.sku,
        shop_id=variant.shop_id,
        gtin=variant.gtin,
        colour=variant.colour,
        availability=offer.availability,
        size=variant.size if full else UNSET,
        stock=offer.stock if full else UNSET,
        price=price_document(offer.price, offer.priced_on if full else "") or UNSET,
        link=(offer.link if full else "") or UNSET,
        image=(offer.image if full else "") or UNSET,
    )


def offers_document(product: Product, catalog: str, stock: str) -> ProductOffersDocument:
    """Write down what shops offer of a product, with the versions of the catalog and of the offers."""
    return ProductOffersDocument(
        product=product.id,
        catalog=catalog,
        stock=stock or UNSET,
        price=price_document(price_of(product), priced_on_in(product, None)),
        offers=basket_document(product.variants, full=True),
    )


def shown_product_document(product: Product, collection: str) -> ShownProductDocument:
    """Write down everything that is known of a product, every fact with its source, and what shops offer of it."""
    offers = basket_document(product.variants, full=True)
    return filled(ShownProductDocument, product_document(product, collection), offers=offers)
