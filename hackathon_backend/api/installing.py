"""Every resource of the API, added to an app."""

from __future__ import annotations

from flask import Flask

from ..net.strict_json import MOST_BYTES
from .analytics.routes import analytics
from .art.routes import art
from .audit.routes import audit
from .branding.routes import branding
from .callbacks.routes import callbacks
from .chat.routes import chat
from .collections.courses import courses
from .collections.items import collection_items
from .collections.routes import collections
from .collections.showing import collection_showing
from .costs.routes import costs
from .drafts.routes import drafts
from .files.routes import files
from .guests.routes import guest_links
from .handouts.routes import handouts
from .health.routes import health
from .lessons.imports import lesson_imports
from .lessons.routes import lessons
from .lessons.sharing import lesson_sharing
from .lessons.translations import lesson_translations
from .lessons.writing import own_lessons
from .library.replies import replies
from .library.routes import library
from .me.routes import me
from .metrics.routes import metrics
from .models.routes import models_at, pickers
from .openapi import install_docs
from .prompts.routes import prompts
from .publishing.routes import publishing
from .reading import WritableJson
from .reports.routes import reports
from .sharing.routes import sharing
from .storyboards.routes import storyboards
from .templates.routes import templates
from .translations.routes import translations
from .video.examples import examples
from .video.routes import video
from .videos import sockets, videos_at
from .voices.routes import voices

_PROTOCOL = ("/v1", "/api/v1")
"""Where the Videos protocol is served."""
_ROUTES = (
    analytics,
    own_lessons, lesson_imports, lesson_sharing, lesson_translations,
    chat, replies, lessons, storyboards, art, voices, prompts, templates, library, files, health, pickers,
    video, examples, sockets, sharing, callbacks, costs, reports, me, guest_links, audit, metrics, handouts,
    collections, collection_items, collection_showing, courses,
    publishing, branding,
    translations,
    drafts,
)  # fmt: skip


def install_api(app: Flask) -> None:
    """Add the routes, their description, and how their JSON is written."""
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json = WritableJson(app)
    for routes in _ROUTES:
        app.register_blueprint(routes)
    for prefix in _PROTOCOL:
        app.register_blueprint(videos_at(prefix))
        app.register_blueprint(models_at(prefix))
    install_docs(app)
