"""/v1/models and /api/models: what videos can be made with."""
