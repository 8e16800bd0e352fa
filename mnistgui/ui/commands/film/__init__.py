"""Films of a run: what is asked for, how its pictures are taken, and the dialog."""
