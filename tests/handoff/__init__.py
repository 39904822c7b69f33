"""Tests of handing over to a counsellor and back."""
