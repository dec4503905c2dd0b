"""/api/voices: who can speak, and how that sounds."""
