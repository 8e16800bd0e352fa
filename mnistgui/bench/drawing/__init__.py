"""How well drawings are read, and what each stage from pen to pixels is worth."""
