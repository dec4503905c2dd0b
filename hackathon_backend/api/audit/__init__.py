"""/api/audit: who did what, for admins."""
