"""Writers tried in order, until one has something to say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from ..errors import WriterError, WriterUnreachable
from ..storyboard import Storyboard
from .base import Answer, Brief, Request, Writer
from .drafts import UNKEPT, DraftKeeper

log = logging.getLogger(__name__)
T = TypeVar("T")


class FailoverWriter:
    """Is itself a writer: the first of `writers` that succeeds has written it."""

    name = "ladder"

    def __init__(self, writers: Sequence[Writer]) -> None:
        self._writers = list(writers)

    def check(self, request: Request) -> None:
        """Raise `NoLesson` if no writer could write a brief of the request."""
        for writer in self._writers[:-1]:
            with suppress(WriterError):
                return writer.check(request)
        return self._writers[-1].check(request)

    def brief(self, request: Request, drafts: DraftKeeper = UNKEPT) -> Brief:
        """The first brief that can be had. Raises the last writer's `WriterError`."""
        return self._first("made no brief", lambda writer: writer.brief(request, drafts))

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        """The first shot list that can be had. Raises the last writer's `WriterError`."""
        return self._first("made no shot list", lambda writer: writer.shots(request, brief, count))

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        """The first board that can be had. Raises the last writer's `WriterError`."""
        return self._first("changed nothing", lambda writer: writer.remake(board, instruction, one_scene=one_scene))

    def answer(self, request: Request) -> Answer:
        """The first answer that can be had."""
        return self._first("gave no answer", lambda writer: writer.answer(request))

    def _first(self, failing: str, write: Callable[[Writer], T]) -> T:
        for writer in self._writers[:-1]:
            try:
                return write(writer)
            except WriterError as error:
                # A model that can't be asked has told the operator so itself, once; not at every message.
                level = logging.DEBUG if isinstance(error, WriterUnreachable) else logging.WARNING
                log.log(level, "The %s writer %s: %s", writer.name, failing, error.message)
        return write(self._writers[-1])
