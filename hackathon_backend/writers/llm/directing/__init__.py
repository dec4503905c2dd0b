"""How a language model directs a film: first an outline, then every scene by itself, then what the checker found."""
