"""HTTP: chat, lessons, files, health. Thin: parse, call, serialise."""
