"""Files that the program writes and reads: runs, weights in every format, recovery."""
