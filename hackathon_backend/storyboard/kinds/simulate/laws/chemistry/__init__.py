"""Reactions: what comes to a balance, and what a current splits."""
