"""What may be made: texts reviewed before anything is written or ordered."""
