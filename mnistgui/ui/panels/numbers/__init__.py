"""The Numbers panel: every number of one digit, step by step."""
