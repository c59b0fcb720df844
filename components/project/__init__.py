"""One project's story."""
