"""Maps: pydeck only in `deck`; and the drawings of places that need no map."""
