"""Captions and chapters: made from timed words, written as WebVTT, read back out of films."""
