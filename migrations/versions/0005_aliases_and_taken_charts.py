"""Old ids of products, taken charts, the rulings of brand files, and where and since when a chart is looked for."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("product", sa.Column("size_page", sa.Text(), server_default="", nullable=False))
    op.add_column("product", sa.Column("chart_missing_since", sa.Text(), server_default="", nullable=False))
    op.add_column("chart", sa.Column("chart_of", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "alias",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_alias_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_alias")),
    )
    op.create_table(
        "ruling",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("ruled", "why", "made_on")),
        sa.Column("source", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("would_settle", "evidence")),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_ruling_product_product")),
        sa.ForeignKeyConstraint(["source"], ["source.number"], name=op.f("fk_ruling_source_source")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_ruling")),
    )
    op.create_index(op.f("ix_ruling_source"), "ruling", ["source"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ruling_source"), "ruling")
    op.drop_table("ruling")
    op.drop_table("alias")
    with op.batch_alter_table("chart") as chart:
        chart.drop_column("chart_of")
    with op.batch_alter_table("product") as product:
        product.drop_column("chart_missing_since")
        product.drop_column("size_page")
