"""What can be read out of a network without a window."""
