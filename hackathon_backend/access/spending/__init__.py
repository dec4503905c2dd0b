"""What may be spent, and how much one owner may have."""
