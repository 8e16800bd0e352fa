"""One reader per layout in which digits are found; each takes files from strangers."""
