"""How the weights of a layer are spread, before and after training."""
