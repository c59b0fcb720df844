"""The bulletin as it is posted, its figures and where they come from, and those that were issued."""
