"""An answer that is being written, told in whole sentences, and only as far as it may be shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..errors import WriterError
from ..writers.llm.chat_stream import Say
from ..writers.reviewed import MayBeShown

_END = re.compile(r"[.!?…।؟][\"')\]*_»”]*\s|[。！？]|\n")
_LEAST = 40
"""Letters that are told at a time, at least: each time something is asked that may be far away."""
_BEFORE = 800
"""Letters before a piece that it is reviewed with: they may make a lesson of it."""


class HeldBack:
    """Takes pieces as they come. `clean` makes of a text what is shown of it, or raises `WriterError`."""

    def __init__(self, say: Say, clean: Callable[[str], str], may_be_shown: MayBeShown) -> None:
        self._say, self._clean, self._may_be_shown = say, clean, may_be_shown
        self._text = ""
        self._seen = 0
        self._told = ""
        self._is_over = False

    def __call__(self, piece: str) -> None:
        """Take a piece; what ends a sentence is told."""
        self._text += piece
        ends = [each.end() for each in _END.finditer(self._text, self._seen)]
        if ends and ends[-1] - self._seen >= _LEAST and not self._is_over:
            self._seen = ends[-1]
            self._tell()

    def end(self, answer: str) -> None:
        """Tell the rest of the answer, which may be shown, unless it has become another than what was told."""
        if answer.startswith(self._told) and len(answer) > len(self._told):
            self._say(answer[len(self._told) :])

    def _tell(self) -> None:
        try:
            shown = self._clean(self._text[: self._seen])
        except WriterError:
            self._is_over = True
            return
        # What was told may have been the beginning of markup that is left out by now: then the end tells it all.
        if len(shown) > len(self._told) and shown.startswith(self._told):
            self._is_over = not self._may_be_shown([shown[max(0, len(self._told) - _BEFORE) :]])
            if not self._is_over:
                new, self._told = shown[len(self._told) :], shown
                self._say(new)
