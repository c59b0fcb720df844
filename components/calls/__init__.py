"""What waits for the committees, and whom to call about it."""
