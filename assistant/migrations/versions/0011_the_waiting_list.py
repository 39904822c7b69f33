"""People wait for a time, and are offered one when it comes free."""

import sqlalchemy as sa
from alembic import op

import assistant.database

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_MOMENT = assistant.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "waiting_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("written_form", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("preference", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("wish_hash", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_waiting_entries_conversation_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_entries")),
        sa.UniqueConstraint("ref", name=op.f("uq_waiting_entries_ref")),
    )
    _unique_where("ix_waiting_entries_wish_hash", "waiting_entries", "wish_hash", "status = 'waiting'")
    op.create_table(
        "waiting_offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.Column("hold_hash", sa.String(), nullable=False),
        sa.Column("offered_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["waiting_entries.id"], name=op.f("fk_waiting_offers_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_offers")),
        sa.UniqueConstraint("entry_id", "slot", name=op.f("uq_waiting_offers_entry_id")),
        sa.UniqueConstraint("hold_hash", name=op.f("uq_waiting_offers_hold_hash")),
    )
    _unique_where("ix_waiting_offers_open", "waiting_offers", "entry_id", "outcome IS NULL")


def downgrade() -> None:
    op.drop_index("ix_waiting_offers_open", table_name="waiting_offers")
    op.drop_table("waiting_offers")
    op.drop_index("ix_waiting_entries_wish_hash", table_name="waiting_entries")
    op.drop_table("waiting_entries")


def _unique_where(name: str, table: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, [column], unique=True, sqlite_where=where, postgresql_where=where)
