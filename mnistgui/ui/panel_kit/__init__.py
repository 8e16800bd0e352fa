"""What every panel is made with: its base class, the context it is given, its row in the table."""
