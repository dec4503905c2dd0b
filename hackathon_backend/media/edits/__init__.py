"""What can be done to a finished film: join, trim, speed, overlay, another sound."""
