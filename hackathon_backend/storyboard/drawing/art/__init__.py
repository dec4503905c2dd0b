"""Illustrated objects: drawings of things from packages, found by their words. Nothing here loads the drawing library;
`brush` does.
"""

from .art import Art, art_named
from .chosen import chosen, word_for
from .colours import natural_colour
from .find import find
from .search import search

__all__ = ["Art", "art_named", "chosen", "find", "natural_colour", "search", "word_for"]
