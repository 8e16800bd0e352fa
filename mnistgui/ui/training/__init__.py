"""The training thread, its orders, and which thread goes first."""
