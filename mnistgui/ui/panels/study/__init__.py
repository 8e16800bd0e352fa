"""The Study panel: many settings on many cores and machines."""
