"""Researchers write lines to the counsellor before the session."""

import sqlalchemy as sa
from alembic import op

import assistant.database

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("written_at", assistant.database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("alert", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_lines_appointment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_lines")),
    )
    op.create_index(op.f("ix_appointment_lines_appointment_id"), "appointment_lines", ["appointment_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_appointment_lines_appointment_id"), table_name="appointment_lines")
    op.drop_table("appointment_lines")
