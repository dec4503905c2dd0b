"""/api/library and /api/videos: all videos of the caller, as cards and in detail."""
