"""Tests of the making of the sentence encoder."""
