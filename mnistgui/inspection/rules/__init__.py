"""The rules by which runs are diagnosed, a file for each group."""
