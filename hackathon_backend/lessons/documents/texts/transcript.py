"""Transcripts: WebVTT, SubRip, and what YouTube's transcript is when it is copied. Lines become sentences again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from ...markdown.places import part_label
from ..conversion import Report
from ..decoding import decoded
from ..escaping import escaped, tidy
from ..language import document_language
from ..sheet import LessonSheet
from .chapters import chapter_starts, named
from .unpunctuated import in_sentences

_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}"
_CUE = re.compile(rf"\s*({_CLOCK}(?:[.,]\d{{1,3}})?)\s*-->\s*{_CLOCK}")
_TIMED_LINE = re.compile(rf"\s*[\[(]?({_CLOCK})(?:[.,]\d{{1,3}})?[\])]?[ \t]*(?:[-–:]\s+)?(.*)")
_SPOKEN_TIME = re.compile(
    r"^(?:\d{1,2} (?:hours?|Stunden?|heures?|horas?|ore),? ?)?(?:\d{1,2} (?:minutes?|Minuten?|minutos?|minuti),? ?)?"
    r"(?:\d{1,2} (?:seconds?|Sekunden?|secondes?|segundos?|secondi))$"
)
_CHAPTER = re.compile(r"^(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo)\s+\d+\s*:\s*(.+)$", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-z0-9][^>]*>", re.IGNORECASE)
_SOUND = re.compile(
    r"[\[(](?:music|applause|laughter|musik|applaus|musique|applaudissements|música|aplausos|"
    r"музыка|аплодисменты|♪+)[\])]|♪+",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"^(?:>>+|-)\s*")
_NEW_SPEAKER = re.compile(r"[^\W\d_][\w .]{0,30}: ")
_END = re.compile(r"[.!?…。！？؟۔।]['\"”»)\]]*$")
_PARAGRAPH = 500
"""Characters after which a paragraph ends with its sentence."""
_LONGEST = 1000
"""Characters after which it ends with a line, where nobody wrote full stops."""
_BETWEEN = 60.0
"""Seconds after which the next paragraph says at which time it was spoken."""


def is_transcript(text: str) -> bool:
    """Whether `text` is what somebody said, with times."""
    if text.lstrip("\ufeff \n").startswith("WEBVTT"):
        return True
    lines = [line for line in text.split("\n") if line.strip()]
    if len([line for line in lines if _CUE.match(line)]) >= 2:
        return True
    timed = [_seconds(found[1]) for line in lines if (found := _TIMED_LINE.fullmatch(line))]
    return len(timed) >= 3 and len(timed) * 4 >= len(lines) and timed == sorted(timed)


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a transcript. What is said comes in paragraphs that end with a sentence; about once a minute, the time."""
    text = decoded(data) or ""
    sheet.unit = "time"
    timed = _cues(text) if any(map(_CUE.match, text.split("\n"))) else _copied(text)
    minutes = _Minutes(sheet)
    for at, spoken in in_sentences(_new(timed)):
        if chapter := _CHAPTER.match(spoken):
            minutes.write()
            sheet.heading(2, escaped(chapter[1]))
        else:
            minutes.add(at, spoken)
    minutes.write()
    report(1, 1)


def _new(timed: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """What of each line was not said in the one before."""
    before = ""
    for at, spoken in timed:
        yield at, spoken if _CHAPTER.match(spoken) else _rolled(before, spoken)
        before = spoken


class _Minutes:
    """Makes paragraphs of what is said, and marks the time of one about every minute."""

    def __init__(self, sheet: LessonSheet) -> None:
        self._sheet = sheet
        self._paragraph = ""
        self._began = 0.0
        self._marked = -_BETWEEN
        self._mark = ""
        self._said: list[tuple[str, str]] = []

    def add(self, at: float, words: str) -> None:
        """Add what was said at that second."""
        ended = _END.search(self._paragraph) is not None
        is_long = len(self._paragraph) > _PARAGRAPH or at - self._began >= _BETWEEN or _NEW_SPEAKER.match(words)
        if (ended and is_long) or len(self._paragraph) > _LONGEST:
            self._end()
        if words and not self._paragraph:
            self._began = at
            if at - self._marked >= _BETWEEN:
                self._mark, self._marked = _clock(at), at
        self._paragraph = f"{self._paragraph} {words}".strip()

    def _end(self) -> None:
        if self._paragraph:
            self._said.append((self._mark, self._paragraph))
        self._paragraph, self._mark = "", ""

    def write(self) -> None:
        """Write down what was said, in chapters if it is long."""
        self._end()
        texts = [text for _mark, text in self._said]
        language = document_language(" ".join(texts), "en")
        starts = chapter_starts(texts, language)
        ends = [*starts[1:], len(texts)]
        names = named([texts[start:end] for start, end in zip(starts, ends, strict=True)], language)
        headings = dict(zip(starts, names, strict=True)) if len(starts) > 1 else {}
        for place, (mark, text) in enumerate(self._said):
            if mark:
                self._sheet.place(mark)
            if place in headings:
                title = headings[place] or part_label(1 + starts.index(place), language)
                self._sheet.heading(2, escaped(tidy(title)))
                # What a chapter speaks of is no name of the talk.
                self._sheet.headings.pop()
            self._sheet.paragraph(escaped(tidy(text)))
        self._said = []


def _cues(text: str) -> Iterator[tuple[float, str]]:
    """The cues of WebVTT or SubRip: when each begins, and what it says."""
    last = ""
    for block in re.split(r"\n[ \t]*\n", text):
        at: float | None = None
        said: list[str] = []
        speaker = ""
        for line in block.split("\n"):
            if found := _CUE.match(line):
                at = _seconds(found[1].replace(",", ".").partition(".")[0])
            elif at is not None:
                speaker = next(iter(_VOICE.findall(line)), speaker)
                said.append(_spoken(line))
        words = " ".join(filter(None, said))
        if at is not None and words:
            yield at, f"{speaker}: {words}" if speaker and speaker != last else words
            last = speaker or last


def _copied(text: str) -> Iterator[tuple[float, str]]:
    """Lines of times with what was said beside or below them."""
    at = 0.0
    for line in text.split("\n"):
        plain = line.strip()
        found = _TIMED_LINE.fullmatch(plain)
        if found:
            at, plain = _seconds(found[1]), found[2]
        if not _SPOKEN_TIME.match(plain) and (words := _spoken(_after_spoken_time(plain))):
            yield at, words


def _after_spoken_time(line: str) -> str:
    """YouTube's page tells screen readers the time in words, and a copy has them glued to what is said."""
    return re.sub(r"^(?:\d{1,2} (?:minutes?|hours?),? )*\d{1,2} seconds?(?=[A-Z\[])", "", line)


def _spoken(line: str) -> str:
    words = html.unescape(_TAG.sub("", line))
    return " ".join(_SPEAKER.sub("", _SOUND.sub("", words).strip()).split())


def _rolled(before: str, line: str) -> str:
    """What of a cue is new: captions that roll say the line before once more."""
    if before and line.startswith(before):
        return line[len(before) :].strip()
    words, earlier = line.split(), before.split()
    for size in range(min(len(words), len(earlier)), 2, -1):
        if earlier[-size:] == words[:size]:
            return " ".join(words[size:])
    return "" if line == before else line


def _seconds(clock: str) -> float:
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return float(total)


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
