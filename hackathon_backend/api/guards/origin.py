"""Says of each request where it comes from and who sent it, for the log and the audit log."""

from __future__ import annotations

from flask import Flask, Response, request

from ...access.audit import act_as, current_actor
from ...access.principal import LOCAL
from ...tracing import NO_REQUEST, NONE, Origin, current_origin, current_owner, request_id_of
from ..current import current_principal

REQUEST_ID = "X-Request-Id"


def install_origin(app: Flask) -> None:
    """Give each request an id, or take that which a proxy gave it. Comes before everything else that may refuse it."""
    app.before_request(_begin)
    app.after_request(_tell)


def install_actor(app: Flask) -> None:
    """Note who it is, once that is known. Comes after the guards."""
    app.before_request(_known)


def _begin() -> None:
    # Threads serve one request after the other: whatever the last one left is written over.
    act_as(LOCAL)
    asked = request_id_of(request.headers.get(REQUEST_ID))
    current_origin.set(Origin(asked, request.remote_addr or "", request.headers.get("User-Agent", "")))


def _known() -> None:
    act_as(current_principal())


def _tell(answer: Response) -> Response:
    answer.headers[REQUEST_ID] = current_origin.get().request_id
    answer.call_on_close(_end)
    return answer


def _end() -> None:
    current_actor.set(LOCAL)
    current_owner.set(NONE)
    current_origin.set(NO_REQUEST)
