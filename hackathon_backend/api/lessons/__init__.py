"""/api/lessons: what can be read here."""
