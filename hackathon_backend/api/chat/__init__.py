"""POST /api/chat, and where its replies are kept."""
