"""Idempotency-Keys of messages: which answer belongs to one, and who is at it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import update
from sqlalchemy.orm import Session

from ..access.principal import Principal
from ..clock import SYSTEM, Clock
from ..errors import LeaseLost
from ..jobs.database import Database, one_at_a_time
from ..jobs.store.keys import KeyUse
from ..jobs.store.lease import NO_LEASE, is_dead, lease_of
from .models import ChatKey

LEASE_SECONDS = 20.0


@dataclass(frozen=True)
class TurnKey(KeyUse):
    """The key of a message, and by which token this request holds it."""

    token: str = field(default_factory=lambda: secrets.token_hex(16))

    @classmethod
    def asked(cls, key: str, caller: Principal, *asked: object) -> TurnKey:
        """The use of a key by that caller, with what was asked (JSON)."""
        # Whoever came by a link has no keys in common with the owner, for whom they ask.
        return cls.of(key, json.dumps(asked, sort_keys=True, ensure_ascii=False), caller.owner, caller.only or "")


class ChatKeys:
    """All reads and writes of them."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def find(self, use: TurnKey) -> ChatKey | None:
        """Where its answer is or will be; None if the key is new. Raises `KeyReused`."""
        with self._database.read() as session:
            return _same(session.get(ChatKey, use.mark), use)

    def note(self, use: TurnKey, session: Session, conversation_id: str, message_id: str) -> None:
        """Write the key down with its message. Raises `LeaseLost` if another request was quicker, `KeyReused`."""
        one_at_a_time(session, f"chat key {use.mark}")
        if _same(session.get(ChatKey, use.mark), use) is not None:
            raise LeaseLost("The same message has come by another request.")
        session.add(
            ChatKey(
                key=use.mark, body=use.body, conversation_id=conversation_id, message_id=message_id, **self._lease(use)
            )
        )

    def take_over(self, use: TurnKey) -> bool:
        """Be the one who answers it, unless somebody else is at it; whether that went well."""
        now = self._clock.now()
        with self._database.write() as session:
            one_at_a_time(session, f"chat key {use.mark}")
            row = session.get(ChatKey, use.mark, populate_existing=True)
            if row is None or ((row.lease_until or 0) > now and not is_dead(row.lease_owner or "")):
                return False
            for name, value in self._lease(use).items():
                setattr(row, name, value)
            return True

    def hold(self, use: TurnKey) -> None:
        """Renew the lease, if there is one already."""
        self._change(use, {"lease_until": self._clock.now() + LEASE_SECONDS})

    def release(self, use: TurnKey) -> None:
        """Have the next one who asks look for themselves."""
        self._change(use, NO_LEASE)

    def _change(self, use: TurnKey, values: Mapping[str, float | None]) -> None:
        mine = (ChatKey.key == use.mark) & (ChatKey.lease_token == use.token)
        with self._database.write(durable=False) as session:
            session.execute(update(ChatKey).where(mine).values(**values))

    def _lease(self, use: TurnKey) -> dict[str, str | float]:
        return lease_of(use.token, self._clock.now() + LEASE_SECONDS)


def _same(row: ChatKey | None, use: TurnKey) -> ChatKey | None:
    if row is not None:
        use.check(row.body)
    return row
