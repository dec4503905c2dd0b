"""Lessons of people's own: their texts in versions, who may read them, and how they come into being."""
