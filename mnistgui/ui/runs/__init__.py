"""A run of the window, the list of runs, and plans of several runs."""
