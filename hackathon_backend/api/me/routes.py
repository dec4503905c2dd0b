"""GET /api/me, GET /api/me/export, DELETE /api/me."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import Any

from flask import Blueprint, Response, request, stream_with_context

from ...access.accounts import Account
from ...access.audit import Act, AuditAction, record
from ...access.principal import Principal, Proof, Scope
from ...errors import Busy, CredentialsRefused, LoginRequired, NotAllowed, RequestError
from ..current import current_container, current_principal
from ..guards.forgery import cookie_name, form_token, keep_form_cookie, set_cookie
from ..guards.prefix import root
from ..openapi import answers, spec
from ..reading import read_json
from ..sending import send
from .erasing import Erased, erase
from .exporting import export_of
from .schemas import DeletedMe, DeleteMe, Me, MyLinks

me = Blueprint("me", __name__)

_exports = BoundedSemaphore(4)
"""Each reads all files of somebody from the disk."""
_OWNS_NOTHING = (Proof.GUEST,)


@me.get("/api/me")
@spec.validate(resp=answers(HTTP_200=Me, refused=(401,)), tags=["me"])
def who() -> Any:
    """Who asks, and what they may do."""
    answer = send(who_asks())
    answer.headers["Cache-Control"] = "private, no-store"
    return keep_form_cookie(answer)


@me.get("/api/me/export")
@spec.validate(resp=answers(HTTP_200=None, refused=(401, 403, 503)), tags=["me"])
def export() -> Any:
    """All that is theirs as a zip: videos with captions, what is known of them, conversations, and a README."""
    _owner()
    asks, container = who_asks(), current_container()
    if not _exports.acquire(blocking=False):
        raise Busy("Several people take their things along just now. Try again in a minute.")
    with container.database.write() as session:
        record(session, Act(AuditAction.ACCOUNT_EXPORT, "owner", asks.owner))
    pieces = _released(export_of(container, asks, request.host_url))
    answer = Response(stream_with_context(pieces), mimetype="application/zip")
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    answer.headers["Content-Disposition"] = f'attachment; filename="model7-{day}.zip"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@me.delete("/api/me")
@spec.validate(json=DeleteMe, resp=answers(HTTP_200=DeletedMe, refused=(400, 401, 403, 415, 429)), tags=["me"])
def delete() -> Any:
    """Remove all that is theirs, for good: videos, conversations, characters, links, and the account or the key.

    What is being made is cancelled. It has to be confirmed, with the password of an account, or with `owner`.
    """
    caller = _owner()
    if caller.key_id is not None and not caller.may(Scope.WRITE):
        raise NotAllowed(f"A key that deletes everything needs {Scope.WRITE}, which this one has not.")
    body = read_json(DeleteMe)
    erased = erase_caller(body.password, body.confirm, confirmed_by=caller.owner)
    gone = DeletedMe(object="me.deleted", owner=caller.owner, deleted=True, **vars(erased))
    answer = send(gone)
    if caller.proof is Proof.SESSION:
        set_cookie(answer, cookie_name(), "", seconds=0)
    return answer


def who_asks() -> Me:
    """The caller, as they are told of themselves."""
    caller, container = current_principal(), current_container()
    account = _account()
    by_cookie = caller.proof in (Proof.SESSION, Proof.GUEST)
    return Me(
        owner=caller.owner,
        name=caller.name,
        role=caller.role.value,
        scopes=sorted(caller.scopes),
        proof=caller.proof,
        key_id=caller.key_id,
        only=caller.only,
        guarded=container.identity.is_guarded,
        must_change_password=account is not None and account.must_change,
        csrf_token=form_token() if by_cookie else None,
        links=_links(caller, container.identity.is_guarded),
    )


def erase_caller(password: str | None, confirm: str | None, *, confirmed_by: str) -> Erased:
    """Remove all that is the caller's once they have confirmed it. Raises `RequestError`, `CredentialsRefused`."""
    caller, account, container = _owner(), _account(), current_container()
    if account is not None and account.password is not None:
        if not password:
            raise RequestError("password: is needed to delete everything.", param="password")
        container.people.accounts.confirm(account, password, request.remote_addr or "")
    elif confirm != confirmed_by:
        raise RequestError(
            f"confirm: must be {confirmed_by!r}, so that nothing is deleted by mistake.", param="confirm"
        )
    return erase(container, caller, account)


def _links(caller: Principal, guarded: bool) -> MyLinks:
    owns = caller.proof not in _OWNS_NOTHING
    on_pages = caller.proof is Proof.SESSION
    return MyLinks(
        account=f"{root()}/account" if on_pages else None,
        login=f"{root()}/login" if guarded else None,
        logout=f"{root()}/logout" if on_pages else None,
        export=f"{root()}/api/me/export" if owns else None,
        delete=f"{root()}/api/me" if owns else None,
    )


def _owner() -> Principal:
    """The caller, to whom things can belong. Raises `LoginRequired`, `NotAllowed`."""
    caller = current_principal()
    if not caller.owner:
        raise LoginRequired("Log in to see what is yours.")
    if caller.proof in _OWNS_NOTHING:
        raise NotAllowed("Nothing belongs to whoever comes by a link.")
    return caller


def _account() -> Account | None:
    """The account that the caller is logged in to, if it is one."""
    if current_principal().proof is not Proof.SESSION:
        return None
    try:
        return current_container().people.sessions.account_of(request.cookies)
    except CredentialsRefused:
        return None


def _released(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    finally:
        _exports.release()
