"""Steps that follow one another, once or over and over."""
