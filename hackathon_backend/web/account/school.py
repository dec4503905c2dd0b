"""Logging in at the school's own log-in: there, and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import Blueprint, Response, redirect, request

from ...access.accounts import subject_of
from ...api.current import current_container
from ...api.guards.forgery import cookie_name, set_cookie
from ...api.sharing.routes import absolute
from ...errors import LoginAway, NotFound, RequestError
from .login import login_page
from .ways import go_to, local_path, logged_in

if TYPE_CHECKING:
    from ...access.login.school import SchoolLogin

school = Blueprint("school", __name__, template_folder="../templates")

_SECONDS = 600
"""That a log-in there may take."""
_BACK = "/login/school/back"


@school.get("/login/school")
def leave() -> Response:
    """Go to the school's log-in; `next` is the page that is wanted afterwards."""
    wanted = local_path(request.args.get("next"))
    try:
        begun = _school().begin(absolute(_BACK), wanted)
    except LoginAway as error:
        return login_page(error.status, wanted=wanted, wrong=error.message)
    answer = cast(Response, redirect(begun.url))
    answer.headers["Cache-Control"] = "no-store"
    set_cookie(answer, _cookie(), current_container().people.signing.sealed(begun.kept), seconds=_SECONDS)
    return answer


@school.get(_BACK)
def back() -> Response:
    """Come back from there: whoever it is is logged in, with an account that is made at the first time."""
    people = current_container().people
    kept = people.signing.unsealed(request.cookies.get(_cookie(), ""), _SECONDS)
    wanted = local_path(kept.get("wanted"))
    try:
        known = _school().finish(absolute(_BACK), request.args, kept)
        account = people.accounts.by_subject(subject_of(known.issuer, known.subject), known.name, known.role)
    except (RequestError, LoginAway) as error:
        if isinstance(error, NotFound):
            raise
        answer = login_page(error.status, wanted=wanted, wrong=error.message)
    else:
        token = people.sessions.begin(account_id=account.id, agent=request.user_agent.string)
        answer = logged_in(go_to(wanted), token)
    # Good for one attempt.
    set_cookie(answer, _cookie(), "", seconds=0)
    return answer


def _school() -> SchoolLogin:
    found = current_container().people.school
    if found is None:
        raise NotFound("There is no such page.")
    return found


def _cookie() -> str:
    return cookie_name("-school")
