"""Prices in the minor units of their own currency, and charts that were loaded against an error.

Until now brand files took twelve currencies for ones of two decimals. Francs and the like, which have none, were stored
a hundred times too high; the two units of account of four decimals a hundred times too low. Every stored price came
from a brand file. Downgrading undoes both.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TOO_HIGH = ("BIF", "DJF", "GNF", "KMF", "RWF", "UYI", "VUV", "XAF", "XOF", "XPF")
TOO_LOW = ("CLF", "UYW")
PRICED = ("product", "variant")


def upgrade() -> None:
    op.add_column("chart", sa.Column("forced", sa.Boolean(), server_default=sa.false(), nullable=False))
    rescale(too_high=TOO_HIGH, too_low=TOO_LOW)


def downgrade() -> None:
    rescale(too_high=TOO_LOW, too_low=TOO_HIGH)
    with op.batch_alter_table("chart") as chart:
        chart.drop_column("forced")


def rescale(*, too_high: tuple[str, ...], too_low: tuple[str, ...]) -> None:
    """Divide prices in some currencies by 100, to the nearest unit and never to nothing; multiply others by 100."""
    for name in PRICED:
        table = sa.table(name, sa.column("price_minor", sa.BigInteger), sa.column("price_currency", sa.Text))
        minor, currency = table.c.price_minor, table.c.price_currency
        divided = sa.case((minor < 100, 1), else_=(minor + 50) // 100)
        op.execute(sa.update(table).where(currency.in_(too_high)).values(price_minor=divided))
        op.execute(sa.update(table).where(currency.in_(too_low)).values(price_minor=minor * 100))
