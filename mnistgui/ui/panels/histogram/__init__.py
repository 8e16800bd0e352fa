"""The Histogram panel: the distribution of a layer's weights, before and after training."""
