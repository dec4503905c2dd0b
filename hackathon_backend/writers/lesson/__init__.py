"""The writer that needs no language model: whatever it says stands in a lesson."""
