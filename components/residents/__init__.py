"""Residents who take part: by committee and by board."""
