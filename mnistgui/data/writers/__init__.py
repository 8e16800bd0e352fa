"""Writers of digits, one for each layout."""
