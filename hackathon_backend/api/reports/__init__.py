"""Reports on videos: made by anybody who may watch them, decided by admins."""
