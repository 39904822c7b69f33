"""Tests of the engines that answer messages."""
