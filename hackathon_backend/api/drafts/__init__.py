"""/api/drafts: storyboards, briefs and prompts that several people edit at once."""
