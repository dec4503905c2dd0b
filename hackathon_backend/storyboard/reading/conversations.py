"""Conversations as writers who half remember the schema note them, brought into narrations with marks of who speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..dialogue import SpokenTurn, marked, with_marks
from ..fields import Fields
from .changelog import ChangeLog, Path
from .names import ALSO, snake

_NARRATION = ("narration", *ALSO["narration"], "dialogue", "dialog", "conversation", "turns", "exchange")
_SPEAKER = ("speaker", "who", "role", "character", "name", "voice", "by")
_TEXT = ("text", "line", "says", "said", "say", "content", "narration", "words")
_NAMED = ("speaker", "spoken_by", "narrated_by")


def in_turns(scene: Fields, path: Path, told: ChangeLog) -> Fields:
    """The fields of a scene with lists of who says what, and its own speaker, written as marks in its narration."""
    fields = dict(scene)
    for key in [key for key in scene if snake(key) in _NARRATION and isinstance(scene[key], list)]:
        if lines := _turns(scene[key]):
            del fields[key]
            fields["narration"] = marked(lines)
            told.tell((*path, key), "was read as a narration by several speakers")
    for key in [key for key in scene if snake(key) in _NAMED and key != "speaker"]:
        fields.setdefault("speaker", fields.pop(key))
        told.tell((*path, key), "was read as speaker")
    said = next((key for key in fields if snake(key) in _NARRATION and isinstance(fields[key], str)), None)
    if "speaker" in fields and said is not None and said != "narration":
        fields["narration"] = fields.pop(said)
    return with_marks(fields)


def _turns(given: list[Any]) -> list[SpokenTurn]:
    """The lines of a conversation; none if one of them can't be read, or if nothing says who speaks."""
    lines = [line for each in given if (line := _turn(each))]
    return lines if len(lines) == len(given) and any(isinstance(each, Mapping) for each in given) else []


def speakers_meant(value: list[Any]) -> dict[str, str]:
    """The speakers of a storyboard that stand in a list, by name, each with a voice or none."""
    return dict(found for each in value if (found := _named(each)))


def _named(value: Any) -> tuple[str, str] | None:
    if isinstance(value, str):
        return value, ""
    fields = {snake(str(key)): each for key, each in value.items()} if isinstance(value, Mapping) else {}
    name = next((fields[key] for key in ("name", "speaker", "id", "role", "character") if fields.get(key)), None)
    return (str(name), str(fields.get("voice") or "")) if name else None


def _turn(line: Any) -> SpokenTurn | None:
    """A line of a conversation: a text, {"speaker", "text"} by whatever names, or {"student": "Why?"}."""
    if isinstance(line, str):
        return SpokenTurn("", line)
    if not isinstance(line, Mapping):
        return None
    fields = {snake(str(key)): each for key, each in line.items() if isinstance(each, str)}
    text = next((key for key in _TEXT if key in fields), None)
    if text is None:
        named = [(str(key), said) for key, said in line.items() if isinstance(said, str)]
        return SpokenTurn(_name(named[0][0]), named[0][1]) if len(named) == 1 else None
    return SpokenTurn(_name(next((fields[key] for key in _SPEAKER if key in fields and key != text), "")), fields[text])


def _name(value: str) -> str:
    return " ".join(value.replace("<", " ").replace(">", " ").split())[:40].strip()
