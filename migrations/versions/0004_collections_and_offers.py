"""Collections of products, and what shops say of variants in a table of its own.

Stock and price of a variant move into `offer`: a feed changes them without a new version of the catalog. Downgrading
puts them back, with the product's first source as that of a price; link and image have no place there and go.

A product that is as any program before shipped it becomes one of the shipped collection; all else is its user's own. A
shipped product that was retired had been taken out by its user, and counts as removed.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOVE = """
    INSERT INTO offer (
        product, sku, availability, stock, price_minor, price_currency, link, image, file_digest, version
    )
    SELECT product, sku,
        CASE WHEN stock > 0 THEN 'in_stock' WHEN stock IS NULL THEN 'unknown' ELSE 'sold_out' END,
        stock, price_minor, price_currency, '', '', '', 1
    FROM variant
    WHERE (stock IS NOT NULL OR price_minor IS NOT NULL) AND NOT EXISTS (
        SELECT 1 FROM variant AS earlier WHERE earlier.product = variant.product AND earlier.sku = variant.sku
        AND earlier.position < variant.position
    )
"""
COUNT = """
    INSERT INTO offers_version (id, number)
    SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM offer) THEN 1 ELSE 0 END
"""
FIRST_SOURCE = "(SELECT source FROM product_source AS s WHERE s.product = variant.product AND s.position = 0)"
OF_VARIANT = "FROM offer WHERE offer.product = variant.product AND offer.sku = variant.sku"
STOCK = "CASE WHEN stock IS NULL AND availability = 'sold_out' THEN 0 ELSE stock END"
MOVE_BACK = f"""
    UPDATE variant SET
        stock = (SELECT {STOCK} {OF_VARIANT}),
        price_minor = (SELECT price_minor {OF_VARIANT}),
        price_currency = (SELECT price_currency {OF_VARIANT})
"""  # noqa: S608 - made of the constants above
SOURCES = f"UPDATE variant SET price_source = {FIRST_SOURCE}, price_note = '' WHERE price_minor IS NOT NULL"  # noqa: S608
WITHOUT_SOURCE = "UPDATE variant SET price_minor = NULL, price_currency = NULL WHERE price_source IS NULL"


def upgrade() -> None:
    op.add_column("catalog", sa.Column("shipped", sa.Text(), nullable=True))
    op.add_column("product", sa.Column("collection", sa.Text(), server_default="own", nullable=False))
    op.add_column("product", sa.Column("removed", sa.Boolean(), server_default=sa.false(), nullable=False))
    sort_collections()
    op.add_column("api_key", sa.Column("scopes", sa.Text(), server_default="review", nullable=False))
    offer_tables()
    op.execute(MOVE)
    op.execute(COUNT)
    op.drop_index(op.f("ix_variant_price_source"), "variant")
    with op.batch_alter_table("variant") as variant:
        variant.drop_constraint("fk_variant_price_source_source", type_="foreignkey")
        for name in ("price_minor", "price_currency", "price_source", "price_note", "stock"):
            variant.drop_column(name)


def sort_collections() -> None:
    """Find the shipped products by their fingerprints."""
    text = (Path(__file__).resolve().parents[1] / "shipped_before_0004.txt").read_text("utf-8")
    shipped = {tuple(line.split()) for line in text.splitlines() if not line.startswith("#")}
    product = sa.table("product", *map(sa.column, ("number", "id", "digest", "collection", "retired", "removed")))
    rows = op.get_bind().execute(sa.select(product.c.number, product.c.id, product.c.digest)).all()
    shipped_rows = [{"at": row.number} for row in rows if (row.id, row.digest) in shipped]
    if shipped_rows:
        query = sa.update(product).where(product.c.number == sa.bindparam("at"))
        op.get_bind().execute(query.values(collection="shipped", removed=product.c.retired), shipped_rows)


def offer_tables() -> None:
    op.create_table(
        "offer",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("availability", sa.Text(), nullable=False),
        sa.Column("stock", sa.BigInteger(), nullable=True),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("image", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("availability IN ('in_stock', 'sold_out', 'unknown')", name=op.f("ck_offer_availability")),
        sa.CheckConstraint("(price_minor IS NULL) = (price_currency IS NULL)", name=op.f("ck_offer_price_whole")),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_offer_product_product")),
        sa.PrimaryKeyConstraint("product", "sku", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_version"), "offer", ["version"])
    op.create_table(
        "offers_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_offers_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers_version")),
    )


def downgrade() -> None:
    with op.batch_alter_table("variant") as variant:
        variant.add_column(sa.Column("price_minor", sa.BigInteger(), nullable=True))
        variant.add_column(sa.Column("price_currency", sa.Text(), nullable=True))
        variant.add_column(sa.Column("price_source", sa.Integer(), nullable=True))
        variant.add_column(sa.Column("price_note", sa.Text(), nullable=True))
        variant.add_column(sa.Column("stock", sa.BigInteger(), nullable=True))
        variant.create_foreign_key("fk_variant_price_source_source", "source", ["price_source"], ["number"])
    op.create_index(op.f("ix_variant_price_source"), "variant", ["price_source"])
    for statement in (MOVE_BACK, SOURCES, WITHOUT_SOURCE):
        op.execute(statement)
    op.drop_table("offers_version")
    op.drop_index(op.f("ix_offer_version"), "offer")
    op.drop_table("offer")
    with op.batch_alter_table("api_key") as api_key:
        api_key.drop_column("scopes")
    with op.batch_alter_table("product") as product:
        product.drop_column("removed")
        product.drop_column("collection")
    with op.batch_alter_table("catalog") as catalog:
        catalog.drop_column("shipped")
