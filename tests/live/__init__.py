"""Tests of the real parts together."""
