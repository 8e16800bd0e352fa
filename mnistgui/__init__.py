"""Watch a digit classifier learn."""

__version__ = "0.2.0"
