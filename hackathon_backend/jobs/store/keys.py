"""Idempotency-Keys: what comes again under one is the same request, and nothing else may come under it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Self

from ...errors import KeyReused


@dataclass(frozen=True)
class KeyUse:
    """One request with a key: `mark` stands for the key and whoever uses it, `body` for what was sent with it."""

    mark: str
    body: str

    @classmethod
    def of(cls, key: str, body: str, *asker: str) -> Self:
        """The use of a key by that asker for what is in `body`, told by hashes of both."""
        return cls(hash_of(*asker, key), hash_of(body))

    def check(self, before: str) -> None:
        """Raise `KeyReused` unless what came with the key `before` is the same."""
        if before != self.body:
            raise KeyReused("This Idempotency-Key came with another request before: use a new key.",
                            param="Idempotency-Key")  # fmt: skip


def hash_of(*parts: str) -> str:
    """What stands for a key or a request in a row that must not tell it."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
