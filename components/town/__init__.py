"""The town on one page."""
