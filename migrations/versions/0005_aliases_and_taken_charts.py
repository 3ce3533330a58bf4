"""Old ids of products, and charts that are taken from a sister product."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("chart", sa.Column("chart_of", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "alias",
        sa.Column("product", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["product.number"], name=op.f("fk_alias_product_product")),
        sa.PrimaryKeyConstraint("product", "position", name=op.f("pk_alias")),
    )


def downgrade() -> None:
    op.drop_table("alias")
    with op.batch_alter_table("chart") as chart:
        chart.drop_column("chart_of")
