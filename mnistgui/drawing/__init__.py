"""What the network makes of a drawing: reading it, explaining the answer, learning a hand."""
