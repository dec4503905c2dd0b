"""Prompts made better: by a language model, or by rules that add what a camera has to know."""
