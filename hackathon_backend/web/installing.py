"""Every page, added to an app."""

from __future__ import annotations

from flask import Flask

from .account.account import account
from .account.login import login
from .account.school import school
from .account.visiting import visiting
from .markup import markup
from .offline import offline
from .pages import pages
from .watched.routes import watched_pages
from .watching import watching


def install_pages(app: Flask) -> None:
    """Add the pages and what their scripts ask for."""
    for routes in (pages, watching, offline, markup, login, account, school, visiting, watched_pages):
        app.register_blueprint(routes)
