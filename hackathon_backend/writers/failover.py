"""Writers tried in order, until one has something to say."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress

from ..errors import WriterError, WriterUnreachable
from ..storyboard import Storyboard
from .base import Answer, Brief, Request, Writer

log = logging.getLogger(__name__)


class WriterLadder:
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

    def brief(self, request: Request) -> Brief:
        """The first brief that can be had. Raises the last writer's `WriterError`."""
        for writer in self._writers[:-1]:
            try:
                return writer.brief(request)
            except WriterError as error:
                _note(writer, "made no brief", error)
        return self._writers[-1].brief(request)

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        """The first shot list that can be had. Raises the last writer's `WriterError`."""
        for writer in self._writers[:-1]:
            try:
                return writer.shots(request, brief, count)
            except WriterError as error:
                _note(writer, "made no shot list", error)
        return self._writers[-1].shots(request, brief, count)

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        """The first board that can be had. Raises the last writer's `WriterError`."""
        for writer in self._writers[:-1]:
            try:
                return writer.remake(board, instruction, one_scene=one_scene)
            except WriterError as error:
                _note(writer, "changed nothing", error)
        return self._writers[-1].remake(board, instruction, one_scene=one_scene)

    def answer(self, request: Request) -> Answer:
        """The first answer that can be had."""
        for writer in self._writers[:-1]:
            try:
                return writer.answer(request)
            except WriterError as error:
                _note(writer, "gave no answer", error)
        return self._writers[-1].answer(request)


def _note(writer: Writer, what: str, error: WriterError) -> None:
    # A model that can't be asked has told the operator so itself, once; not at every message.
    level = logging.DEBUG if isinstance(error, WriterUnreachable) else logging.WARNING
    log.log(level, "The %s writer %s: %s", writer.name, what, error.message)
