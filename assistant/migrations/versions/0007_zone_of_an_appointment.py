"""The researcher's time zone is kept with the appointment, so that mails give their own time as well."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added in place: to make the table anew, as a batch does on SQLite, would remove what refers to it.
    op.add_column("appointments", sa.Column("zone", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("appointments", "zone")
