"""Whether backpropagation is right, and how a check would have shown the write-ups' mistakes."""
