"""/api/templates: prompts with gaps to fill."""
