"""One reader for each layout of digits; none of them trusts the file."""
