"""How numbers are counted, and whether the data can be trusted."""
