"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "catalog",
    "brand",
    "source",
    "chart",
    "chart_key",
    "chart_priority",
    "chart_step",
    "size",
    "box",
    "band",
    "product",
    "product_source",
    "product_chart",
    "pressure",
    "pressure_point",
    "asks_for",
    "claim",
    "code",
    "category",
    "fibre",
    "flag",
    "variant",
    "verdict",
    "decision",
)


def upgrade() -> None:
    shared_tables()
    chart_tables()
    size_tables()
    product_table()
    pressure_tables()
    detail_tables()
    variant_table()
    judgement_tables()
    op.execute("INSERT INTO catalog (id, app, number, stamp) VALUES (1, 'legfit', 0, 'empty')")


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def shared_tables() -> None:
    op.create_table(
        "catalog",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("app", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_catalog_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog")),
    )
    op.create_table(
        "brand",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_brand")),
        sa.UniqueConstraint("name", name=op.f("uq_brand_name")),
    )
    op.create_table(
        "source",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("seen_on", sa.Text(), nullable=False),
        sa.Column("read_as", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_source")),
        sa.UniqueConstraint("digest", name=op.f("uq_source_digest")),
    )


def chart_tables() -> None:
    op.create_table(
        "chart",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("tie_rule", sa.Text(), nullable=True),
        sa.Column("posture", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["source.number"], name=op.f("fk_chart_source_source")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_chart")),
        sa.UniqueConstraint("digest", name=op.f("uq_chart_digest")),
    )
    op.create_index(op.f("ix_chart_source"), "chart", ["source"])
    op.create_table(
        "chart_key",
        sa.Column("chart", sa.Integer(), nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["chart"], ["chart.number"], name=op.f("fk_chart_key_chart_chart")),
        sa.PrimaryKeyConstraint("chart", "key", "position", name=op.f("pk_chart_key")),
    )
    op.create_table(
        "chart_priority",
        sa.Column("chart", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["chart"], ["chart.number"], name=op.f("fk_chart_priority_chart_chart")),
        sa.PrimaryKeyConstraint("chart", "position", name=op.f("pk_chart_priority")),
    )
    op.create_table(
        "chart_step",
        sa.Column("chart", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chart"], ["chart.number"], name=op.f("fk_chart_step_chart_chart")),
        sa.PrimaryKeyConstraint("chart", "position", name=op.f("pk_chart_step")),
    )


def size_tables() -> None:
    op.create_table(
        "size",
        sa.Column("chart", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["chart"], ["chart.number"], name=op.f("fk_size_chart_chart")),
        sa.PrimaryKeyConstraint("chart", "position", name=op.f("pk_size")),
    )
    op.create_table(
        "box",
        sa.Column("chart", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chart", "size"], ["size.chart", "size.position"], name=op.f("fk_box_chart_size_size")
        ),
        sa.PrimaryKeyConstraint("chart", "size", "position", name=op.f("pk_box")),
    )
    op.create_table(
        "band",
        sa.Column("chart", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("box", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("low_at", sa.BigInteger(), nullable=True),
        sa.Column("low_closed", sa.Boolean(), nullable=True),
        sa.Column("low_printed", sa.Text(), nullable=True),
        sa.Column("high_at", sa.BigInteger(), nullable=True),
        sa.Column("high_closed", sa.Boolean(), nullable=True),
        sa.Column("high_printed", sa.Text(), nullable=True),
        sa.CheckConstraint("(high_at IS NULL) = (high_closed IS NULL)", name=op.f("ck_band_high_whole")),
        sa.CheckConstraint("(low_at IS NULL) = (low_closed IS NULL)", name=op.f("ck_band_low_whole")),
        sa.ForeignKeyConstraint(
            ["chart", "size", "box"], ["box.chart", "box.size", "box.position"], name=op.f("fk_band_chart_size_box_box")
        ),
        sa.PrimaryKeyConstraint("chart", "size", "box", "position", name=op.f("pk_band")),
    )


def product_table() -> None:
    op.create_table(
        "product",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("brand", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("garment", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("price_source", sa.Integer(), nullable=True),
        sa.Column("price_note", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("judged", sa.Text(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["brand"], ["brand.number"], name=op.f("fk_product_brand_brand")),
        sa.ForeignKeyConstraint(["price_source"], ["source.number"], name=op.f("fk_product_price_source_source")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_product")),
        sa.UniqueConstraint("id", name=op.f("uq_product_id")),
    )
    op.create_index(op.f("ix_product_brand"), "product", ["brand"])
    op.create_index(op.f("ix_product_price_source"), "product", ["price_source"])
    op.create_table(
        "product_source",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_product_source_product_product")),
        sa.ForeignKeyConstraint(["source"], ["source.number"], name=op.f("fk_product_source_source_source")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_product_source")),
    )
    op.create_index(op.f("ix_product_source_source"), "product_source", ["source"])
    op.create_table(
        "product_chart",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chart", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["chart"], ["chart.number"], name=op.f("fk_product_chart_chart_chart")),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_product_chart_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_product_chart")),
    )
    op.create_index(op.f("ix_product_chart_chart"), "product_chart", ["chart"])


def pressure_tables() -> None:
    op.create_table(
        "pressure",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("stated_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("posture", sa.Text(), nullable=False),
        sa.Column("variant", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_pressure_product_product")),
        sa.ForeignKeyConstraint(["source"], ["source.number"], name=op.f("fk_pressure_source_source")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_pressure")),
    )
    op.create_index(op.f("ix_pressure_source"), "pressure", ["source"])
    op.create_table(
        "pressure_point",
        sa.Column("product", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pressure", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=True),
        sa.Column("high", sa.BigInteger(), nullable=True),
        sa.Column("sd", sa.BigInteger(), nullable=True),
        sa.Column("wearers", sa.BigInteger(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product", "pressure"],
            ["pressure.product", "pressure.position"],
            name=op.f("fk_pressure_point_product_pressure_pressure"),
        ),
        sa.PrimaryKeyConstraint("product", "pressure", "position", name=op.f("pk_pressure_point")),
    )


def detail_tables() -> None:
    op.create_table(
        "asks_for",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_asks_for_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_asks_for")),
    )
    op.create_table(
        "claim",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_claim_product_product")),
        sa.ForeignKeyConstraint(["source"], ["source.number"], name=op.f("fk_claim_source_source")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_source"), "claim", ["source"])
    op.create_table(
        "code",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_code_product_product")),
        sa.ForeignKeyConstraint(["source"], ["source.number"], name=op.f("fk_code_source_source")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_code")),
    )
    op.create_index(op.f("ix_code_source"), "code", ["source"])
    op.create_table(
        "category",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_category_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_category")),
    )
    op.create_table(
        "fibre",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("per_mille", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_fibre_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_fibre")),
    )
    op.create_table(
        "flag",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_flag_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_flag")),
    )


def variant_table() -> None:
    op.create_table(
        "variant",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("colour", sa.Text(), nullable=False),
        sa.Column("gtin", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_currency", sa.Text(), nullable=True),
        sa.Column("price_source", sa.Integer(), nullable=True),
        sa.Column("price_note", sa.Text(), nullable=True),
        sa.Column("stock", sa.BigInteger(), nullable=True),
        sa.Column("shop_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["price_source"], ["source.number"], name=op.f("fk_variant_price_source_source")),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_variant_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_variant")),
    )
    op.create_index(op.f("ix_variant_price_source"), "variant", ["price_source"])


def judgement_tables() -> None:
    op.create_table(
        "verdict",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_verdict_product_product")),
        sa.PrimaryKeyConstraint("product", "gate", name=op.f("pk_verdict")),
    )
    op.create_table(
        "decision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("action IN ('sport', 'medical', 'undo', 'drop')", name=op.f("ck_decision_action")),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_decision_product_product")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_product"), "decision", ["product"])
