"""What a language model has written is reviewed as what people write is: nothing that breaks the rules is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TypeAlias, TypeVar

from ..errors import WriterError
from ..storyboard import Storyboard
from .base import Answer, Brief, Request, Writer
from .drafts import UNKEPT, Draft, DraftKeeper

T = TypeVar("T")
MayBeShown: TypeAlias = Callable[[Sequence[str]], bool]
"""Whether all of the texts may be shown."""

_NOT_WORDS = ("data:", "http://", "https://")


class ReviewedWriter:
    """A writer of which nothing is taken that may not be shown. What takes long to write is asked for once more."""

    def __init__(self, writer: Writer, may_be_shown: MayBeShown) -> None:
        self.name = writer.name
        self._writer = writer
        self._may_be_shown = may_be_shown

    def check(self, request: Request) -> None:
        """As the writer says."""
        self._writer.check(request)

    def brief(self, request: Request, drafts: DraftKeeper = UNKEPT) -> Brief:
        """The brief; a second one if the first may not be shown. Raises `WriterError` if that may not be, either."""
        own = _ReviewedDrafts(drafts, self._take)
        return self._asked_twice(lambda: self._writer.brief(request, own), lambda brief: [_words(asdict(brief))], own)

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        """The shot list, as `brief`."""
        return self._asked_twice(lambda: self._writer.shots(request, brief, count), lambda shots: shots)

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        """The board, as `brief`."""
        return self._asked_twice(
            lambda: self._writer.remake(board, instruction, one_scene=one_scene),
            lambda changed: [_words(changed.model_dump(mode="json"))],
        )

    def answer(self, request: Request) -> Answer:
        """The answer. Raises `WriterError` if it may not be shown."""
        answer = self._writer.answer(request)
        self._take([answer.content])
        return answer

    def _asked_twice(
        self, write: Callable[[], T], words: Callable[[T], Sequence[str]], drafts: DraftKeeper = UNKEPT
    ) -> T:
        written = write()
        if not self._may_be_shown(words(written)):
            drafts.keep(None, "writing it once more", 0.0)
            written = write()
            self._take(words(written))
        return written

    def _take(self, texts: Sequence[str]) -> None:
        check_may_be_shown(self._may_be_shown, texts)


class _ReviewedDrafts:
    """Keeps no draft whose outline may not be shown: whoever waits sees it."""

    def __init__(self, drafts: DraftKeeper, take: Callable[[Sequence[str]], None]) -> None:
        self._drafts = drafts
        self._take = take

    @property
    def draft(self) -> Draft | None:
        """What was kept."""
        return self._drafts.draft

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        """Keep it. Raises `WriterError` for one that may not be shown, and what the keeper raises."""
        if draft is not None and (self.draft is None or self.draft.outline != draft.outline):
            self._take([_words(asdict(draft.outline))])
        self._drafts.keep(draft, told, part)


def check_may_be_shown(may_be_shown: MayBeShown, texts: Sequence[str]) -> None:
    """Raise `WriterError` if one of the texts may not be shown."""
    if not may_be_shown(texts):
        raise WriterError("The language model wrote what is not made here.")


def words_in(value: object) -> Iterator[str]:
    """All texts within JSON, but for addresses."""
    if isinstance(value, str):
        if not value.startswith(_NOT_WORDS):
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from words_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from words_in(each)


def _words(value: object) -> str:
    return "\n".join(words_in(value))
