"""The maths of plots: formulas, their curves, what curves have, and numbers that were measured."""
