"""The tools that a language model may call in a chat, and what its calls say, which is checked."""

from __future__ import annotations

import re

from ..writers.llm.protocol import JsonObject, JsonSchema, Tool
from .options import VideoOptions, options_of

_TOPIC, _INSTRUCTION, _SHORT = 300, 500, 100
"""Characters of what a call says, at most."""
_SIZE = re.compile(r"[1-9]\d{1,4}x[1-9]\d{1,4}")
_SHAPES = {"landscape": "1280x720", "portrait": "720x1280", "square": "1080x1080"}
_LONGEST = 86_400.0


def _tool(name: str, description: str, required: list[str], **properties: JsonSchema) -> Tool:
    parameters = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {"name": name, "description": description, "parameters": parameters}


def _words(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


MAKE_VIDEO = _tool(
    "make_video",
    "Make a short educational video for the student. Only if the student asks for one; leave out what was not said.",
    ["topic", "language"],
    topic=_words("What the video is about, in the student's words; empty for the lesson itself."),
    seconds={"type": "number", "description": "How long it shall be, if the student says so."},
    level=_words("Whom it is for, if the student says so, as: 8 year olds, beginners."),
    style=_words("The look, if the student names one: clean, whiteboard, chalkboard, blueprint, paper."),
    size=_words("landscape, portrait or square, or pixels as 1280x720, if the student says so."),
    language=_words("The language of the video, as en or pt-BR."),
)
CHANGE_VIDEO = _tool(
    "change_video",
    "Change the video that this conversation has. The old one stays. Only if the student asks for a change of it.",
    ["instruction"],
    instruction=_words("What shall be different, in the student's words: shorter, in French, without the last part."),
)


def topic_in(called: JsonObject, otherwise: str) -> str:
    """The topic of a call of MAKE_VIDEO."""
    value = called.get("topic")
    return _line(value, _TOPIC) if isinstance(value, str) else otherwise


def instruction_in(called: JsonObject, otherwise: str) -> str:
    """The instruction of a call of CHANGE_VIDEO."""
    return _line(called.get("instruction"), _INSTRUCTION) or otherwise


def language_in(called: JsonObject, otherwise: str) -> str:
    """The language of a call of MAKE_VIDEO."""
    value = called.get("language")
    return value if isinstance(value, str) and 2 <= len(value) <= 12 and value.replace("-", "").isalnum() else otherwise


def options_in(called: JsonObject) -> VideoOptions:
    """The options of a call of MAKE_VIDEO that make sense."""
    size = _line(called.get("size"), _SHORT).lower()
    size = _SHAPES.get(size, size)
    return options_of(
        seconds=_seconds(called.get("seconds")),
        size=size if _SIZE.fullmatch(size) else None,
        style=_line(called.get("style"), _SHORT) or None,
        level=_line(called.get("level"), _SHORT) or None,
    )


def _line(value: object, limit: int) -> str:
    return " ".join(value.split())[:limit] if isinstance(value, str) else ""


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _LONGEST:
        return None
    return float(value)
