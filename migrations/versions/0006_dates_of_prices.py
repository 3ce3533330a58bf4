"""The day of a price that a shop offers a variant for; of prices from before nobody knows it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("priced_on", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("offer") as offer:
        offer.drop_column("priced_on")
