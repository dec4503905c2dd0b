"""Turns that come with an Idempotency-Key: the same message is answered once, whoever of all processes it comes to, and
whichever of them dies at it.
"""

from __future__ import annotations

import threading
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial

from ..errors import Conflict, LeaseLost, Stopping
from ..jobs.waiters import Waiters
from ..materials.taking import beating
from .answer_stream import AnswerStream, Tell
from .conversations import Conversations
from .keys import ChatKeys, TurnKey
from .service import Chat
from .turns import Ask, ChatTurn, TurnPlace

_BEAT_SECONDS = 5.0
_FIRST_LOOK, _LAST_LOOK = 0.1, 1.0
"""Seconds between two looks at what other processes write: ever longer, since most answers come soon. An answer of this
process is heard of at once.
"""
_PATIENCE = 120.0
"""Seconds for which an answer that another request is at is waited for."""


@dataclass(frozen=True)
class KeyedChat:
    """Takes turns of `chat`, each once for its key. Whoever waits for the answer that another request is at holds a
    thread, as whoever waits for a video does: both need one of the places of `waiters`, so that some stay free.
    """

    chat: Chat
    keys: ChatKeys
    conversations: Conversations
    waiters: Waiters
    patience: float = _PATIENCE
    _answered: threading.Condition = field(default_factory=threading.Condition)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def turn(self, ask: Ask, key: str | None, tell: Tell | None = None) -> ChatTurn:
        """Answer a message, or find the answer that it has already.

        Whoever is told (`tell`) has a place among those who wait already. Raises `RequestError`s, of which `KeyReused`
        says that the key came with another message, and `Conflict` that the answer is still being made; `Stopping`.
        """
        if key is None:
            return self.chat.turn(ask, tell)
        use = TurnKey.asked(key, ask.caller, ask.message, ask.lesson, ask.conversation_id, ask.options)
        has_place = tell is not None
        place = self._place(use, has_place)
        while not isinstance(place, ChatTurn):
            try:
                with self._beating(use):
                    return self.chat.turn(_in_place(ask, place), tell, place)
            except LeaseLost:
                place = self._place(use, has_place)
            finally:
                self.keys.release(use)
                self._wake()
        if tell is not None:
            _tell_again(place, tell)
        return place

    def stop(self) -> None:
        """Let those go who wait."""
        self._stopping.set()
        self._wake()

    def _wake(self) -> None:
        with self._answered:
            self._answered.notify_all()

    def _place(self, use: TurnKey, has_place: bool) -> TurnPlace | ChatTurn:
        """The answer that there is, or where it is to be written; waits for what another request is at."""
        if (found := self._found(use)) is not None:
            return found
        with nullcontext(True) if has_place else self.waiters.place() as may_wait:
            if not may_wait:
                raise _on_its_way()
            until, pause = time.monotonic() + self.patience, _FIRST_LOOK
            while (found := self._found(use)) is None:
                if time.monotonic() > until:
                    raise _on_its_way()
                with self._answered:
                    self._answered.wait(pause)
                if self._stopping.is_set():
                    raise Stopping("The server is being stopped. Send the message again: it is answered once.")
                pause = min(2 * pause, _LAST_LOOK)
        return found

    def _found(self, use: TurnKey) -> TurnPlace | ChatTurn | None:
        """The same without waiting; None if somebody is at it."""
        if (row := self.keys.find(use)) is None:
            return TurnPlace(note=partial(self.keys.note, use))
        if (answer := self.conversations.answer_to(row.message_id)) is not None:
            message, job = answer
            return ChatTurn(row.conversation_id, row.message_id, None if job else message.reply, job)
        return TurnPlace(row.message_id, row.conversation_id) if self.keys.take_over(use) else None

    def _beating(self, use: TurnKey) -> AbstractContextManager[None]:
        hold = partial(self.keys.hold, use)
        return beating("key of a message", _BEAT_SECONDS, hold, lambda: None)


def _on_its_way() -> Conflict:
    return Conflict("The answer to this message is being made. Ask again in a moment.")


def _in_place(ask: Ask, place: TurnPlace) -> Ask:
    """The message in the conversation that it has begun, if it was begun before."""
    return replace(ask, conversation_id=place.conversation_id) if place.conversation_id else ask


def _tell_again(turn: ChatTurn, tell: Tell) -> None:
    told = AnswerStream(tell)
    told.start(turn)
    if turn.reply is not None:
        told.rest(turn.reply.content or "")
