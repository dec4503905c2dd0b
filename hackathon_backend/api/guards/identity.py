"""Who sent a request is found out before a route sees it, and whether the route is for them."""

from __future__ import annotations

from flask import Flask, Response, g, request

from ...access.identity import Asked
from ...access.links import VideoAccess
from ...access.principal import NOBODY, Principal, Proof
from ...access.proofs.visitors import COOKIE, is_visitor, new_visitor, visitor_of
from ...errors import CredentialsRefused, LoginRequired, NotAllowed, PasswordToChange
from ..current import current_container, current_principal
from .pages import is_page_for_people, to_account, to_login
from .policy import Need, check_need
from .routes import need_of

_VISITOR_SECONDS = 30 * 86_400


def install_identity(app: Flask) -> None:
    """Set `g.principal` for every request, also for one that becomes a WebSocket.

    Raises `LoginRequired`, `CredentialsRefused`, `NotAllowed` and `LoginAway` there.
    """
    with app.app_context():
        # What is known now holds while the database is away.
        _ = current_container().identity.is_guarded
    app.before_request(_identify)
    app.after_request(_keep_private)
    app.after_request(_know_again)


def asked_by_request() -> Asked:
    """What this request says of its sender."""
    return Asked(
        authorization=request.headers.get("Authorization"),
        cookies=request.cookies,
        query=request.args,
        address=request.remote_addr or "",
        path=request.path,
    )


def _identify() -> Response | None:
    g.principal = NOBODY
    need = Need.OPEN if request.url_rule is None else need_of(request.endpoint)
    if need is Need.OPEN or request.method == "OPTIONS" or _is_for_all():
        return None
    try:
        g.principal = identify(need, asked_by_request())
    except (LoginRequired, CredentialsRefused) as error:
        if not is_page_for_people():
            raise
        return to_login(is_over=isinstance(error, CredentialsRefused))
    except NotAllowed as error:
        if not is_page_for_people():
            raise
        return to_account(is_for_others=not isinstance(error, PasswordToChange))
    return None


def _is_for_all() -> bool:
    """Whether a film is asked for that everybody may see: then nothing is looked up, however many ask."""
    return request.endpoint == "files.video" and current_container().links.access is VideoAccess.PUBLIC


def identify(need: Need, asked: Asked) -> Principal:
    """Who it is, if that is enough for what is needed; everybody is `LOCAL` while nobody logs in.

    Raises `LoginRequired`, `CredentialsRefused`, `NotAllowed` and `LoginAway`.
    """
    identity, settings = current_container().identity, current_container().settings
    try:
        who = identity.principal(asked)
    except CredentialsRefused:
        # A session that is over keeps nobody from what everybody may see.
        if need is Need.SHOWN:
            return NOBODY
        raise
    if who is None and settings.anonymous_chat:
        who = visitor_of(asked)
    if need is Need.SHOWN:
        return who or NOBODY
    check_need(need, who)
    return who or NOBODY


def _keep_private(answer: Response) -> Response:
    """Have no cache between us keep for others what was sent to somebody who had to say who they are."""
    if current_principal().proof not in (Proof.LOCAL, Proof.ANONYMOUS) and need_of(request.endpoint) is not Need.SHOWN:
        answer.cache_control.public = False
        answer.cache_control.private = True
        # A browser that several people use shows nothing to the next one; what has an ETag is told by it.
        answer.cache_control.no_store = answer.is_json and "ETag" not in answer.headers
    return answer


def _know_again(answer: Response) -> Response:
    """Give a browser that opens the chat without a log-in something to be known by, so that it finds its chat again."""
    opens = request.endpoint == "pages.chat" and answer.status_code == 200 and request.method == "GET"
    anonymous = opens and current_principal().owner.startswith("anon:")
    if anonymous and not is_visitor(request.cookies.get(COOKIE)):
        url = current_container().settings.public_url or request.url
        answer.set_cookie(
            COOKIE,
            new_visitor(),
            max_age=_VISITOR_SECONDS,
            secure=url.startswith("https:"),
            httponly=True,
            samesite="Lax",
        )
        answer.headers["Cache-Control"] = "no-store"
    return answer
