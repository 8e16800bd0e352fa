"""Tests that files and runs survive kill -9."""
