"""/api/library and /api/videos: every video there is, as cards and in detail."""
