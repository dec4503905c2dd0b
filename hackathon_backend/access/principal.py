"""Who sent a request: one frozen answer, whatever they proved it with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..jobs.models import LOCAL_OWNER as LOCAL_OWNER


class UserRole(StrEnum):
    """What a person is at school. A student asks and watches, a teacher makes, an admin sees and runs everything."""

    STUDENT = "student"
    TEACHER = "teacher"
    ADMIN = "admin"


class Scope(StrEnum):
    """What a program's key, or a person's role, allows."""

    CHAT = "chat"
    READ = "videos:read"
    WRITE = "videos:write"
    ADMIN = "admin"


class Proof(StrEnum):
    """How it is known who asks."""

    LOCAL = "local"
    """Nobody logs in here."""
    KEY = "key"
    TOKEN = "token"  # noqa: S105 - a name, not a token
    """A JWT of the site that hosts the chat."""
    SESSION = "session"
    GUEST = "guest"
    """A signed link to one video or one conversation."""
    ANONYMOUS = "anonymous"


_TAUGHT = frozenset({Scope.CHAT, Scope.READ})
_OF_ROLES = {
    UserRole.STUDENT: _TAUGHT,
    UserRole.TEACHER: _TAUGHT | {Scope.WRITE},
    UserRole.ADMIN: frozenset(Scope),
}


def scopes_of(role: UserRole) -> frozenset[Scope]:
    """What people of this role may do."""
    return _OF_ROLES[role]


@dataclass(frozen=True)
class Principal:
    """Whoever sent the request. `owner` names whose their videos and chats are (64 characters at most)."""

    owner: str
    name: str
    role: UserRole
    scopes: frozenset[Scope]
    proof: Proof
    key_id: str | None = None
    """The API key they came with, for budgets and the audit log."""
    only: str | None = None
    """The one video or conversation that a guest's link opens."""

    def may(self, scope: Scope) -> bool:
        """Whether they may do what needs the scope; admins may do everything."""
        return scope in self.scopes or self.is_admin

    @property
    def is_admin(self) -> bool:
        """Whether everything is shown to them, whoever owns it."""
        return Scope.ADMIN in self.scopes

    @property
    def sees_of(self) -> str | None:
        """The owner whose rows lists show them; None for everybody's."""
        return None if self.is_admin else self.owner

    def owns(self, owner: str) -> bool:
        """Whether what belongs to `owner` is theirs to see and to change."""
        return self.is_admin or (self.proof is not Proof.GUEST and owner == self.owner)


LOCAL = Principal(LOCAL_OWNER, "local", UserRole.ADMIN, frozenset(Scope), Proof.LOCAL)
"""Everybody, while nobody logs in."""

NOBODY = Principal("", "", UserRole.STUDENT, frozenset(), Proof.ANONYMOUS)
"""Who has not said who they are, and asks for what is open to all. Nothing is theirs."""
