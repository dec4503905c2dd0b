"""/api/costs: what was paid, by day, engine, model and owner."""
