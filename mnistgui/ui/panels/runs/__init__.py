"""The runs of this session, as a table."""
