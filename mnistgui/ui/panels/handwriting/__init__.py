"""The handwriting test: thirty prompted digits, and how well each stage reads them."""
