"""/api/art: drawings of things, for pickers."""
