"""Which lesson answers a question, with which passage, and how surely."""
