"""A storyboard with voice as a film: pool and stages, narration, previews, voice samples, edits of finished films."""
