"""Tests of what is remembered from turn to turn."""
