"""What pictures are drawn with: marks and their tracks, brushes, text, formulas, the stage."""
