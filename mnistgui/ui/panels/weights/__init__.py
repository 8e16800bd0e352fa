"""The Weights panel: the weights of the layers as pictures."""
