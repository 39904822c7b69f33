"""Counsellors name a feed of their own calendar, and what is read of it is kept."""

import sqlalchemy as sa
from alembic import op

import assistant.database

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = assistant.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "busy_feeds",
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=True),
        sa.Column("read_at", _MOMENT, nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["people.id"], name=op.f("fk_busy_feeds_counsellor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("counsellor_id", name=op.f("pk_busy_feeds")),
    )
    op.create_table(
        "busy_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["people.id"], name=op.f("fk_busy_times_counsellor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy_times")),
    )
    op.create_index(op.f("ix_busy_times_counsellor_id"), "busy_times", ["counsellor_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_busy_times_counsellor_id"), table_name="busy_times")
    op.drop_table("busy_times")
    op.drop_table("busy_feeds")
