"""Finished films handed on to platforms, by a service that publishes. Each publication is a row, and is made once."""
