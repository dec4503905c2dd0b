"""What the checker finds in the amount of words: too many at once, and what is shown and read out as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..drawing.marks import Mark
from ..drawing.text.text import TextBlock
from ..kinds import KINDS
from ..kinds.base import BaseScene
from ..timing.cues import plain
from ..timing.timing import SceneTiming
from .fault import Finding

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_RUN = 3
"""Words in a row that are read out rather than named."""
_LABEL = 4
"""Words of a label at most: one beside its thing is read and heard at once with ease, a sentence is not (Mayer and
Johnson, Revising the redundancy principle in multimedia learning, 2008).
"""
_READ_OUT = 0.3
"""Part of the words of a picture that may be read out."""
_FEW = 8
"""Words that are too few for a share of them to mean anything."""


def word_findings(scene: BaseScene, marks: Sequence[Mark], timing: SceneTiming) -> Iterator[Finding]:
    """The faults of the words of `marks`, which show `scene`."""
    kind = KINDS[scene.type]
    count, at = _most_at_once(scene, marks, timing.duration)
    if count > kind.most_words:
        yield "crowded", scene.type, f"{count} words are shown at once, at {at:.1f} s: more than {kind.most_words}"
    if not kind.may_read_out:
        yield from _redundant(scene, marks, timing)


def _redundant(scene: BaseScene, marks: Sequence[Mark], timing: SceneTiming) -> Iterator[Finding]:
    words = shown_words(scene, marks)
    said = [plain(word.text) for word in timing.words]
    sentences = [each for each in shown_words(scene, marks, named=False) if len(each) > _LABEL]
    total, read_out = sum(map(len, words)), sum(spoken_in_a_row(each, said) for each in sentences)
    if total >= _FEW and read_out > _READ_OUT * total:
        yield "redundant", scene.type, f"{read_out} of {total} words that are shown are read out as well"


def shown_words(scene: BaseScene, marks: Sequence[Mark], *, named: bool = True) -> list[list[str]]:
    """The words of each text that a scene shows beside its heading; those of names, however long, only if `named`."""
    shown = {(mark.path, text_of(mark)) for mark in marks if mark.path not in scene.heads and text_of(mark)}
    if not named:
        shown = {(path, text) for path, text in shown if not path.endswith(scene.naming)}
    return [words_of(text) for _, text in sorted(shown)]


def words_of(text: str) -> list[str]:
    """The words of a text as they sound, without numbers and signs."""
    return [word for word in map(plain, _WORD.findall(text)) if word]


def spoken_in_a_row(words: Sequence[str], said: Sequence[str]) -> int:
    """How many of `words` belong to three or more that are said in the same order."""
    rows = {tuple(said[place : place + _RUN]) for place in range(len(said) - _RUN + 1)}
    read: set[int] = set()
    for place in range(len(words) - _RUN + 1):
        if tuple(words[place : place + _RUN]) in rows:
            read.update(range(place, place + _RUN))
    return len(read)


def _most_at_once(scene: BaseScene, marks: Sequence[Mark], duration: float) -> tuple[int, float]:
    """The most words beside the heading that are there at one moment, and when, in seconds."""
    counted = [(mark, len(words_of(text_of(mark)))) for mark in marks if mark.path not in scene.heads and text_of(mark)]
    ends = sorted({end for mark, _ in counted for _, end in mark.busy() if end <= duration} | {0.0})
    return max((sum(count for mark, count in counted if mark.state(at).opacity >= 0.3), at) for at in ends)


def text_of(mark: Mark) -> str:
    """The text that a mark shows; "" if it shows none."""
    block = getattr(mark.brush, "block", None)
    return block.text if isinstance(block, TextBlock) else ""
