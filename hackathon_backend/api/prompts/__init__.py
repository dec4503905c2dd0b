"""/api/prompts: prompts refined, and advice on them."""
