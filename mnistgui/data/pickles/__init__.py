"""Reads pickles of arrays without carrying out what they ask for."""
