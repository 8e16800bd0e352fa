"""The Health panel: measures of every layer over time, and what is wrong with a run."""
