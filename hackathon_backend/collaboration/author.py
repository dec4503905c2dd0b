"""Who changes a draft."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Author:
    """Who changes a draft: whose the change is, and the name that the others see.

    Where nobody logs in all have one owner, and `guest` tells them apart.
    """

    owner: str
    name: str
    guest: str = ""

    @property
    def key(self) -> str:
        """By what their own changes are known."""
        return self.guest or self.owner
