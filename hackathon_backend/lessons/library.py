"""The lessons there are, and which of them answers what."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from ..errors import NotFound, RequestError
from .lesson import Lesson
from .search.coverage import MENTIONED, Spelling, profile_of
from .search.passages import Index, Passage, passages_of
from .search.words import terms

logger = logging.getLogger(__name__)

CONTENT = Path(__file__).parent / "content"
"""The folder of the lessons that come with the package."""

_LARGEST = 1_000_000
"""Bytes of a lesson's file; its characters are bounded as well."""
_COVERED = 0.65
_COVERED_BY_READING = 0.55
_NAMED_AFTER = 0.95


class Library:
    """Lessons by id, with an index of their passages. Never changes once it is made.

    `problems` say which files were left out or not understood in part, and why.
    """

    def __init__(self, lessons: Iterable[Lesson], problems: Iterable[str] = ()) -> None:
        """Keep `lessons`; of two with the same id, the later."""
        self.problems = tuple(problems)
        self._by_id = {lesson.id: lesson for lesson in lessons}
        self._ordered = tuple(sorted(self._by_id.values(), key=_place))
        self._index = Index(self.lessons)
        self._profiles = {lesson.id: profile_of(lesson) for lesson in self.lessons}
        self._spelling = Spelling(self._profiles.values())
        # Lessons that callers send come back with every message of a chat.
        self._inline_index = lru_cache(maxsize=16)(lambda lesson: Index([lesson]))

    @classmethod
    def load(cls, *folders: Path, packaged: bool = True) -> Library:
        """Read every `*.md` of CONTENT (unless `packaged` is False), then of `folders`; a later folder's lesson
        replaces an earlier one with the same id. A file or folder that can't be read is left out; `problems` and the
        log say so.
        """
        wanted = [CONTENT, *folders] if packaged else [*folders]
        problems = [f"The folder of lessons {folder} does not exist." for folder in wanted if not folder.is_dir()]
        lessons = [lesson for folder in wanted for file in _files(folder) if (lesson := _read(file, problems))]
        for problem in problems:
            logger.warning("%s", problem)
        return cls(lessons, problems)

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons: somebody's own as they were given, then the others in the order of their ids."""
        return self._ordered

    def get(self, id: str) -> Lesson:
        """The lesson of that id. Raises `NotFound`, with the nearest ids."""
        try:
            return self._by_id[id]
        except KeyError:
            ids = sorted(self._by_id)
            known = get_close_matches(id, ids, n=3, cutoff=0.5) or ids[:12]
            hint = f"Did you mean: {', '.join(known)}?" if known else "The library is empty."
            raise NotFound(f"There is no lesson '{id[:80]}'. {hint}", param="lessonId") from None

    def search(
        self, query: str, *, language: str | None = None, lesson: Lesson | None = None, limit: int = 5
    ) -> list[Passage]:
        """The passages that answer `query` best, the best first: of `lesson` if it is given (it need not be in the
        library), else of the lessons in `language` if that is given, else of all.
        """
        index = self._index if lesson is None or self.holds(lesson) else self._inline_index(lesson)
        wanted = [passage.lesson for passage in index.passages]
        scores = {one: index.scores(terms(query, one)) for one in {found.language for found in wanted}}
        found = [
            replace(passage, score=scores[passage.lesson.language][place])
            for place, passage in enumerate(index.passages)
            if scores[passage.lesson.language][place] > 0
            and (lesson is None or passage.lesson.id == lesson.id)
            and (lesson is not None or language is None or passage.lesson.language == language)
        ]
        return sorted(found, key=lambda passage: -passage.score)[:limit]

    def passages(self, lesson: Lesson) -> list[Passage]:
        """All passages of a lesson, in order; it need not be in the library."""
        return passages_of(lesson)

    def covers(self, query: str, lesson: Lesson) -> bool:
        """Whether `lesson` says something about what `query` is about, rather than only sharing words with it.

        A query in another language is covered by the lesson's names in that language.
        """
        return self.coverage(query, lesson) >= _COVERED_BY_READING

    def coverage(self, query: str, lesson: Lesson) -> float:
        """How much of what `query` is about `lesson` covers: 0 (nothing) to 1."""
        profile = self._profiles[lesson.id] if self.holds(lesson) else profile_of(lesson)
        return profile.coverage(query, self._spelling if self.holds(lesson) else Spelling([profile]))

    def best(self, topic: str, *, reading: Lesson | None = None) -> Lesson | None:
        """The lesson that answers `topic`: the one that is being read if the topic is empty or it covers it, else the
        one of the library that covers it best, else None. A lesson named after the topic goes before one being read
        that only mentions it.
        """
        if not terms(topic):
            return reading
        own = self.coverage(topic, reading) if reading else 0.0
        ranked = [(self.coverage(topic, lesson), lesson) for lesson in self.lessons]
        score, lesson = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
        if own >= _COVERED_BY_READING and (own > MENTIONED or score < _NAMED_AFTER):
            return reading
        return lesson if score >= _COVERED else None

    def holds(self, lesson: Lesson) -> bool:
        """Whether `lesson` is one of the library's, rather than one that a caller sent."""
        return self._by_id.get(lesson.id) is lesson

    def id_of(self, lesson: Lesson) -> str | None:
        """The id by which the lesson can be found later, in whatever version; None for one that a caller sent."""
        return lesson.id if lesson.is_own or self.holds(lesson) else None


def _place(lesson: Lesson) -> tuple[bool, str]:
    return (False, "") if lesson.is_own else (True, lesson.id)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def _read(file: Path, problems: list[str]) -> Lesson | None:
    """The lesson in a file; None, and why, if there is none in it: one bad file must not keep the others away."""
    try:
        # Whoever opens a named pipe waits for a writer that never comes.
        if not file.is_file():
            raise RequestError("it is not a file")
        if file.stat().st_size > _LARGEST:
            raise RequestError(f"it is larger than {_LARGEST:,} bytes")
        lesson = Lesson.from_markdown(file.stem, file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        problems.append(f"The lesson {file} was left out: it is not UTF-8; save it in that encoding")
    except OSError as fault:
        problems.append(f"The lesson {file} was left out: {fault.strerror or fault}")
    except RequestError as fault:
        problems.append(f"The lesson {file} was left out: {fault.message}")
    except Exception as fault:
        problems.append(f"The lesson {file} was left out: it can't be read ({type(fault).__name__}: {fault})")
    else:
        problems += [f"The lesson {file} was read in part: {note}" for note in lesson.notes]
        return replace(lesson, folder=file.parent)
    return None
