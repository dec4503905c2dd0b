"""Kokoro-82M from a folder that an operator has filled."""
