"""What a run learns from: the digits of the data set, to be looked through."""
