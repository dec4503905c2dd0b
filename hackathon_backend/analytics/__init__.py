"""How films are watched: views, scenes, answers and downloads, counted without knowing anybody."""
