"""An answer receipt keeps the decision that its article was part of."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Receipts from before have none.
    with op.batch_alter_table("answer_receipts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("decision", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("answer_receipts", schema=None) as batch_op:
        batch_op.drop_column("decision")
