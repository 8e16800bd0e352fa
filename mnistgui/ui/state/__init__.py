"""What the window is about: the digits, the runs and the network that is inspected."""
