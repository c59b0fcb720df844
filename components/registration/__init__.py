"""Registration: the ranking, why places change, growth."""
