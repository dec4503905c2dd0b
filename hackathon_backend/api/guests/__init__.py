"""Links for guests: made, listed, ended, and followed."""
