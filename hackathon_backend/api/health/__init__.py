"""/healthz: whether the service works."""
