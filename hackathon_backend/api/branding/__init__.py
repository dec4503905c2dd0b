"""/api/me/brand: the mark on all films that somebody orders."""
