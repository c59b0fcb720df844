"""Campaigns: those that there are, and one of them with its photos and what it moved."""
