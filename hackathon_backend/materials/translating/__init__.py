"""Lessons in further languages: rows that are worked on until there is a lesson of one's own in each."""
