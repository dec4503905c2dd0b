"""What office programs write: Word, PowerPoint, and OpenDocument."""
