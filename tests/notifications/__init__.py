"""Tests of mails and the outbox."""
