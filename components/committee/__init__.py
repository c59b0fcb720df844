"""The portrait of one committee."""
