"""Watch a digit classifier learn."""

__version__ = "0.1.0"
