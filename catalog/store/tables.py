"""The tables of the catalog; figures are whole store units, positions keep the printed order."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
REVISION_TABLE = "legfit_revision"
APP = "legfit"


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, Text, nullable=True)


def _figure(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=True)


def _refers(name: str, target: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=nullable, index=True)


def _price() -> tuple[Column[int], Column[str], Column[int], Column[str]]:
    """The columns of a price; all empty where none is known."""
    return (
        _figure("price_minor"),
        _maybe("price_currency"),
        _refers("price_source", "source.number", nullable=True),
        _maybe("price_note"),
    )


def _owner(name: str, *, key: bool = True) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{name}.number"), primary_key=key)


def _place(name: str = "position") -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _part(name: str, owner: str, *columns: Column[str] | Column[int] | Column[bool]) -> Table:
    """A list that belongs to a product or a chart, in order."""
    return Table(name, metadata, _owner(owner), _place(), *columns)


catalog = Table(
    "catalog", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    _text("app"),
    Column("number", BigInteger, nullable=False),
    _text("stamp"), _maybe("shipped"),
    CheckConstraint("id = 1", name="one_row"),
)  # fmt: skip

brand = Table(
    "brand", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("name"),
    UniqueConstraint("name"),
)  # fmt: skip

source = Table(
    "source", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("digest"), _text("url"), _text("seen_on"), _text("read_as"), _text("confidence"), _text("note"),
    UniqueConstraint("digest"),
)  # fmt: skip

product = Table(
    "product", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("id"),
    _refers("brand", "brand.number"),
    _text("name"), _text("garment"), _maybe("audience"), _text("line"), _text("notes"),
    *_price(),
    _text("origin"), _text("digest"), _maybe("judged"),
    Column("retired", Boolean, nullable=False),
    Column("collection", Text, nullable=False, server_default="own"),
    Column("removed", Boolean, nullable=False, server_default=false()),
    Column("size_page", Text, nullable=False, server_default=""),
    Column("chart_missing_since", Text, nullable=False, server_default=""),
    UniqueConstraint("id"),
)  # fmt: skip
product_source = _part("product_source", "product", _refers("source", "source.number"))

# A chart is kept once however many products use it; its digest says which it is.
chart = Table(
    "chart", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("digest"), _text("id"),
    _refers("source", "source.number"),
    _text("version"),
    Column("current", Boolean, nullable=False),
    _maybe("tie_rule"), _text("posture"), _text("note"),
    Column("forced", Boolean, nullable=False, server_default=false()),
    Column("chart_of", Text, nullable=False, server_default=""),
    UniqueConstraint("digest"),
)  # fmt: skip
product_chart = _part("product_chart", "product", _refers("chart", "chart.number"))
chart_key = Table("chart_key", metadata, _owner("chart"), _place("key"), _place(), _text("point"))
chart_priority = _part("chart_priority", "chart", _text("point"))
chart_step = _part("chart_step", "chart", _text("point"), Column("step", BigInteger, nullable=False))
size = _part("size", "chart", _text("label"))
box = Table(
    "box", metadata,
    _place("chart"), _place("size"), _place(), _text("note"),
    ForeignKeyConstraint(["chart", "size"], ["size.chart", "size.position"]),
)  # fmt: skip
band = Table(
    "band", metadata,
    _place("chart"), _place("size"), _place("box"), _place(), _text("point"), _text("unit"),
    _figure("low_at"), Column("low_closed", Boolean), _maybe("low_printed"),
    _figure("high_at"), Column("high_closed", Boolean), _maybe("high_printed"),
    ForeignKeyConstraint(["chart", "size", "box"], ["box.chart", "box.size", "box.position"]),
    CheckConstraint("(low_at IS NULL) = (low_closed IS NULL)", name="low_whole"),
    CheckConstraint("(high_at IS NULL) = (high_closed IS NULL)", name="high_whole"),
)  # fmt: skip

asks_for = _part("asks_for", "product", _text("point"))
pressure = _part(
    "pressure", "product",
    _figure("low"), _figure("high"), _text("stated_at"), _text("kind"), _refers("source", "source.number"),
    _text("label"), _text("scheme"), _text("method"), _text("posture"), _text("variant"),
)  # fmt: skip
pressure_point = Table(
    "pressure_point", metadata,
    _place("product"), _place("pressure"), _place(), _text("point"),
    _figure("low"), _figure("high"), _figure("sd"), _figure("wearers"), _text("printed"),
    ForeignKeyConstraint(["product", "pressure"], ["pressure.product", "pressure.position"]),
)  # fmt: skip
claim = _part("claim", "product", _text("kind"), _text("text"), _text("place"), _refers("source", "source.number"))
code = _part("code", "product", _text("scheme"), _text("value"), _refers("source", "source.number"))
category = _part("category", "product", _text("name"))
alias = _part("alias", "product", _text("name"))
ruling = _part(
    "ruling", "product",
    _text("ruled"), _text("why"), _text("made_on"), _refers("source", "source.number"), _text("would_settle"),
    _text("evidence"),
)  # fmt: skip
fibre = _part("fibre", "product", _text("name"), _figure("per_mille"))
flag = _part("flag", "product", _text("name"), _text("value"))
variant = _part(
    "variant", "product",
    _text("sku"), _text("size"), _text("colour"), _text("gtin"), _text("shop_id"),
)  # fmt: skip

# What shops say of variants from day to day: written without a new version of the catalog. `file_digest` is what the
# brand file said at its last load; `version` is the one of the offers at which the row was written.
offer = Table(
    "offer", metadata,
    _owner("product"),
    Column("sku", Text, primary_key=True),
    _text("availability"), _figure("stock"), _figure("price_minor"), _maybe("price_currency"), _text("link"),
    _text("image"), Column("priced_on", Text, nullable=False, server_default=""), _text("file_digest"),
    Column("version", BigInteger, nullable=False, index=True),
    CheckConstraint("availability IN ('in_stock', 'sold_out', 'unknown')", name="availability"),
    CheckConstraint("(price_minor IS NULL) = (price_currency IS NULL)", name="price_whole"),
)  # fmt: skip
offers_version = Table(
    "offers_version", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)  # fmt: skip

verdict = Table(
    "verdict", metadata,
    _owner("product"),
    Column("gate", Text, primary_key=True),
    _text("rule"), _text("outcome"), _text("label"), _text("marks"), _text("reasons"), _text("policy"),
)  # fmt: skip

# A row is never changed: undoing or dropping a decision is a further row.
decision = Table(
    "decision", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _refers("product", "product.number"),
    _text("action"), _text("made_by"), _text("made_on"), _text("why"), _text("source"), _text("evidence"),
    CheckConstraint("action IN ('sport', 'medical', 'undo', 'drop')", name="action"),
)  # fmt: skip

# Keys of those who may write over HTTP; the key itself is nowhere, only its SHA-256.
api_key = Table(
    "api_key", metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    _text("name"), _text("digest"), _text("made_on"), _maybe("revoked_on"),
    Column("scopes", Text, nullable=False, server_default="review"),
    UniqueConstraint("digest"),
)  # fmt: skip

PRODUCT_PARTS = (
    pressure_point, pressure, product_source, product_chart, asks_for, claim, code, category, fibre, flag,
    variant, alias, ruling,
)  # fmt: skip
"""Every list of a product, children before their parents."""
CHART_PARTS = (band, box, size, chart_key, chart_priority, chart_step)
"""Every list of a chart, children before their parents."""
