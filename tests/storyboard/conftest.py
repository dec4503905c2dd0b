"""Storyboards that the tests of this room share."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def hooks() -> dict[str, Any]:
    """A short storyboard with one scene of each of the first four kinds."""
    return {
        "title": "React hooks",
        "scenes": [
            {
                "type": "title",
                "title": "React hooks",
                "subtitle": "State and effects without classes",
                "icon": "atom",
                "narration": "React hooks let a plain function remember.",
            },
            {
                "type": "points",
                "heading": "Why hooks exist",
                "points": [
                    {"text": "State in plain functions", "icon": "bulb", "cue": "plain functions"},
                    {"text": "Logic that components share", "icon": "gear", "cue": "share"},
                ],
                "narration": "They give plain functions state, and let components share logic.",
            },
            {
                "type": "code",
                "heading": "useState remembers a value",
                "language": "jsx",
                "code": "const [count, setCount] = useState(0);\n\nreturn <b>{count}</b>;",
                "focus": [{"lines": "1", "cue": "use state"}, {"lines": "3", "cue": "draws"}],
                "narration": "Here use state gives the count, and React draws it.",
            },
            {
                "type": "takeaways",
                "heading": "Takeaways",
                "takeaways": [{"text": "State stays"}, {"text": "Effects follow"}, {"text": "Order matters"}],
                "narration": "State stays, effects follow, and order matters.",
            },
        ],
    }
