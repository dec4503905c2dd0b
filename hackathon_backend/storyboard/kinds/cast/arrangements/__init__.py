"""Where things stand: one way to arrange a cast in each module, and `by_name.py` that has all of them."""
