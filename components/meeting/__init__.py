"""The meeting: its agenda, what it decides and what becomes of that, its minutes."""
