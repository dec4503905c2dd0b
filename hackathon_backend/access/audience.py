"""Who may watch a video: found out by one look into the database, and by none where everybody may."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, exists, null, select
from sqlalchemy.orm import aliased

from ..jobs.database import Database
from ..jobs.models import LOCAL_OWNER, Job
from .links import Links, VideoAccess
from .principal import NOBODY, Principal, Proof
from .shares import VideoShare

_NAMED = exists().where(VideoShare.job_id == Job.id, VideoShare.owner == bindparam("caller"))
_ROW = select(Job.owner, Job.share_key, _NAMED.label("named")).where(
    Job.id == bindparam("at_id"), Job.deleted_at.is_(None)
)
_FOR_PLAIN = _ROW.add_columns(null().label("conversation"))
_FOR_GUESTS = _ROW.add_columns(Job.request["conversation_id"].as_string().label("conversation"))

_FILM = aliased(Job)
_ORIGINAL = (
    select(_FILM.id)
    .join(Job, (Job.remixed_from == _FILM.id) & (Job.owner == _FILM.owner))
    .where(Job.id == bindparam("at_id"), Job.deleted_at.is_(None), Job.request["kind"].as_string() == "translation")
)


class Audience:
    """Says who may watch what, as VIDEO_ACCESS has it."""

    def __init__(self, database: Database, links: Links) -> None:
        self._database = database
        self._links = links

    def may_watch(self, caller: Principal, video_id: str, token: str | None, *, files: bool = False) -> bool:
        """Whether the caller, who has sent `token`, may see the video's pages, or (`files`) load its files."""
        return self._links.access is VideoAccess.PUBLIC or self.is_let_in(caller, video_id, token, files=files)

    def is_let_in(self, caller: Principal, video_id: str, token: str | None, *, files: bool = False) -> bool:
        """The same of somebody who has to be its owner, be named by its owner, or hold a token.

        Whoever is let in to a film is let in to its translations; a token of one of these opens that one alone.
        """
        if self._is_let_in(caller, video_id, token, files=files):
            return True
        original = self._original(video_id)
        return original is not None and self._is_let_in(caller, original, token, files=files)

    def _is_let_in(self, caller: Principal, video_id: str, token: str | None, *, files: bool) -> bool:
        row = self._row(caller, video_id)
        if row is None:
            return False
        if caller.owns(row.owner or LOCAL_OWNER) or row.named or _is_linked(caller, video_id, row.conversation):
            return True
        opens = self._links.opens_files if files else self._links.opens_page
        return token is not None and opens(token, video_id, row.share_key)

    def is_passed_on(self, token: str, video_id: str) -> bool:
        """Whether the token opens the pages of a translation, since it opens those of the film that it was made of."""
        original = self._original(video_id)
        row = self._row(NOBODY, original) if original is not None else None
        return row is not None and original is not None and self._links.opens_page(token, original, row.share_key)

    def _original(self, video_id: str) -> str | None:
        """The id of the film that a video is a translation of, if both are of one owner."""
        if not (video_id.isascii() and video_id.isprintable()):
            return None
        with self._database.glance() as connection:
            found: str | None = connection.execute(_ORIGINAL, {"at_id": video_id}).scalar()
        return found

    def _row(self, caller: Principal, video_id: str) -> Any:
        if not (video_id.isascii() and video_id.isprintable()):
            return None
        query: Select[Any] = _FOR_GUESTS if caller.proof is Proof.GUEST else _FOR_PLAIN
        named = "" if caller.proof is Proof.GUEST else caller.owner
        with self._database.glance() as connection:
            return connection.execute(query, {"at_id": video_id, "caller": named}).first()


def _is_linked(caller: Principal, video_id: str, conversation: str | None) -> bool:
    return caller.proof is Proof.GUEST and caller.only is not None and caller.only in (video_id, conversation)
