"""The Draw panel, in which a digit is drawn and read at once."""
