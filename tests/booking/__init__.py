"""Tests of free slots and appointments."""
