"""What many throws of dice come to."""
