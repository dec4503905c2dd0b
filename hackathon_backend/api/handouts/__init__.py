"""/api/videos/<id>/handout.pdf and its like: a film to take along."""
