"""What changes over time: tracks, ways, the camera, and marks that become other ones."""
