"""Values in a row, and what an algorithm does with them."""
