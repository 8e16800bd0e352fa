"""What the layers have learnt, as pictures."""
