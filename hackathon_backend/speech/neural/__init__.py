"""What all neural voices share: sentences spoken one by one, with the length of every phoneme."""
