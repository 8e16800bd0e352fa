"""A run as a program of its own: a script or a notebook that trains the same network in NumPy."""
