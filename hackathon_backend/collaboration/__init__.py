"""Drafts that several people edit at once: storyboards, briefs and prompts, merged field by field."""
