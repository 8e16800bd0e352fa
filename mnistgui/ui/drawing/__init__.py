"""What several panels share of the drawing: strokes, canvas, bars and reading."""
