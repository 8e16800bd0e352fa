"""One writer per layout, so that digits can be handed on to any other program."""
