"""Who says what in a narration: marked as WebVTT marks voices, `<v student>Why? <v teacher>Because.`"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .fields import Fields

_MARK = re.compile(r"</v>|<v(?:\.[\w.-]+)?\s+([^<>]{1,40})>", re.IGNORECASE)
_SAID = ("narration", "answer_narration")


class SpokenTurn(NamedTuple):
    """What somebody says until somebody else does; `speaker` is "" where nobody is named."""

    speaker: str
    text: str


def turns(text: str) -> tuple[SpokenTurn, ...]:
    """The turns of a narration, in order; one that nobody is named in is one turn."""
    found: list[SpokenTurn] = []
    speaker, last = "", 0
    for mark in [*_MARK.finditer(text), None]:
        if said := text[last : mark.start() if mark else None].strip():
            same = found and found[-1].speaker.casefold() == speaker.casefold()
            found[-1:] = (
                [SpokenTurn(speaker, f"{found[-1].text} {said}")] if same else [*found[-1:], SpokenTurn(speaker, said)]
            )
        if mark:
            speaker, last = (mark[1] or "").strip(), mark.end()
    return tuple(found)


def unvoiced(text: str) -> str:
    """A narration without marks of who speaks."""
    return " ".join(turn.text for turn in turns(text)) if _MARK.search(text) else text


def marked(told: Iterable[SpokenTurn]) -> str:
    """The turns as one narration: `turns` gives them back."""
    text, before = "", ""
    for speaker, said in told:
        mark = "" if speaker == before else f"<v {speaker}>" if speaker else "</v>"
        text, before = f"{text} {mark}{said}", speaker
    return text.strip()


def sentence_marks(sentences: Iterable[str]) -> list[str]:
    """Sentences of a narration, each with the mark that it stands under, so that any of them can be left out."""
    mark, kept = "", []
    for sentence in sentences:
        marks = list(_MARK.finditer(sentence))
        kept.append(sentence if not mark or (marks and not marks[0].start()) else mark + sentence)
        mark = marks[-1][0] if marks else mark
    return kept


def with_marks(scene: Mapping[str, Any]) -> Fields:
    """The fields of a scene with a `speaker` of its own, and narrations that are lists of lines, written as marks.

    A line is a text, or {"speaker", "text"}; what is neither is left as it is.
    """
    fields = dict(scene)
    for name in _SAID:
        if isinstance(lines := fields.get(name), list | tuple) and (told := [*map(_turn, lines)]) and None not in told:
            fields[name] = marked(turn for turn in told if turn)
    if (speaker := fields.get("speaker")) == "":
        del fields["speaker"]
    elif _is_name(speaker) and any(isinstance(fields.get(name), str) for name in _SAID):
        del fields["speaker"]
        for name in _SAID:
            text = fields.get(name)
            if isinstance(text, str) and text.strip() and not _MARK.match(text.lstrip()):
                fields[name] = f"<v {speaker}>{text}"
    return fields


def _turn(line: Any) -> SpokenTurn | None:
    if isinstance(line, str):
        return SpokenTurn("", line)
    if not isinstance(line, Mapping) or not {*line} <= {"speaker", "text"} or not isinstance(line.get("text"), str):
        return None
    speaker = line.get("speaker") or ""
    return SpokenTurn(str(speaker), line["text"]) if not speaker or _is_name(speaker) else None


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and _MARK.fullmatch(f"<v {value}>") is not None and bool(value.strip())
