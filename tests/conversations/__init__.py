"""Tests of conversations and the way of a message."""
