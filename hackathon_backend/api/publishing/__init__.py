"""/api/publishing, /api/publications and /api/videos/{id}/publish: films handed on to platforms."""
