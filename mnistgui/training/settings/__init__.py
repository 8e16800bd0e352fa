"""The declared settings of a run, a file for each part of the form."""
