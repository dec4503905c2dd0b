"""/api/collections: folders of films, lessons and courses."""
