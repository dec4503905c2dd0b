"""Markdown into blocks: the pieces of a lesson that a scene or a quotation can be made of."""
