"""A picture with call-outs."""
