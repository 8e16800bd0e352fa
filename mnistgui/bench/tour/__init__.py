"""A real session without anybody there: loads digits, trains, draws, and keeps pictures of it."""
