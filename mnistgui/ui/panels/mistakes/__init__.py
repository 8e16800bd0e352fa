"""The Mistakes panel: digits that the network misreads, or reads well."""
