"""Counsellors record what became of a session and keep notes, and researchers are asked one question."""

import sqlalchemy as sa
from alembic import op

import assistant.database

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_MOMENT = assistant.database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "outcomes",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("follow_up_wanted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", _MOMENT, nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_outcomes_appointment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appointment_id", name=op.f("pk_outcomes")),
    )
    op.create_table(
        "session_notes",
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("counsellor_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_session_notes_appointment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["counsellor_id"], ["people.id"], name=op.f("fk_session_notes_counsellor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("appointment_id", "counsellor_id", name=op.f("pk_session_notes")),
    )
    op.create_table(
        "surveys",
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointments.id"], name=op.f("fk_surveys_appointment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("secret_hash", name=op.f("pk_surveys")),
    )
    op.create_index(op.f("ix_surveys_appointment_id"), "surveys", ["appointment_id"])
    op.create_table(
        "survey_answers",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "answer", name=op.f("pk_survey_answers")),
    )


def downgrade() -> None:
    op.drop_table("survey_answers")
    op.drop_index(op.f("ix_surveys_appointment_id"), table_name="surveys")
    op.drop_table("surveys")
    op.drop_table("session_notes")
    op.drop_table("outcomes")
