"""What is written as JSON, before it is a storyboard."""

from __future__ import annotations

from typing import Any

Fields = dict[str, Any]
"""The fields of a storyboard, a scene or a part, by their names.

Their values are open: somebody wrote them, and only a model says what they have to be.
"""
