"""A made-up shop with the widget and its badges, for shop owners to look at; only there with `legfit serve --demo`."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from ...messages.messages import Messages
from ...model.buying import price_of
from ...model.product import Garment, Product
from ..page.frame import NAMES, templates
from ..problems import refusal
from ..responses import PRIVATE
from ..routing import route
from ..state import service_of
from .page import language_of

UNKNOWN: Final = "demo-new-sleeve"
BY_BUTTON: Final = "demo-calf-sleeve"
"""The product that opens the finder by a button; the others have a link."""
SHOWS: Final = {
    "demo-run-sock": ("demo.shows.plain", "demo.try.plain"),
    BY_BUTTON: ("demo.shows.two", "demo.try.two"),
    "demo-race-sock": ("demo.shows.sold_out", "demo.try.sold_out"),
    "demo-trail-tights": ("demo.shows.build", "demo.try.build"),
    UNKNOWN: ("demo.shows.unknown", "demo.try.unknown"),
}
"""What each product is there to show, and what to try with it, in the order of the shop."""


class Item(Struct, frozen=True):
    """A product as the shop shows it."""

    id: str
    name: str
    garment: str
    price: str
    sizes: tuple[str, ...]
    shows: str
    tries: str

    @property
    def appearance(self) -> str:
        """How the finder is opened."""
        return "button" if self.id == BY_BUTTON else "link"


async def category(request: Request) -> Response:
    """All products of the shop, with badges."""
    return await _page(request, "demo.html")


async def product(request: Request) -> Response:
    """One product, with the size finder and what the page is told by it."""
    return await _page(request, "demo_product.html", request.path_params["product"])


async def _page(request: Request, template: str, chosen: str = "") -> Response:
    service = service_of(request)
    messages = Messages(language_of(request, {"lang": (request.query_params.get("lang", ""),)}))
    products = {c.product.id: c.product for c in (await service.catalog()).index.candidates}
    items = {name: _item(name, products.get(name), messages) for name in SHOWS}
    if chosen and chosen not in items:
        raise refusal(404)
    dark = request.query_params.get("dark") == "1"
    body = templates().get_template(template).render(
        text=messages.text, language=messages.language, names=NAMES, items=list(items.values()),
        item=items.get(chosen), here=f"/{chosen}" if chosen else "", dark=dark,
        base=service.config.base_path, query=f"?lang={messages.language}{'&dark=1' if dark else ''}",
    )  # fmt: skip
    headers = {**PRIVATE, "Content-Language": messages.language}
    return Response(body, media_type="text/html", headers=headers)


def _item(name: str, product: Product | None, messages: Messages) -> Item:
    """A product of the catalog; the one that the catalog does not have is made up here."""
    if product is None:
        return Item(name, "Northwind Sleeve II", Garment.CALF_SLEEVE, "36 EUR", ("S", "M"), *SHOWS[name])
    sizes = tuple(dict.fromkeys(v.size for v in product.variants))
    price, title = price_of(product), f"{product.brand} {product.name}"
    return Item(name, title, product.garment, messages.number(price.typed()) if price else "", sizes, *SHOWS[name])


ROUTES: Final = [route("/demo", get=category), route("/demo/{product}", get=product)]
