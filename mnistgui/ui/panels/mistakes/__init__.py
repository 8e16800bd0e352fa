"""Digits of the test set that the network misreads, or reads well."""
