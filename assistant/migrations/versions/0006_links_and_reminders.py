"""An appointment has as many links as mails brought, and reminders that were given are remembered."""

import sqlalchemy as sa
from alembic import op

import assistant.database

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENT = assistant.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "appointment_links",
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"],
            ["appointments.id"],
            name=op.f("fk_appointment_links_appointment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("secret_hash", name=op.f("pk_appointment_links")),
    )
    op.create_index(op.f("ix_appointment_links_appointment_id"), "appointment_links", ["appointment_id"])
    op.execute("INSERT INTO appointment_links (secret_hash, appointment_id) SELECT secret_hash, id FROM appointments")
    op.create_table(
        "reminders",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hours_before", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_reminders_appointment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appointment_id", "sequence", "hours_before", name=op.f("pk_reminders")),
    )
    # Added and taken away in place: to make the table anew, as a batch does on SQLite, would remove what refers to it.
    op.add_column(
        "appointments",
        sa.Column("placed_at", _MOMENT, nullable=False, server_default="1970-01-01 00:00:00.000000+00:00"),
    )
    op.execute("UPDATE appointments SET placed_at = created_at")
    op.drop_column("appointments", "secret_hash")


def downgrade() -> None:
    op.add_column("appointments", sa.Column("secret_hash", sa.String(), nullable=False, server_default=""))
    # One of the links stays; an appointment that has none left keeps the empty hash, which no secret has.
    op.execute(
        "UPDATE appointments SET secret_hash = coalesce((SELECT max(secret_hash) FROM appointment_links "
        "WHERE appointment_id = appointments.id), '')"
    )
    op.drop_column("appointments", "placed_at")
    op.drop_table("reminders")
    op.drop_index(op.f("ix_appointment_links_appointment_id"), table_name="appointment_links")
    op.drop_table("appointment_links")
