"""Loss and accuracy while the network learns."""
