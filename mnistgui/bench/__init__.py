"""Measures of the program: how fast training and the window are, and whether files are lost."""
