"""Tests of the crisis gate."""
