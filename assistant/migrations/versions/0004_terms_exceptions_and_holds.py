"""Counsellors set terms and exceptions, hours have a kind, and a slot is held while its form is filled in."""

import sqlalchemy as sa
from alembic import op

import assistant.database

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = assistant.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("availability", schema=None) as batch_op:
        # Hours from before are for ordinary sessions.
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="individual"))
        batch_op.add_column(sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)
        batch_op.alter_column("urgent", server_default=None)
    op.create_table(
        "availability_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("session_minutes", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["people.id"],
            name=op.f("fk_availability_exceptions_counsellor_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_availability_exceptions")),
    )
    op.create_index("ix_availability_exceptions_counsellor_id_day", "availability_exceptions", ["counsellor_id", "day"])
    op.create_table(
        "booking_terms",
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("notice_hours", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("buffer_before", sa.Integer(), nullable=False),
        sa.Column("buffer_after", sa.Integer(), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=True),
        sa.Column("weekly_cap", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("topics", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("written_forms", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("faculty", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["people.id"], name=op.f("fk_booking_terms_counsellor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("counsellor_id", name=op.f("pk_booking_terms")),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["people.id"], name=op.f("fk_holds_counsellor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_holds_token_hash")),
    )
    op.create_index(op.f("ix_holds_until"), "holds", ["until"])
    with op.batch_alter_table("booked_quarters", schema=None) as batch_op:
        batch_op.alter_column("appointment_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("hold_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_booked_quarters_hold_id"), "holds", ["hold_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(op.f("ix_booked_quarters_hold_id"), ["hold_id"])
        batch_op.create_check_constraint("used_once", "(appointment_id IS NULL) != (hold_id IS NULL)")


def downgrade() -> None:
    op.execute("DELETE FROM booked_quarters WHERE appointment_id IS NULL")
    with op.batch_alter_table("booked_quarters", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_booked_quarters_used_once"), type_="check")
        batch_op.drop_index(op.f("ix_booked_quarters_hold_id"))
        batch_op.drop_constraint(op.f("fk_booked_quarters_hold_id"), type_="foreignkey")
        batch_op.drop_column("hold_id")
        batch_op.alter_column("appointment_id", existing_type=sa.Integer(), nullable=False)
    op.drop_index(op.f("ix_holds_until"), table_name="holds")
    op.drop_table("holds")
    op.drop_table("booking_terms")
    op.drop_index("ix_availability_exceptions_counsellor_id_day", table_name="availability_exceptions")
    op.drop_table("availability_exceptions")
    with op.batch_alter_table("availability", schema=None) as batch_op:
        batch_op.drop_column("urgent")
        batch_op.drop_column("kind")
