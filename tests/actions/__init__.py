"""Tests of what Rasa calls."""
