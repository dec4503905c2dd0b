"""The pages with what was counted of films, drawn on the server: they need no script."""
