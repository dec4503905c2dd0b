"""Where people are sent after a form, and which ways in there are."""

from __future__ import annotations

import re
from typing import cast

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ...api.current import current_container
from ...api.guards.forgery import cookie_name, set_cookie
from ...api.guards.prefix import root
from ...errors import RequestError

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*", re.ASCII)
"""A path of this server, with nothing in it that a browser could take for another one's address."""
_LONGEST = 1000


def local_path(told: str | None) -> str:
    """Where `next` leads: a path of this server, or its first page."""
    path = told or ""
    if len(path) > _LONGEST or not _LOCAL.fullmatch(path):
        return "/"
    # The path before all of ours is put there again by whoever sends the answer.
    return path[len(root()) :] if root() and path.startswith(f"{root()}/") else path


def go_to(path: str) -> Response:
    """Send the browser to another page, which it asks for with GET."""
    return cast(Response, redirect(root() + path, 303))


def logged_in(answer: Response, token: str) -> Response:
    """Have the browser keep the session; the one that it had before is over."""
    people = current_container().people
    if (earlier := people.sessions.token_in(request.cookies)) is not None:
        people.sessions.end(earlier)
    set_cookie(answer, cookie_name(), token)
    answer.delete_cookie(cookie_name("-form"), path="/", secure=request.is_secure)
    return answer


def logged_out(answer: AnyResponse) -> AnyResponse:
    """Have the browser forget the session."""
    set_cookie(cast(Response, answer), cookie_name(), "", seconds=0)
    return answer


def takes_accounts() -> bool:
    """Whether people have accounts with passwords here."""
    return current_container().settings.accounts != "off"


def without_name(error: RequestError) -> str:
    """What is wrong, for people who see the field beside it: "password: needs ..." is for programs."""
    field, _, text = error.message.partition(": ")
    return text[:1].upper() + text[1:] if text and field == error.param else error.message
