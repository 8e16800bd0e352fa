"""The Network panel: layers, their strongest connections, and what flows through them."""
