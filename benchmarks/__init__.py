"""How fast videos are made, measured on this machine: `make bench`."""
