"""Pages with forms: made for one browser, and kept nowhere."""

from __future__ import annotations

from typing import Any

from flask import Response

from ...api.guards.forgery import form_token, keep_form_cookie
from ..sending import send_page


def send_form(template: str, status: int = 200, **values: Any) -> Response:
    """A page with forms, and the cookie that they belong to."""
    page = send_page(template, csrf=form_token(), **values)
    if page.status_code == 200:
        page.status_code = status
    page.headers["Cache-Control"] = "no-store"
    page.headers.pop("ETag", None)
    return keep_form_cookie(page)
