"""The Twins panel: two runs that differ in one setting, compared at every step."""
