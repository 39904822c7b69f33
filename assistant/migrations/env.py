"""Alembic's entry: runs the migrations over the engine that Database gives."""

import importlib

from alembic import context

from assistant.database import Base

for module in ("articles.tables", "audit", "booking", "conversations", "handoff", "notifications.outbox", "people"):
    importlib.import_module(f"assistant.{module}")

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
