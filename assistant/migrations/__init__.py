"""The database's history: one file a change of tables."""
