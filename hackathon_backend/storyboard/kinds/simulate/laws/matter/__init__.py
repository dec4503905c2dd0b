"""Particles: states of matter, gases in vessels."""
