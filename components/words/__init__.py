"""Values in words: numbers, days, differences, names."""
