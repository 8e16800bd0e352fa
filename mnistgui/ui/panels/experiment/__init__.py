"""The Experiment panel, which compares reported figures of a preset with its own."""
