"""How fast the window starts, and what it costs while a network trains."""
