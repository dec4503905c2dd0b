"""Numbers that films show and say, looked for in the lessons that they were made of."""
