"""/api/videos/<id>/views and /api/analytics: what players tell of films that are watched, and what owners see of it."""
