"""What is told of whoever asks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from ...access.login.passwords import LONGEST
from ..text import Text


class MyLinks(BaseModel):
    """Where to go on; null where there is no such thing."""

    account: str | None
    login: str | None
    logout: str | None
    export: str | None
    delete: str | None


class Me(BaseModel):
    """Who asks, how that is known, and what they may do."""

    owner: Annotated[str, Field(description="Whose videos and conversations are made by them.")]
    name: str
    role: Literal["student", "teacher", "admin"]
    scopes: list[str]
    proof: Annotated[str, Field(description="How it is known: local, key, token, session, guest or anonymous.")]
    key_id: str | None
    only: Annotated[str | None, Field(description="Of a guest: the one video or conversation that their link opens.")]
    guarded: Annotated[bool, Field(description="Whether it matters here who asks.")]
    must_change_password: bool
    csrf_token: Annotated[
        str | None,
        Field(description="Of whoever has a cookie: what X-CSRF-Token says in requests that change something."),
    ]
    links: MyLinks


class DeleteMe(BaseModel):
    """That it is meant: the password of an account, or `owner` as GET /api/me tells it."""

    password: str | None = Field(None, max_length=4 * LONGEST)
    confirm: Text | None = Field(None, max_length=200)


class DeletedMe(BaseModel):
    """What was removed."""

    object: Literal["me.deleted"]
    owner: str
    deleted: Literal[True]
    videos: int
    conversations: int
    characters: int
    collections: int
    lessons: int
