"""A lesson as beats: what belongs together on the screen, with the sentences that speak of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from ...lessons import Block, Lesson
from ...lessons.markdown.block import Kind
from ...lessons.search.words import is_paired
from ...lessons.sentences import sentences
from ...lessons.summary import is_summary
from ...speech import say
from ...storyboard import estimate_timing
from .phrases import phrase
from .scenes.arrays import AlgorithmRun, run_in
from .scenes.graphs import Relations, in_words, relations_of
from .scenes.labels import STARTS_PLAIN
from .scenes.pictures import has_picture
from .scenes.tables import rows_in_words, tables_of

BeatKind = Kind | Literal["prose", "graph", "array"]

_LISTED = frozenset({"bullets", "steps", "table"})
MOST_ITEMS = 12
"""Items of a list that a scene can hold."""

_LARGE, _LONGER = re.compile(r"\d{3,}"), 0.4
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")
_LONGEST_SENTENCE, _LONGEST_WORD = 2400, 300
"""Characters that can be read aloud in one go."""
_MARKS = 200
"""Characters without a letter or a number, after which no sign with a name is to be expected."""
_CLOSING = "\"'”’»)]」』"
_STOP = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "॥", ":")
_STOPS = {re.compile("[\u3041-\u30ff\u3400-\u9fff]"): "。", re.compile("[\u0900-\u09ff]"): "।"}
_REFERS_BACK = re.compile(
    r"(?:(?:Note|Important|Remember|Nota|Importante|Hinweis|Wichtig|Merke|Remarque)\s?: )?"
    r"(?:It|Its|They|Their|This|That|These|Those|He|She|His|Her|Both|Each of them|Then|So|But|And|Also|Such|There"
    r"|Otherwise|Therefore|Thus|However|If it|When it|The same|The other|The first|The second|In fact|Some|Others"
    r"|Esto|Esta|Este|Estos|Estas|Eso|Ello|Así|Pero|También|Entonces|Il|Elle|Ils|Elles|Ce|Cela|Ces|Ainsi|Mais|Et|Alors"
    r"|Er|Sie|Es|Das|Dies|Diese|Dieser|Dieses|Aber|Und|Dann|So|Dabei|Dazu|Isto|Isso|Este|Eles|Elas|Mas|Assim|Então"
    r"|Questo|Questa|Questi|Queste|Ciò|Ma|Così|Allora|Anche)\b",
)
_POINTS_BACK = re.compile(
    r"(?<!like )(?<!as )(?<!than )\bthis (?:in|with|by|from|after|when|while)\b(?! (?:mind|regard))"
)
"""What stands for something that was said before: "Ohm found this in 1827"."""


@dataclass(frozen=True)
class Beat:
    """Something to show with what is said in front of it and after it, in whole sentences.

    `shown` is one block, several formulas that follow from each other, or nothing if the beat is only said. `relations`
    are those of a graph, `run` is what happens in an array; `told` puts in words what there is to see; `listed` is the
    list or the table that a figure shows in its own way.
    """

    section: str
    kind: BeatKind
    before: tuple[str, ...]
    shown: tuple[Block, ...] = ()
    after: tuple[str, ...] = ()
    relations: Relations | None = None
    run: AlgorithmRun | None = None
    told: tuple[str, ...] = ()
    listed: tuple[Block, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """The items of a list, at most MOST_ITEMS."""
        return self.shown[0].items[:MOST_ITEMS] if self.kind in ("bullets", "steps") else ()

    @property
    def rows(self) -> tuple[str, ...]:
        """What the rows of a table say, as sentences, if each row is a thing with something to say of it; what there is
        to say of a graph, an array or a picture.
        """
        if self.told:
            return self.told
        if self.kind != "table" or not self.shown[0].rows[0][0]:
            return ()
        return tuple(spoken(row) for row in rows_in_words(self.shown[0].rows) if is_sayable(row))

    @property
    def prose(self) -> tuple[str, ...]:
        """All sentences that are not items of a list."""
        return self.before + self.after

    @property
    def text(self) -> str:
        """Everything that is said or shown, to compare it with a topic."""
        return " ".join([self.section, *self.prose, *(block.text for block in self.shown)])

    @property
    def names(self) -> frozenset[str]:
        """The identifiers of the code that is shown."""
        return frozenset(_IDENTIFIER.findall(self.shown[0].text)) if self.kind == "code" else frozenset()

    def without(self, spoken: Iterable[str]) -> Beat:
        """This beat without sentences that are said elsewhere."""
        gone = set(spoken)
        before, after = (tuple(line for line in lines if line not in gone) for lines in (self.before, self.after))
        return replace(self, before=before, after=after)


def beats_of(lesson: Lesson) -> list[Beat]:
    """The beats of a lesson, in order, without the section that sums it up."""
    return list(_beats_of(lesson, lesson.blocks, lesson.folder))


@lru_cache(maxsize=8)
def _beats_of(lesson: Lesson, _blocks: tuple[Block, ...], _folder: Path | None) -> tuple[Beat, ...]:
    """The beats, kept: a film is written in several tries. The key holds the blocks and the folder as well, since equal
    lessons may differ in these."""
    return tuple(
        beat for blocks in sections_of(lesson) if not is_summary(blocks[0].section) for beat in beats_in(lesson, blocks)
    )


def sections_of(lesson: Lesson) -> list[list[Block]]:
    """The blocks of each section, in order; two sections may have the same heading."""
    found: list[list[Block]] = []
    for block in lesson.blocks:
        if not found or block.kind == "heading" or block.section != found[-1][0].section:
            found.append([])
        found[-1].append(block)
    return found


def spoken(text: str) -> str:
    """An item of a list as a sentence."""
    text = text.strip()
    if STARTS_PLAIN.match(text):
        text = text[0].upper() + text[1:]
    if text.rstrip(_CLOSING).endswith(_STOP[:-1]):
        return text
    return text.rstrip(":;,：；，、") + next((stop for letter, stop in _STOPS.items() if letter.search(text)), ".")


def is_sayable(sentence: str) -> bool:
    """Whether a sentence has anything in it that can be heard: a word, a number, or a sign with a name.

    Nobody reads out a key or a dump.
    """
    if len(sentence) > _LONGEST_SENTENCE:
        return False
    if any(len(word) > _LONGEST_WORD and not is_paired(word) for word in sentence.split()):
        return False
    return any(map(str.isalnum, sentence)) or any(any(map(str.isalnum, said)) for _word, said in say(sentence[:_MARKS]))


def refers_back(sentence: str) -> bool:
    """Whether a sentence needs the one in front of it to be understood."""
    return _REFERS_BACK.match(sentence) is not None or _POINTS_BACK.search(sentence) is not None


def speaking_time(lines: Iterable[str]) -> float:
    """Seconds that it takes to say `lines` at 150 words a minute, of which a year or a large number has two."""
    text = " ".join(lines)
    return _seconds(text) if text else 0.0


@lru_cache(2000)
def _seconds(text: str) -> float:
    longer = _LONGER * len(_LARGE.findall(text))
    return max(estimate_timing(text).speech_end, len(text.split()) / 2.5) + longer


def first_within(lines: Iterable[str], seconds: float) -> tuple[str, ...]:
    """The first of `lines` that can be said within `seconds`."""
    all_ = tuple(lines)
    # As many are tried as are likely to fit: a transcript has thousands.
    known = 0
    while known < len(all_) and speaking_time(all_[: min(len(all_), 2 * known + 1)]) <= seconds:
        known = min(len(all_), 2 * known + 1)
    tries = range(known + 1, min(len(all_), 2 * known + 1) + 1)
    return all_[: known + bisect_right(tries, seconds, key=lambda count: speaking_time(all_[:count]))]


def beats_in(lesson: Lesson, blocks: Sequence[Block]) -> list[Beat]:
    """The beats of one section."""
    section = blocks[0].section
    beats: list[Beat] = []
    waiting: list[str] = []
    fresh = False
    for block in blocks:
        if picture := _pictured(lesson, block, waiting):
            beats.append(picture)
            waiting, fresh = [], False
        elif block.kind in ("paragraph", "quote"):
            waiting += _sentences(block)
            fresh = False
        elif block.kind == "formula" and fresh and beats[-1].kind == "formula":
            beats[-1] = replace(beats[-1], shown=(*beats[-1].shown, block))
        elif block.kind == "table":
            parts = [Beat(section, "table", (), (part,)) for part in tables_of(block)]
            beats += [replace(part, before=() if number else tuple(waiting)) for number, part in enumerate(parts)]
            waiting, fresh = ([], True) if parts else (waiting, fresh)
        elif block.kind == "figure":
            # What stands right in front of a figure, be it a list or a table, is told by it.
            before = beats.pop() if fresh and beats[-1].kind in _LISTED else None
            told, listed = (_listed(before), before.shown) if before else ((), ())
            beats.append(Beat(section, "figure", (*told, *waiting), (block,), listed=listed))
            waiting, fresh = [], True
        elif block.kind not in ("heading", "image"):
            beats.append(Beat(section, block.kind, tuple(waiting), (block,)))
            waiting, fresh = [], True
    if waiting and beats:
        beats[-1] = replace(beats[-1], after=tuple(waiting))
    elif waiting:
        beats.append(Beat(section, "prose", tuple(waiting)))
    return beats


def _listed(beat: Beat) -> tuple[str, ...]:
    """What is said of a list or a table."""
    return (*beat.before, *(spoken(item) for item in beat.items if is_sayable(item)), *beat.rows)


def _pictured(lesson: Lesson, block: Block, waiting: list[str]) -> Beat | None:
    """The beat of a block that shows more than its kind tells: a picture, a graph, or an algorithm at work."""
    before = tuple(waiting)
    if block.kind == "image":
        if not has_picture(lesson, block.info):
            return None
        return Beat(block.section, "image", before, (block,))
    if relations := relations_of(block):
        return Beat(block.section, "graph", before, (block,), relations=relations, told=in_words(relations))
    if block.kind != "paragraph":
        return None
    run = run_in(block.text, " ".join([lesson.title, block.section, *waiting, block.text]))
    if run is None:
        return None
    told = tuple(phrase(key, lesson.language, **values) for key, values in run.told)
    return Beat(block.section, "array", (*waiting, *_sentences(block)), (block,), run=run, told=told)


def _sentences(block: Block) -> list[str]:
    texts = block.items or (block.text,)
    return [spoken(sentence) for text in texts for sentence in sentences(text) if is_sayable(sentence)]
