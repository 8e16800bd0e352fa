"""How often digits of each class are read as each class."""
