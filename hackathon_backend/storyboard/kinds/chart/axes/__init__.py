"""The axes of a chart, with their ticks and labels."""
