"""What every panel is made with: its base class, its context, and its row in the table."""
