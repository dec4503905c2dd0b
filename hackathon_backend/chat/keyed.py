"""Turns that come with an Idempotency-Key: the same message is answered once, whoever of all processes it comes to, and
whichever of them dies at it.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial

from ..errors import Conflict, LeaseLost
from ..materials.taking import beating
from .answer_stream import AnswerStream, Tell
from .conversations import Conversations
from .keys import ChatKeys, KeyUse
from .service import Chat
from .turns import Ask, ChatTurn, TurnPlace

_BEAT_SECONDS = 5.0
_LOOK_SECONDS = 0.2
_PATIENCE = 120.0
"""Seconds for which an answer that another request is at is waited for."""


@dataclass(frozen=True)
class KeyedChat:
    """Takes turns of `chat`, each once for its key."""

    chat: Chat
    keys: ChatKeys
    conversations: Conversations
    patience: float = _PATIENCE

    def turn(self, ask: Ask, key: str | None, tell: Tell | None = None) -> ChatTurn:
        """Answer a message, or find the answer that it has already.

        Raises `RequestError`s, of which `KeyReused` says that the key came with another message, and `Conflict` that
        the answer is still being made.
        """
        if key is None:
            return self.chat.turn(ask, tell)
        use = KeyUse.of(key, ask.caller, ask.message, ask.lesson, ask.conversation_id, ask.options)
        place = self._place(use)
        while not isinstance(place, ChatTurn):
            try:
                with self._beating(use):
                    return self.chat.turn(_in_place(ask, place), tell, place)
            except LeaseLost:
                place = self._place(use)
            finally:
                self.keys.release(use)
        if tell is not None:
            _tell_again(place, tell)
        return place

    def _place(self, use: KeyUse) -> TurnPlace | ChatTurn:
        """The answer that there is, or where it is to be written."""
        until = time.monotonic() + self.patience
        while (row := self.keys.find(use)) is not None:
            if (answer := self.conversations.answer_to(row.message_id)) is not None:
                message, job = answer
                return ChatTurn(row.conversation_id, row.message_id, None if job else message.reply, job)
            if self.keys.take_over(use):
                return TurnPlace(row.message_id, row.conversation_id)
            if time.monotonic() > until:
                raise Conflict("The answer to this message is being made. Ask again in a moment.")
            time.sleep(_LOOK_SECONDS)
        return TurnPlace(note=partial(self.keys.note, use))

    def _beating(self, use: KeyUse) -> AbstractContextManager[None]:
        hold = partial(self.keys.hold, use)
        return beating("key of a message", _BEAT_SECONDS, hold, lambda: None)


def _in_place(ask: Ask, place: TurnPlace) -> Ask:
    """The message in the conversation that it has begun, if it was begun before."""
    return replace(ask, conversation_id=place.conversation_id) if place.conversation_id else ask


def _tell_again(turn: ChatTurn, tell: Tell) -> None:
    told = AnswerStream(tell)
    told.start(turn)
    if turn.reply is not None:
        told.rest(turn.reply.content or "")
