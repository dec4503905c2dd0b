"""The example that a language model is shown of a brief, whole and right: it tells more than rules do."""

from __future__ import annotations

from ...storyboard.fields import Fields
from .protocol import JsonObject

_SCENES: list[Fields] = [
    {
        "type": "title",
        "title": "Why the sky is blue",
        "subtitle": "Light meets air",
        "icon": "sun",
        "narration": "Look up on a clear day. Why is the sky blue?",
    },
    {
        "type": "process",
        "heading": "How blue spreads",
        "shape": "line",
        "steps": [
            {"label": "Sunlight", "detail": "all colours together", "icon": "sun", "cue": "all colours"},
            {"label": "Air", "detail": "scatters blue the most", "icon": "cloud", "cue": "scatters blue"},
            {"label": "Your eye", "detail": "sees blue everywhere", "icon": "person", "cue": "your eye"},
        ],
        "narration": "Sunlight holds all colours. The air scatters blue much more than red, so blue reaches your eye "
        "from everywhere.",
    },
    {
        "type": "takeaways",
        "takeaways": [
            {"text": "Sunlight holds all colours."},
            {"text": "Air scatters blue the most."},
            {"text": "So blue comes from everywhere."},
        ],
        "narration": "Remember: air scatters blue light, and that makes the sky blue.",
    },
]

_BRIEF: JsonObject = {
    "title": "Why the sky is blue",
    "visual_prompt": "A wide blue sky over a hill at noon, white sunlight entering the air and blue rays spreading in "
    "all directions from tiny glowing molecules, slow upward camera, clear bright colours",
    "narration": " ".join(scene["narration"] for scene in _SCENES),
    "takeaways": [each["text"] for each in _SCENES[-1]["takeaways"]],
}


def example_brief(*, storyboard: bool) -> JsonObject:
    """A short brief as it should be; with its storyboard if one is asked for."""
    return _BRIEF | ({"storyboard": {"title": _BRIEF["title"], "scenes": _SCENES}} if storyboard else {})
