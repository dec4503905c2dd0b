"""One person who edits a draft over a WebSocket."""

from __future__ import annotations

import secrets
from dataclasses import replace
from itertools import count
from typing import Any

from ...collaboration.shared_drafts import Author
from ...container import Container
from ...errors import Model7Error, RequestError
from ..live.sockets import Socket, error_message, read_message

_MOST_FIELD = 200
_MOST_CARET = 10**6


class DraftTalk:
    """Merges what is sent into the draft, and sends what became of it.

    `_theirs` is the document as the client has it, without what it was told and has not taken over: what it sends next
    was made of that.
    """

    def __init__(self, container: Container, socket: Socket, draft_id: str, author: Author, of: str | None) -> None:
        self._container, self._socket = container, socket
        self._drafts, self._id, self._of = container.drafts, draft_id, of
        self._client = secrets.token_hex(8)
        self._author = author if author.name else self._guest(author)
        self._theirs: dict[str, Any] | None = None
        self._answered = 0
        self._sent_revision = -1
        self._sent_people: list[dict[str, object]] = []

    def _guest(self, author: Author) -> Author:
        """Somebody where nobody logs in: a number tells them apart as long as they are here."""
        taken = {each.name for each in self._drafts.present(self._id)}
        name = next(name for number in count(1) if (name := f"Guest {number}") not in taken)
        return replace(author, name=name, guest=self._client)

    def go(self) -> None:
        """Talk until the client has gone, or may no longer."""
        hub = self._container.draft_hub
        hub.add(self._id, self._socket.inbox)
        try:
            self._be_there("", 0)
            self._tell()
            for _ in self._socket.changes():
                if self._container.watch.stopped:
                    return
                for message in self._socket.heard():
                    self._answer(message)
                self._tell()
        finally:
            hub.remove(self._id, self._socket.inbox)
            self._drafts.leave(self._id, self._client)
            hub.stir()

    def _tell(self) -> None:
        draft = self._drafts.get(self._id, of=self._of)
        if draft.revision != self._sent_revision:
            self._sent_revision = draft.revision
            self._send_draft(draft.revision, draft.document)
        people: list[dict[str, object]] = [
            {"client": each.client, "name": each.name, "field": each.field, "caret": each.caret}
            for each in self._drafts.present(self._id)
        ]
        if people != self._sent_people:
            self._sent_people = people
            self._socket.say({"type": "present", "you": self._client, "people": people})

    def _send_draft(self, revision: int, document: dict[str, Any]) -> None:
        self._socket.say({"type": "draft", "revision": revision, "document": document, "answers": self._answered})

    def _answer(self, message: str | bytes) -> None:
        try:
            self._obey(read_message(message))
        except Model7Error as error:
            self._socket.say(error_message(error))

    def _obey(self, asked: dict[str, object]) -> None:
        if isinstance(document := asked.get("edit"), dict):
            self._edit(document, asked.get("base"))
        elif asked.get("undo") is True:
            self._drafts.undo(self._id, self._author, of=self._of)
            self._container.draft_hub.stir()
        elif isinstance(here := asked.get("here"), dict):
            field, caret = here.get("field", ""), here.get("caret", 0)
            if not isinstance(field, str) or not isinstance(caret, int) or isinstance(caret, bool):
                raise RequestError("here: must be {field, caret}, a text and a number.", param="here")
            self._be_there(field[:_MOST_FIELD], max(0, min(caret, _MOST_CARET)))
        else:
            raise RequestError('Send {"edit": {...}, "base": 1}, {"undo": true} or {"here": {"field", "caret"}}.')

    def _edit(self, document: dict[str, Any], base: object) -> None:
        if base is not None and (not isinstance(base, int) or isinstance(base, bool) or not 0 <= base < 2**31):
            raise RequestError("base: must be the number of a revision.", param="base")
        origin = base if base is not None else self._theirs
        if origin is None:
            raise RequestError("base: say which revision you have changed.", param="base")
        draft = self._drafts.edit(self._id, origin, document, self._author, of=self._of)
        self._theirs = document
        self._answered += 1
        self._sent_revision = draft.revision
        self._send_draft(draft.revision, draft.document)
        self._container.draft_hub.stir()

    def _be_there(self, field: str, caret: int) -> None:
        self._drafts.be_there(self._id, self._client, self._author.name, field, caret)
        self._container.draft_hub.stir()
