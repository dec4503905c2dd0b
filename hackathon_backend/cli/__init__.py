"""The command line: serve, ask, render, clean, doctor."""

from .main import main

__all__ = ["main"]
