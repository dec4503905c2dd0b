"""What circles what."""
