"""Small works, from proposal to evaluation: queries and what follows from them."""
