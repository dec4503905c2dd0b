"""Text of pictures, where Tesseract is installed."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from statistics import median
from types import MappingProxyType

from PIL import Image

from ....files import passing_folder
from ..losses import Losses

_SECONDS = 60.0
_MOST_LANGUAGES = 4
_UPRIGHT = 2.0
"""Tesseract's confidence from which a page is turned as it says."""
_LEGIBLE = 70.0
"""Tesseract's confidence in the words of a page, 0 to 100, below which what it reads is mostly invented."""
_DOUBTFUL, _MOST_DOUBTFUL = 50.0, 0.15
"""Its confidence in a word that is a guess, and the part of a page's words that may be."""
_TURN = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_CERTAINTY = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_SCRIPT = re.compile(r"^Script: (\w+)$", re.MULTILINE)
_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Arabic": ("ara", "fas", "urd"),
        "Bengali": ("ben",),
        "Cyrillic": ("rus", "ukr", "bul"),
        "Devanagari": ("hin", "mar", "nep"),
        "Greek": ("ell",),
        "Han": ("chi_sim", "chi_tra"),
        "Hangul": ("kor",),
        "Hebrew": ("heb",),
        "Japanese": ("jpn",),
        "Korean": ("kor",),
        "Tamil": ("tam",),
        "Thai": ("tha",),
    }
)
"""Tesseract's names of the languages of each script but the Latin one, whose languages are all that are not here."""


@dataclass(frozen=True)
class RecognisedLine:
    """A line of a picture: its text, how tall it is beside the others (1 is usual), and whether a paragraph begins."""

    text: str
    size: float
    begins: bool


@dataclass(frozen=True)
class RecognisedPage:
    """What was read in a picture of a page; `doubtful` counts its words that are guesses."""

    lines: tuple[RecognisedLine, ...]
    doubtful: int

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text without its lines."""
        grouped: list[list[str]] = []
        for line in self.lines:
            if line.begins or not grouped:
                grouped.append([])
            grouped[-1].append(line.text)
        return tuple(" ".join(lines) for lines in grouped)


class ScanReader:
    """Reads pictures of pages while its `seconds` last."""

    def __init__(self, seconds: float = 600.0) -> None:
        self._program = shutil.which("tesseract")
        self._until = time.monotonic() + seconds

    @property
    def is_there(self) -> bool:
        """Whether something is installed that reads pictures."""
        return self._program is not None

    @property
    def has_time(self) -> bool:
        """Whether there is time for another page."""
        return time.monotonic() < self._until

    def read(self, image: Image.Image) -> RecognisedPage | None:
        """What is written in a picture of a page, however it is turned; None where nothing can be read."""
        if self._program is None or not self.has_time:
            return None
        with passing_folder() as folder:
            file = folder / "page.png"
            image.save(file, "PNG")
            seen = _run(self._program, file, "--psm", "0") if "osd" in _installed(self._program) else ""
            turn, certainty, script = _TURN.search(seen), _CERTAINTY.search(seen), _SCRIPT.search(seen)
            if turn and certainty and int(turn[1]) and float(certainty[1]) >= _UPRIGHT:
                image.rotate(-int(turn[1]), expand=True).save(file, "PNG")
            languages = _languages(self._program, script[1] if script else "")
            return page_of(_run(self._program, file, "-l", languages, "tsv"))


def tell_guesses(page: RecognisedPage, losses: Losses) -> None:
    """Count the words that are guesses."""
    if page.doubtful:
        losses.count(
            "1 recognised word is a guess.",
            "{} recognised words are guesses: look for words that make no sense.",
            page.doubtful,
        )


def _run(program: str, file: Path, *options: str) -> str:
    """What Tesseract writes; nothing where it fails or takes too long."""
    command = [program, str(file), "stdout", *options]
    try:
        run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return ""
    return run.stdout.decode("utf-8", "replace")


def page_of(table: str) -> RecognisedPage | None:
    """A page from Tesseract's table of words; None if it has none, or mostly guesses."""
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    words = [row for row in rows if row["level"] == "5" and (row["text"] or "").strip()]
    doubtful = sum(float(word["conf"]) < _DOUBTFUL for word in words)
    if not words or doubtful > _MOST_DOUBTFUL * len(words):
        return None
    sure = sum(float(word["conf"]) * len(word["text"]) for word in words) / sum(len(word["text"]) for word in words)
    usual = median(int(word["height"]) for word in words)
    return RecognisedPage(tuple(_lines(words, usual)), doubtful) if sure >= _LEGIBLE else None


def _lines(words: Sequence[Mapping[str, str]], usual: float) -> Iterator[RecognisedLine]:
    """The lines of each paragraph, as tall as its words in the median: one alone may have no tall letter."""
    for _, paragraph in groupby(words, lambda word: (word["block_num"], word["par_num"])):
        its = list(paragraph)
        size = round(median(int(word["height"]) for word in its) / usual, 2)
        lines = [" ".join(word["text"] for word in line) for _, line in groupby(its, lambda word: word["line_num"])]
        yield from (RecognisedLine(line, size, begins=not at) for at, line in enumerate(lines))


@cache
def _installed(program: str) -> frozenset[str]:
    try:
        run = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=True)  # noqa: S603
    except (subprocess.SubprocessError, OSError):
        return frozenset()
    return frozenset(line.strip() for line in run.stdout.decode("ascii", "replace").splitlines()[1:])


def _languages(program: str, script: str) -> str:
    """The installed languages of a script, or the first of all; English comes with what is written in another one."""
    others = {name for names in _LANGUAGES.values() for name in names}
    there = sorted(_installed(program) - {"osd", "equ", ""}, key=lambda name: (name != "eng", name))
    of_script = _LANGUAGES.get(script) or [name for name in there if name not in others and script]
    chosen = [name for name in of_script if name in there] or there
    return "+".join(chosen[:_MOST_LANGUAGES]) or "eng"
