"""The Map panel: all digits of a part as a cloud, as the network sees them."""
