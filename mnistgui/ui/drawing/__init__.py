"""What several panels share of the drawing: canvas, sheet, reading."""
