"""The Unit lab panel: edits of a network, and what they do to its readings at once."""
