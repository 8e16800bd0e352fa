"""What a network makes of a drawing: its reading, an explanation of it, and fine-tuning."""
