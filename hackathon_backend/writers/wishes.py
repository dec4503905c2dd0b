"""What somebody wants changed about a video, as far as it can be told without a language model."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_LISTS = Path(__file__).with_name("wishes.json")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SCENE = re.compile(
    rf"\b(?:scene|slide|part)\s*(?:number\s*|no\.?\s*|#\s*)?(?P<number>\d{{1,3}})\b"
    rf"|\b(?:the\s+)?(?P<word>{'|'.join(_ORDINALS)}|last|final)\s+(?:scene|slide|part)\b"
)
_VOICE = re.compile(
    r"\b(?:(?:in|with|by|use)\s+)?(?:the\s+)?"
    r"(?:voice\s*[:=]?\s*(?:of\s+)?(?P<after>[\w-]+)|(?P<before>[\w'-]+)\s+voice)\b"
)
_SIZE = re.compile(r"\b([1-9]\d{2,3})\s*[x×]\s*([1-9]\d{2,3})\b")
_MUCH = re.compile(r"\b(?:much|a lot|way|far|viel|mucho|beaucoup|muito)\b")


@dataclass(frozen=True)
class Wish:
    """What to change; None leaves it as it is. `pace` is a factor (0.85: slower), `scene` an index from 0, -1 the last.

    `shorter` and `remove` are about that scene, or about the whole video.
    """

    theme: str | None = None
    size: str | None = None
    voice: str | None = None
    pace: float | None = None
    shorter: bool = False
    remove: bool = False
    scene: int | None = None


def read_wish(words: str, voices: Mapping[str, str]) -> Wish | None:
    """The wish that `words` are, None if anything in them is not understood: half a wish would be a wrong video.

    `voices` are the names that may be wished for, in lower case, with what each is called in an order.
    """
    reader = _Reader(words)
    wish = Wish(
        scene=reader.scene(),
        size=reader.size(),
        voice=reader.voice(voices),
        theme=reader.one_of("theme"),
        pace=reader.pace(),
        shorter=reader.one_of("length") is not None,
        remove=reader.one_of("remove") is not None,
    )
    if not reader.nothing_left() or wish == Wish(scene=wish.scene) or (wish.remove and wish.scene is None):
        return None
    return wish


class _Reader:
    """Takes what it understands out of the words."""

    def __init__(self, words: str) -> None:
        self._left = " ".join(words.lower().split())

    def scene(self) -> int | None:
        found = self._take(_SCENE)
        if found is None:
            return None
        if found["number"]:
            # There is no scene 0: out of every video's range, so that it is refused.
            return int(found["number"]) - 1 if int(found["number"]) else 10_000
        return -1 if found["word"] in ("last", "final") else _ORDINALS.index(found["word"])

    def size(self) -> str | None:
        exact = self._take(_SIZE)
        return f"{exact[1]}x{exact[2]}" if exact else self.one_of("size")

    def voice(self, voices: Mapping[str, str]) -> str | None:
        for found in _VOICE.finditer(self._left):
            for name in (found["after"], (found["before"] or "").removesuffix("'s")):
                if name in voices:
                    self._left = self._left.replace(found[0], " ", 1)
                    return voices[name]
        return None

    def pace(self) -> float | None:
        much = _MUCH.search(self._left) is not None
        factor = self.one_of("pace")
        return None if factor is None else float(factor) ** (2 if much else 1)

    def one_of(self, kind: str) -> str | None:
        for value, pattern in _patterns()[kind].items():
            if self._take(pattern) is not None:
                return value
        return None

    def nothing_left(self) -> bool:
        return set(re.findall(r"[^\W_]+", self._left)) <= _filler()

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self._left)
        if found:
            self._left = f"{self._left[: found.start()]} {self._left[found.end() :]}"
        return found


@cache
def _lists() -> dict[str, Any]:
    lists: dict[str, Any] = json.loads(_LISTS.read_text("utf-8"))
    return lists


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    def any_of(phrases: list[str]) -> re.Pattern[str]:
        longest_first = sorted(phrases, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    kinds = {kind: values for kind, values in _lists().items() if isinstance(values, dict)}
    return {kind: {value: any_of(phrases) for value, phrases in values.items()} for kind, values in kinds.items()}


@cache
def _filler() -> frozenset[str]:
    return frozenset(_lists()["filler"])
