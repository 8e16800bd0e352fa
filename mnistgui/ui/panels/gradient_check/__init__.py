"""The Gradient check panel: whether backpropagation is right, and what mistakes would show."""
