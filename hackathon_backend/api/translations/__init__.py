"""/api/videos/<id>/translations: a film in further languages."""
