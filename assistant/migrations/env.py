"""Alembic's entry: runs the migrations over the engine that Database gives."""

import importlib

from alembic import context

from assistant.database import Base

for module in (
    "articles.tables",
    "audit",
    "booking",
    "booking.waiting",
    "conversations",
    "handoff",
    "notifications.outbox",
    "people",
):
    importlib.import_module(f"assistant.{module}")

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    if connection.dialect.name == "postgresql":
        # Of processes that start at once, one migrates and the others wait; SQLite's BEGIN IMMEDIATE does that
        # by itself. The number is arbitrary.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20261120)")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        # All migrations are one transaction, on SQLite too, where Alembic would commit after each of them and let
        # another process that starts at the same time make the next one twice.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
