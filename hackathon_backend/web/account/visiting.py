"""Following a link for guests."""

from __future__ import annotations

import time

from flask import Blueprint, Response, request

from ...access.guests import GuestLink, GuestTarget
from ...api.current import current_container
from ...api.guards.forgery import cookie_name, set_cookie
from ...errors import CredentialsRefused
from .shown import send_form
from .ways import go_to, logged_out

visiting = Blueprint("visiting", __name__, template_folder="../templates")


@visiting.get("/guest/<token>")
def follow(token: str) -> Response:
    """Keep the link in a cookie, and go to what it opens: nobody sees the link in the address of the page."""
    people = current_container().people
    try:
        link = people.guests.opened_by(token)
    except CredentialsRefused as error:
        return send_form("login/over.html", 404, said=error.message)
    answer = go_to(f"/watch/{link.target}" if link.kind is GuestTarget.VIDEO else f"/?c={link.target}")
    here = people.sessions.current(request.cookies)
    if here is None:
        logged_out(answer)
    if not _is_of(link):
        seconds = max(1, int(link.expires_at - time.time()))
        set_cookie(answer, cookie_name("-guest"), token, seconds=seconds)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _is_of(link: GuestLink) -> bool:
    """Whether whoever follows it has made it, and is logged in."""
    try:
        account = current_container().people.sessions.account_of(request.cookies)
    except CredentialsRefused:
        return False
    return account is not None and account.owner == link.owner
