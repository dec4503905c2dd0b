"""A question, time to think, and the answer."""
