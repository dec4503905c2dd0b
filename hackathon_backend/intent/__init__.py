"""Does a message ask for a video, and about what? Word lists and a small grammar decide, no language model."""
