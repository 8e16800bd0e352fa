"""The Reliability panel: whether a network that says 90 % is right nine times out of ten."""
