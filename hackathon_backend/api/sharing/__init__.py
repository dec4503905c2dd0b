"""/oembed, and where a video is found from outside."""
