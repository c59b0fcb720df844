"""Works where they lie: map, list, picture, card."""
