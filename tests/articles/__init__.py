"""Tests of articles as they are curated."""
