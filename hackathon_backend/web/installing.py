"""Every page, added to an app."""

from __future__ import annotations

from flask import Flask

from .account.account import account
from .account.login import login
from .account.school import school
from .account.visiting import visiting
from .collecting import collecting
from .markup import markup
from .offline import offline
from .pages import pages
from .watched.routes import watched_pages
from .watching import watching
from .zipping import collection_zip


def install_pages(app: Flask) -> None:
    """Add the pages and what their scripts ask for."""
    shown = (pages, watching, collecting, collection_zip, offline, markup, watched_pages)
    for routes in (*shown, login, account, school, visiting):
        app.register_blueprint(routes)
