"""The Runs panel: the runs of this session as a table."""
