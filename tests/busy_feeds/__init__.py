"""Tests of the feeds of counsellors' own calendars."""
