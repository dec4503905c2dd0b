"""Who opens a page that is not for them is sent on: to the log-in and back afterwards, or to what is their own."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from flask import Response, redirect, request

from .prefix import root

_PAGES = frozenset(
    {
        "pages.chat",
        "pages.lessons",
        "pages.edit_lesson",
        "pages.publications",
        "pages.studio",
        "watching.watch",
        "collecting.shelf",
        "collecting.page",
        "collecting.course",
        "account.account_page",
        "watched_pages.film",
        "watched_pages.films",
    }
)
"""Pages that people open by themselves, by the name of the view."""


def is_page_for_people() -> bool:
    """Whether a person has opened a page; programs send a key along, or ask for something else."""
    return request.method == "GET" and request.endpoint in _PAGES and "Authorization" not in request.headers


def to_account(*, is_for_others: bool = False) -> Response:
    """Send the browser to where a password of one's own can be chosen, or with a word on the page being for others."""
    return cast(Response, redirect(f"{root()}/account{'?done=others' if is_for_others else ''}"))


def to_login(*, is_over: bool) -> Response:
    """Send the browser to the log-in; `is_over`: it was logged in before."""
    wanted = request.full_path.removesuffix("?")
    why = "&why=over" if is_over else ""
    return cast(Response, redirect(f"{root()}/login?next={quote(wanted, safe='/')}{why}"))
