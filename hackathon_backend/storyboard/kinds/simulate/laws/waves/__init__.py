"""Waves, and what is heard of a source that moves."""
