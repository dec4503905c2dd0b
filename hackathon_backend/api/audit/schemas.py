"""How the audit log is asked for and told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...access.audit import AuditAction, AuditResult
from ...access.audit_log import MOST_ENTRIES
from ..text import Text

_WHEN = "A date or a date and time, UTC unless it says otherwise: 2026-11-29, 2026-11-29T08:00:00Z."


class AuditQuery(BaseModel):
    """Which entries: the newest, of whatever is not named here."""

    model_config = ConfigDict(validate_by_name=False)

    owner: Annotated[Text | None, Field(max_length=64)] = None
    action: AuditAction | None = None
    kind: Annotated[Text | None, Field(max_length=40, description="What it was done to: video, key ...")] = None
    object_id: Annotated[Text | None, Field(alias="id", max_length=200, description="And which of them.")] = None
    result: AuditResult | None = None
    since: Annotated[Text | None, Field(alias="from", max_length=40, description=f"{_WHEN} It is included.")] = None
    until: Annotated[
        Text | None, Field(alias="to", max_length=40, description=f"{_WHEN} A date is included, a time is not.")
    ] = None
    limit: Annotated[int, Field(ge=1, le=MOST_ENTRIES)] = 50
    before: Annotated[int | None, Field(ge=1, le=2**53, description="The `next` of the page before.")] = None
    format: Annotated[Literal["json", "csv"] | None, Field(description="Instead of the header Accept.")] = None


class AuditView(BaseModel):
    """One act: who did what to which thing, from where, and what came of it."""

    id: int
    at: str
    owner: str
    name: str
    proof: Annotated[str, Field(description="How it was known who it was: local, key, token, session, guest ...")]
    key_id: str | None
    action: str
    kind: str
    object_id: str
    result: str
    detail: str
    address: str
    agent: str
    request_id: Annotated[str, Field(description="The same as in the log's lines, and in the answer's X-Request-Id.")]


class AuditPage(BaseModel):
    """Entries, newest first. `next` is what `before` has to be for the page after this one; null: there is none."""

    data: list[AuditView]
    next: int | None
