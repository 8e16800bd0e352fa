"""What kill -9 leaves of files and runs."""
