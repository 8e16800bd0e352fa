"""The Why? panel: why the network read a drawing as it did."""
