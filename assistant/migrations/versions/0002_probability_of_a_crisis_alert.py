"""The crisis gate has a classifier beside its patterns: an alert keeps how probable danger was."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Alerts from before have none.
    with op.batch_alter_table("crisis_alerts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("probability", sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("crisis_alerts", schema=None) as batch_op:
        batch_op.drop_column("probability")
