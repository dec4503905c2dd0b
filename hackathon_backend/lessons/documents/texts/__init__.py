"""Documents that are text: Markdown, plain text, transcripts."""
