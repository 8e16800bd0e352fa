"""Why the network read a drawing as it did, while one draws."""
