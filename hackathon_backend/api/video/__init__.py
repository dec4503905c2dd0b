"""/api/video: a video from a prompt and pictures, whole in one answer, and films for products and brands."""
