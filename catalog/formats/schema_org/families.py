"""Which nodes of a page are its product, and which its variants; what it recommends besides is neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct, field

from .graph import SchemaGraph, types_of, values_of
from .json_ld import Node, text_value

GROUP: Final = "ProductGroup"
PRODUCTS: Final = frozenset({"Product", GROUP, "ProductModel", "IndividualProduct", "SomeProducts"})
RELATED: Final = frozenset({
    "isRelatedTo", "isSimilarTo", "isAccessoryOrSparePartFor", "isConsumableFor", "itemReviewed", "review", "reviews",
    "hasOfferCatalog", "makesOffer", "mentions", "predecessorOf", "successorOf", "addOn", "isBasedOn",
})  # fmt: skip
"""Properties that lead from a product to other ones."""
REVIEWS: Final = frozenset({"review", "reviews", "itemReviewed"})
LISTED: Final = "itemListElement"
INNER: Final = frozenset({"hasVariant", "isVariantOf", "itemOffered", "model", "includesObject", "offers"})
"""Properties that lead from a product to itself or a part of it."""
REFERENCE: Final = frozenset({"@type", "@id", "@context"})
"""What a node has that only says which one it is."""
MAIN: Final = frozenset({"mainEntity", "mainEntityOfPage"})
IDENTIFIERS: Final = ("sku", "gtin", "gtin13", "gtin14", "gtin12", "gtin8")


class ProductFamily(Struct):
    """The nodes of one product: that of all its variants, if there is one, and those of the variants."""

    group: Node | None = None
    members: list[Node] = field(default_factory=list)
    is_main: bool = False
    """Whether the page says that it is about this product."""

    @property
    def nodes(self) -> list[Node]:
        """All nodes."""
        return [*([self.group] if self.group is not None else []), *self.members]


class ProductsOfPage(Struct):
    """The products that a page is about, and how many others it names, by how."""

    families: Sequence[ProductFamily]
    others: Counter[str]


def products_of_page(graph: SchemaGraph, address: str, *, is_page: bool) -> ProductsOfPage:
    """The products that a page or a file is about. `address` is what the page says is its own."""
    roles = _roles(graph)
    own: list[tuple[Node, bool]] = []
    listed: list[tuple[Node, bool]] = []
    others: Counter[str] = Counter()
    for node, path in graph.walk():
        if not types_of(node) & PRODUCTS or node.keys() <= REFERENCE:
            continue
        way = (*path, *roles.get(id(graph.node(node)), ()))
        if related := next((name for name in way if name in RELATED), ""):
            others[related] += related not in REVIEWS
        elif LISTED in way:
            listed.append((node, False))
        elif INNER.isdisjoint(way[-1:]):
            own.append((node, not MAIN.isdisjoint({*way, *node})))
    families = _families(graph, own)
    chosen = _main(families, address) if is_page else families
    others["Product"] += len(families) - len(chosen)
    if not chosen:
        return ProductsOfPage(_families(graph, listed), +others)
    others[LISTED] += len(listed)
    return ProductsOfPage(chosen, +others)


def _roles(graph: SchemaGraph) -> dict[int, list[str]]:
    """The properties by which nodes are referred to from elsewhere on the page."""
    roles: dict[int, list[str]] = {}
    for node, _ in graph.walk():
        for name in (*RELATED, *MAIN, "hasVariant"):
            for target in graph.nodes(node, name) if name in node else ():
                roles.setdefault(id(target), []).append(name)
    return roles


def _families(graph: SchemaGraph, nodes: Iterable[tuple[Node, bool]]) -> list[ProductFamily]:
    """Products that are variants of one group, or are told twice, as one family each."""
    families: dict[str, ProductFamily] = {}
    for node, is_main in nodes:
        node = graph.node(node) or node
        group = node if GROUP in types_of(node) else next(iter(graph.nodes(node, "isVariantOf")), None)
        family = families.setdefault(_name_of_family(graph, node, group), ProductFamily())
        family.is_main |= is_main
        if group is not None:
            family.group = _together(family.group, group)
        if group is not node:
            add_member(family.members, node, graph, is_grouped=group is not None)
    return list(families.values())


def _name_of_family(graph: SchemaGraph, node: Node, group: Node | None) -> str:
    """What is the same for all nodes of one family: the id of the group, else what the product is called."""
    if group is not None or "inProductGroupWithID" in node:
        own = graph.text(group or {}, "productGroupID", "@id", "url", "name")
        return f"group {graph.text(node, 'inProductGroupWithID') or own or id(group)}"
    name = graph.text(node, "name").casefold()
    return f"name {name}" if name else f"node {id(node)}"


def add_member(members: list[Node], node: Node, graph: SchemaGraph, *, is_grouped: bool) -> None:
    """One more variant; one that was told already, as in microdata and in JSON-LD, adds what was not said.

    Outside of a group two products of one name are two only where their numbers or their addresses are.
    """
    for at, member in enumerate(members):
        if member is node or (_are_one if is_grouped else _may_be_one)(graph, member, node):
            members[at] = _together(member, node)
            return
    members.append(node)


def _are_one(graph: SchemaGraph, one: Node, other: Node) -> bool:
    number = graph.text(one, *IDENTIFIERS)
    return bool(number) and all(
        graph.text(one, *k) == graph.text(other, *k) for k in (IDENTIFIERS, ("color",), ("size",))
    )


def _may_be_one(graph: SchemaGraph, one: Node, other: Node) -> bool:
    number, other_number = graph.text(one, *IDENTIFIERS), graph.text(other, *IDENTIFIERS)
    if number and other_number:
        return number == other_number
    address, other_address = graph.text(one, "@id", "url"), graph.text(other, "@id", "url")
    return not address or not other_address or plain_address(address) == plain_address(other_address)


def _together(one: Node | None, other: Node) -> Node:
    """What two nodes say of one thing; the first goes before, and one with offers before one without."""
    if one is None or one is other:
        return other
    first, second = (other, one) if "offers" in other and "offers" not in one else (one, other)
    return {**second, **first}


def _main(families: Sequence[ProductFamily], address: str) -> Sequence[ProductFamily]:
    """Those that the page says it is about: by its own words, by its address, as the only one for sale."""
    ways = (
        [family for family in families if family.is_main],
        [family for family in families if address and address in _addresses(family)],
        [family for family in families if any(_is_for_sale(node) for node in family.nodes)],
    )
    return next((chosen for chosen in ways if len(chosen) == 1), families)


def _is_for_sale(node: Node) -> bool:
    return "offers" in node or "hasVariant" in node


def _addresses(family: ProductFamily) -> set[str]:
    values = (text_value(v) for node in family.nodes for key in ("url", "@id") for v in values_of(node, key))
    return {plain_address(value) for value in values}


def plain_address(address: str) -> str:
    """An address without what may differ between two of one page: scheme, `www`, question, fragment, last slash.

    >>> plain_address("http://www.rivo.example/p/sock/?v=1#product")
    'rivo.example/p/sock'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")
