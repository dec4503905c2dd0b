"""Answers that go on end when whoever asked may no longer have them: a key is revoked, a log-in over, a video gone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from flask import Flask, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from ...access.identity import Asked
from ...access.principal import Principal
from ...errors import CredentialsRefused, Model7Error, RequestError
from ...jobs import Inbox, Job
from ..current import current_container, current_principal
from ..guards.identity import asked_by_request, identify
from ..guards.policy import Need
from ..guards.routes import need_of
from ..owned import job_of_caller


@dataclass(frozen=True)
class Standing:
    """What let a request in, to be asked again when the request itself may be over.

    `look` raises if what is watched is no longer there for whoever is `g.principal`.
    """

    app: Flask
    asked: Asked
    need: Need
    who: Principal
    look: Callable[[], object]

    def during(self, inbox: Inbox) -> AbstractContextManager[None]:
        """Refuse the inbox as soon as it is found that its watcher may no longer watch."""
        with self.app.app_context():
            return current_container().rechecks.during(inbox, self.fault)

    def fault(self) -> RequestError | None:
        """Why it would not be let in now. What can't be found out now is asked again later: nothing is shown
        meanwhile that was not meant for whoever was let in.
        """
        with self.app.app_context():
            try:
                g.principal = identify(self.need, self.asked)
                if _rights(g.principal) != _rights(self.who):
                    return CredentialsRefused("What you may do here has changed. Ask again.")
                self.look()
            except RequestError as error:
                return error
            except (Model7Error, SQLAlchemyError):
                return None
        return None


def standing(look: Callable[[], object] = lambda: None) -> Standing:
    """What lets in this request."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return Standing(app, replace(asked_by_request(), again=True), need_of(request.endpoint), current_principal(), look)


def wait_for(job: Job, timeout: float | None = None) -> Job:
    """The job when it has ended, or as it is after `timeout` seconds. Raises `Stopping`, and what keeps whoever asks
    from seeing it by then.
    """
    inbox = Inbox()
    with standing(lambda: job_of_caller(job.id)).during(inbox):
        return current_container().watch.wait(job.id, timeout, inbox)


def _rights(who: Principal) -> tuple[object, ...]:
    return who.owner, who.scopes, who.only
