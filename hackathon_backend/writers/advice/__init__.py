"""Advice on prompts: what an engine will not make of them as they stand."""
