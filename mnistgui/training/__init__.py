"""A network meets a dataset: settings, the trainer, what it measures, presets."""
