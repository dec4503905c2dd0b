"""How things move: falls, throws, swings, carts and planets."""
