"""A turn as it is told while it goes on."""

from __future__ import annotations

import re
from collections.abc import Callable

from .turns import ChatTurn

Tell = Callable[[str, dict[str, str]], None]
"""Is told how a turn goes on: "start" with the ids, then "delta" with each piece of a text answer as it is written."""


def unheard(_event: str, _data: dict[str, str]) -> None:
    """Nobody listens."""


class AnswerStream:
    """Tells of a turn. An answer that no model streamed is told paragraph by paragraph."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._spoke = False

    def start(self, turn: ChatTurn) -> None:
        """The ids by which the answer can be found, should the connection be lost."""
        self._tell("start", {"conversationId": turn.conversation_id, "messageId": turn.message_id})

    def say(self, text: str) -> None:
        """A piece of the answer."""
        self._spoke = True
        self._tell("delta", {"text": text})

    def rest(self, content: str) -> None:
        """The whole answer, unless it was told already."""
        if not self._spoke:
            for paragraph in re.split(r"(?<=\n\n)", content):
                self.say(paragraph)
