"""Talking about individual sessions: what was offered, times to book, moving and cancelling."""
