"""Autosave, recovery, saving in another thread, and crash reports."""
