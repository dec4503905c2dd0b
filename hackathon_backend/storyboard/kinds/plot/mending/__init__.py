"""Plots as writers give them, made into what can be drawn; what was changed is told."""

from .plots import gather, mend, told_numbers

__all__ = ["gather", "mend", "told_numbers"]
