"""The mathematics of training: layers, losses, optimizers, gradient check. NumPy only."""
