"""One publication taken as far as it goes now: prepared, handed over once, and followed to its end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..errors import (
    LeaseLost,
    NotFound,
    PublicationUnsure,
    PublisherAway,
    PublisherRefused,
    PublishingError,
    StorageAway,
)
from ..jobs import Job, JobStore, State
from ..storage import Storage, video_stem
from .base import OutgoingPost, PostState, Publisher
from .models import Publication, PublicationState
from .store import Publications

log = logging.getLogger(__name__)

_LOOK_EVERY = 1.0
"""Seconds between looks at a version that is being made."""
_PAUSES = (2.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds after which something that came to nothing is tried again; the last one for all that follow."""
_MOST_TRIES = 60
"""Tries in a row at a service that does not answer: about five hours."""
_POLLS = (1.0, 2.0, 3.0, 5.0, 10.0, 30.0)
_MOST_POLLS = 120
"""Looks at a post that the service says it still works on: about an hour."""
_GIVE_UP = 24 * 3600.0
"""Seconds after a post for which somebody who does not answer is asked what has become of it."""
_FINDS = (2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds between looks for a post whose answer was lost: a platform takes minutes for a film."""
_AT_ONCE = 5.0
"""Seconds before its time from which on a post is not scheduled any more."""
_AFTER_TIME, _SELDOM = 20.0, 6 * 3600.0
"""Seconds after the time of a scheduled post at which it is looked at, and how often it is looked at before."""


@dataclass(frozen=True)
class PublicationWork:
    """Takes publications further. `link_of` is where the service could fetch a file, if it could."""

    publisher: Publisher
    rows: Publications
    jobs: JobStore
    storage: Storage
    link_of: Callable[[Job, str], str | None]

    def go_on(self, row: Publication) -> None:
        """Do what is next with a claimed publication, and write down what came of it."""
        try:
            self._step(row)
        except LeaseLost:
            log.info("The publication %s was cancelled, or somebody else has it.", row.id)
        except PublicationUnsure as error:
            self._lost(row, error)
        except PublisherAway as error:
            self._later(row, error)
        except StorageAway as error:
            self._later(row, PublisherAway(error.message))
        except PublishingError as error:
            self._failed(row, error.message, error.code)

    def _step(self, row: Publication) -> None:
        if row.posting_at is None:
            self._prepare(row)
            return
        try:
            if row.post_id is None:
                self._find(row)
            else:
                self._follow(row)
        except PublisherRefused as error:
            # That a look is refused says nothing of the post, which may be out.
            raise PublisherAway(error.message) from error

    def _prepare(self, row: Publication) -> None:
        """Wait for the version that is published, bring it to the service, and hand it over."""
        job = self._film(row)
        if job is None:
            return
        if row.media is None:
            self.rows.note(row, state=PublicationState.PREPARING)
            self.rows.note(row, media=self._uploaded(job), tries=0, error=None, error_code=None)
        self.rows.note(row, state=PublicationState.POSTING)
        try:
            post_id = self.publisher.post(self._post(row), partial(self._mark, row))
        except PublisherAway:
            # It has read it and said no: nothing is published, so it may be sent again.
            self.rows.note(row, posting_at=None)
            raise
        self._handed_over(row, post_id)

    def _post(self, row: Publication) -> OutgoingPost:
        """What is posted: at once, if its time has come while it was prepared."""
        post = post_of(row)
        return post if self._is_to_wait(row) else replace(post, at=None)

    def _mark(self, row: Publication) -> None:
        """Committed when the connection stands and nothing is sent: from here on it is never sent again."""
        self.rows.note(row, posting_at=self.rows.clock.now())

    def _handed_over(self, row: Publication, post_id: str) -> None:
        state = PublicationState.SCHEDULED if self._is_to_wait(row) else PublicationState.POSTING
        self.rows.note(row, done=True, post_id=post_id, state=state, tries=0, error=None, error_code=None,
                       wake_at=self._next_look(row, 0))  # fmt: skip

    def _film(self, row: Publication) -> Job | None:
        """The job of the film that is published; None while it is being made, or if it will never be."""
        try:
            job = self.jobs.get(row.variant_id or row.job_id)
        except NotFound:
            self._failed(row, "The film is gone.", "not_found")
            return None
        if not job.ended:
            self.rows.note(row, done=True, state=PublicationState.PREPARING, wake_at=self._in(_LOOK_EVERY))
            return None
        if job.state != State.COMPLETED or job.deleted_at is not None or job.expired_at is not None:
            why = "The version for it could not be made." if row.variant_id else "The film is gone."
            self._failed(row, why, "no_film")
            return None
        return job

    def _uploaded(self, job: Job) -> str:
        name = f"{video_stem(job.id, job.created_at)}.mp4"
        file = self.storage.local_copy(name)
        if file is None:
            raise PublishingError("The film is gone.")
        return self.publisher.upload(Path(file), self.link_of(job, name))

    def _find(self, row: Publication) -> None:
        """Look for a post whose answer was lost. It is not sent again, whether it is found or not."""
        found = self.publisher.find(post_of(row), row.posting_at or self.rows.clock.now())
        if found is not None and found.state.status in _ENDS:
            self._ended(row, found.state, post_id=found.id)
        elif found is not None:
            self._handed_over(row, found.id)
        elif row.tries >= len(_FINDS):
            self._unsure(row)
        else:
            self.rows.note(row, done=True, tries=row.tries + 1, wake_at=self._in(_FINDS[row.tries]))

    def _follow(self, row: Publication) -> None:
        found = self.publisher.state(row.post_id or "")
        if found.status in _ENDS:
            self._ended(row, found, post_id=row.post_id)
        elif row.tries >= _MOST_POLLS and not self._is_before_its_time(row):
            self._unsure(row)
        else:
            self._still(row, found)

    def _ended(self, row: Publication, found: PostState, *, post_id: str | None) -> None:
        code = "rejected" if found.status == "failed" else None
        self.rows.note(row, done=True, post_id=post_id, state=_ENDS[found.status], url=found.url or None,
                       error=found.error or None, error_code=code, wake_at=None)  # fmt: skip

    def _still(self, row: Publication, found: PostState) -> None:
        tries = 0 if self._is_before_its_time(row) else row.tries + 1
        state = PublicationState.SCHEDULED if found.status == "scheduled" else row.state
        self.rows.note(row, done=True, state=state, tries=tries, wake_at=self._next_look(row, tries))

    def _next_look(self, row: Publication, tries: int) -> float:
        if row.publish_at is not None and self._is_before_its_time(row):
            return min(row.publish_at + _AFTER_TIME, self._in(_SELDOM if row.tries or tries else _POLLS[-1]))
        return self._in(_POLLS[min(tries, len(_POLLS) - 1)])

    def _is_to_wait(self, row: Publication) -> bool:
        return row.publish_at is not None and self.rows.clock.now() < row.publish_at - _AT_ONCE

    def _is_before_its_time(self, row: Publication) -> bool:
        return row.publish_at is not None and self.rows.clock.now() < row.publish_at + _AFTER_TIME

    def _lost(self, row: Publication, error: PublicationUnsure) -> None:
        if row.posting_at is None:
            # Nothing was sent, whatever the answer was to.
            self._later(row, PublisherAway(error.message))
            return
        log.warning("Publication %s: %s It is looked for.", row.id, error.message)
        self._noted(row, tries=0, wake_at=self._in(_FINDS[0]))

    def _unsure(self, row: Publication) -> None:
        label, page = self.publisher.label, self.publisher.page
        said = (
            f"It was handed to {label}, and nobody can tell whether it was taken: the answer was lost. It is not sent "
            f"again by itself. Look at {page} or at the account before you publish it once more."
        )
        self._noted(row, state=PublicationState.UNKNOWN, error=said, error_code="publication_unknown", wake_at=None)

    def _later(self, row: Publication, error: PublisherAway) -> None:
        """Try again what was not done."""
        now = self.rows.clock.now()
        if row.posting_at is not None:
            # It is handed over: looks that came to nothing say nothing of it.
            if now - row.posting_at > _GIVE_UP and not self._is_before_its_time(row):
                self._unsure(row)
            else:
                self._noted(row, error=error.message, error_code=error.code, wake_at=now + _PAUSES[3])
        elif row.tries >= _MOST_TRIES:
            self._failed(row, error.message, error.code)
        else:
            wait = max(_PAUSES[min(row.tries, len(_PAUSES) - 1)], error.retry_after or 0.0)
            self._noted(row, tries=row.tries + 1, error=error.message, error_code=error.code,
                        wake_at=now + min(wait, 3600.0))  # fmt: skip

    def _failed(self, row: Publication, message: str, code: str) -> None:
        self._noted(row, state=PublicationState.FAILED, error=message, error_code=code, wake_at=None)

    def _noted(self, row: Publication, **values: object) -> None:
        try:
            self.rows.note(row, done=True, **values)
        except LeaseLost:
            log.info("The publication %s was cancelled, or somebody else has it.", row.id)

    def _in(self, seconds: float) -> float:
        return self.rows.clock.now() + seconds


_ENDS: Mapping[str, PublicationState] = {
    "published": PublicationState.PUBLISHED,
    "failed": PublicationState.FAILED,
    "cancelled": PublicationState.CANCELLED,
}


def post_of(row: Publication) -> OutgoingPost:
    """What is posted of a publication."""
    return OutgoingPost(row.account, row.platform, row.text, row.media or "", row.publish_at, row.options)
