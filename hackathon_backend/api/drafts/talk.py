"""One person who edits a draft over a WebSocket."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from typing import Any, Literal

from ...collaboration.author import Author
from ...collaboration.shared_drafts import MOST_CHARACTERS
from ...container import Container
from ...errors import Model7Error, RequestError, TooLarge
from ..live.sockets import Socket, error_message, read_message

MOST_BYTES = 10 * MOST_CHARACTERS
"""Of a message: a draft and what it was made of, in letters of up to four bytes, and what stands around them."""
_MOST_FIELD = 200
_MOST_CARET = 10**6
_MOST_ID = 40

Asked = Literal["edit", "undo", "here"]


class DraftTalk:
    """Merges what is sent into the draft, and sends what became of it.

    `_theirs` is the document as the client has it, without what it was told and has not taken over: what it sends next
    was made of that. `page` is a secret of the client, "" if it has none: with it, somebody whose connection broke is
    no second person, and still the author of what they wrote.
    """

    def __init__(
        self, container: Container, socket: Socket, draft_id: str, author: Author, of: str | None, page: str = ""
    ) -> None:
        self._container, self._socket = container, socket
        self._drafts, self._id, self._of = container.drafts, draft_id, of
        # Everybody is told who is there: nobody can be taken for them by that alone.
        self._client = hashlib.sha256(f"{draft_id} {page or secrets.token_hex(16)}".encode()).hexdigest()[:16]
        self._author = author if author.name else self._guest(author)
        self._theirs: dict[str, Any] | None = None
        self._answered = 0
        self._there_at = 0.0
        self._sent_revision = -1
        self._sent_people: list[dict[str, object]] = []

    def _guest(self, author: Author) -> Author:
        """Somebody where nobody logs in: a number tells them apart as long as they are here."""
        here = self._drafts.present(self._id)
        known = next((each.name for each in here if each.client == self._client), "")
        taken = {each.name for each in here}
        name = known or next(name for number in count(1) if (name := f"Guest {number}") not in taken)
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
            self._drafts.leave(self._id, self._client, self._there_at)
            hub.stir()

    def _tell(self) -> None:
        draft = self._drafts.get(self._id, of=self._of)
        if draft.revision != self._sent_revision:
            self._send_draft(draft.revision, draft.document)
        people: list[dict[str, object]] = [
            {"client": each.client, "name": each.name, "field": each.field, "caret": each.caret}
            for each in self._drafts.present(self._id)
        ]
        if people != self._sent_people:
            self._sent_people = people
            self._socket.say({"type": "present", "you": self._client, "people": people})

    def _send_draft(self, revision: int, document: dict[str, Any]) -> None:
        self._sent_revision = revision
        self._socket.say({"type": "draft", "revision": revision, "document": document, "answers": self._answered})

    def _answer(self, message: str | bytes) -> None:
        what: Asked | None = None
        try:
            asked = read_message(message)
            what = _what(asked)
            self._obey(what, asked)
        except Model7Error as error:
            self._refuse(error, what)

    def _refuse(self, error: Model7Error, what: Asked | None, more: Mapping[str, object] | None = None) -> None:
        told = {**error_message(error), "asked": what, **(more or {})}
        if what == "edit":
            self._answered += 1
            told["answers"] = self._answered
        self._socket.say(told)

    def _obey(self, what: Asked | None, asked: dict[str, object]) -> None:
        if what == "edit":
            self._edit(asked)
        elif what == "undo":
            self._drafts.undo(self._id, self._author, of=self._of)
            self._container.draft_hub.stir()
        elif what == "here" and isinstance(here := asked.get("here"), dict):
            field, caret = here.get("field", ""), here.get("caret", 0)
            if not isinstance(field, str) or not isinstance(caret, int) or isinstance(caret, bool):
                raise RequestError("here: must be {field, caret}, a text and a number.", param="here")
            self._be_there(field[:_MOST_FIELD], max(0, min(caret, _MOST_CARET)))
        else:
            raise RequestError('Send {"edit": {...}, "base": 1}, {"undo": true} or {"here": {"field", "caret"}}.')

    def _edit(self, asked: dict[str, object]) -> None:
        document, base = asked["edit"], self._base(asked.get("base"))
        edit_id = asked.get("id")
        if not isinstance(document, dict):
            raise RequestError("edit: must be the document, a JSON object.", param="edit")
        if edit_id is not None and (not isinstance(edit_id, str) or not 0 < len(edit_id) <= _MOST_ID):
            raise RequestError(f"id: must be a text of at most {_MOST_ID} characters.", param="id")
        try:
            draft = self._drafts.edit(self._id, base, document, self._author, of=self._of, edit_id=edit_id)
        except TooLarge as error:
            self._refuse_too_large(error, base, document)
        else:
            self._theirs = document
            self._answered += 1
            self._send_draft(draft.revision, draft.document)
            self._container.draft_hub.stir()

    def _refuse_too_large(self, error: TooLarge, base: int | dict[str, Any], document: dict[str, Any]) -> None:
        """Say so, and what it would be with all that others have written, who are not to be missed meanwhile."""
        draft, merged = self._drafts.preview(self._id, base, document, of=self._of)
        if draft.revision != self._sent_revision:
            self._send_draft(draft.revision, draft.document)
        self._refuse(error, "edit", {"revision": draft.revision, "document": merged})

    def _base(self, base: object) -> int | dict[str, Any]:
        if base is None and self._theirs is None:
            raise RequestError("base: say which revision you have changed.", param="base")
        found = self._theirs if base is None else base
        if isinstance(found, dict):
            return found
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**31:
            return found
        raise RequestError("base: must be the number of a revision, or the document of it.", param="base")

    def _be_there(self, field: str, caret: int) -> None:
        self._there_at = self._drafts.be_there(self._id, self._client, self._author.name, field, caret)
        self._container.draft_hub.stir()


def _what(asked: Mapping[str, object]) -> Asked | None:
    if "edit" in asked:
        return "edit"
    return "undo" if asked.get("undo") is True else "here" if "here" in asked else None
