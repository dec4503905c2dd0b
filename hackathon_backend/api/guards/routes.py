"""Every route: what it needs of whoever asks, and as what it is counted when it is asked how often somebody may.

A route has to be in the table, and is one line of it; docs/access.md shows what they need. What takes a database a
moment is not counted; what reads, draws, searches or renders something is.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from flask import Flask

from .policy import Need


class RateKind(StrEnum):
    """Requests that are counted together."""

    CHAT = "chat"
    CREATE = "create"
    UPLOAD = "upload"
    STREAMS = "streams"
    PREVIEW = "preview"
    VIEWS = "views"
    LOGIN = "login"
    FREE = "free"


class RouteGuard(NamedTuple):
    """Who may ask for a view, and how often. Of a form that is shown and sent at one address, sending counts."""

    need: Need
    rate: RateKind


_PROTOCOL: Mapping[str, RouteGuard] = {
    "models.listing": RouteGuard(Need.LOOK, RateKind.FREE),
    "models.retrieve": RouteGuard(Need.LOOK, RateKind.FREE),
    "videos.cancel": RouteGuard(Need.CHANGE, RateKind.FREE),
    "videos.content": RouteGuard(Need.LOOK, RateKind.FREE),
    "videos.create": RouteGuard(Need.WRITE, RateKind.CREATE),
    "videos.create_character": RouteGuard(Need.WRITE, RateKind.UPLOAD),
    "videos.delete": RouteGuard(Need.WRITE, RateKind.FREE),
    "videos.deliveries": RouteGuard(Need.READ, RateKind.FREE),
    "videos.describe": RouteGuard(Need.WRITE, RateKind.CREATE),
    "videos.edit": RouteGuard(Need.WRITE, RateKind.CREATE),
    "videos.edit_film": RouteGuard(Need.WRITE, RateKind.CREATE),
    "videos.edit_upload": RouteGuard(Need.WRITE, RateKind.UPLOAD),
    "videos.events": RouteGuard(Need.LOOK, RateKind.STREAMS),
    "videos.extend": RouteGuard(Need.WRITE, RateKind.CREATE),
    "videos.listing": RouteGuard(Need.READ, RateKind.FREE),
    "videos.poll": RouteGuard(Need.LOOK, RateKind.STREAMS),
    "videos.remix": RouteGuard(Need.CHANGE, RateKind.CREATE),
    "videos.renew_link": RouteGuard(Need.WRITE, RateKind.FREE),
    "videos.report": RouteGuard(Need.SHOWN, RateKind.FREE),
    "videos.retrieve": RouteGuard(Need.LOOK, RateKind.FREE),
    "videos.retrieve_character": RouteGuard(Need.READ, RateKind.FREE),
    "videos.share_with": RouteGuard(Need.WRITE, RateKind.FREE),
    "videos.shared_with": RouteGuard(Need.READ, RateKind.FREE),
    "videos.video_socket": RouteGuard(Need.LOOK, RateKind.STREAMS),
}
"""The Videos protocol, which is served at two places."""

_OTHERS: Mapping[str, RouteGuard] = {
    "account.account_page": RouteGuard(Need.SESSION, RateKind.FREE),
    "account.change_password": RouteGuard(Need.SESSION, RateKind.LOGIN),
    "account.delete_everything": RouteGuard(Need.SESSION, RateKind.LOGIN),
    "account.end_session": RouteGuard(Need.SESSION, RateKind.FREE),
    "analytics.film": RouteGuard(Need.READ, RateKind.FREE),
    "analytics.film_csv": RouteGuard(Need.READ, RateKind.FREE),
    "analytics.films": RouteGuard(Need.READ, RateKind.FREE),
    "analytics.films_csv": RouteGuard(Need.READ, RateKind.FREE),
    "analytics.people_csv": RouteGuard(Need.READ, RateKind.FREE),
    "analytics.switch_names": RouteGuard(Need.WRITE, RateKind.FREE),
    "analytics.watched": RouteGuard(Need.SHOWN, RateKind.VIEWS),
    "art.find_art": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "art.show_art": RouteGuard(Need.LOOK, RateKind.FREE),
    "audit.entries": RouteGuard(Need.ADMIN, RateKind.FREE),
    "branding.drop": RouteGuard(Need.WRITE, RateKind.FREE),
    "branding.put": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "branding.show": RouteGuard(Need.WRITE, RateKind.FREE),
    "callbacks.hear": RouteGuard(Need.OPEN, RateKind.FREE),
    "chat.conversation": RouteGuard(Need.CHAT, RateKind.FREE),
    "chat.message": RouteGuard(Need.CHAT, RateKind.FREE),
    "chat.message_events": RouteGuard(Need.CHAT, RateKind.STREAMS),
    "chat.say": RouteGuard(Need.CHAT, RateKind.CHAT),
    "collecting.course": RouteGuard(Need.WRITE, RateKind.FREE),
    "collecting.embed": RouteGuard(Need.SHOWN, RateKind.FREE),
    "collecting.page": RouteGuard(Need.SHOWN, RateKind.FREE),
    "collecting.shelf": RouteGuard(Need.LOOK, RateKind.FREE),
    "collection_items.add": RouteGuard(Need.CHANGE, RateKind.PREVIEW),
    "collection_items.delete": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collection_items.order": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collection_showing.renew_link": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collection_showing.share_with": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collection_showing.shared_with": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collection_zip.whole": RouteGuard(Need.SHOWN, RateKind.PREVIEW),
    "collections.change": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collections.create": RouteGuard(Need.CHANGE, RateKind.PREVIEW),
    "collections.delete": RouteGuard(Need.CHANGE, RateKind.FREE),
    "collections.listing": RouteGuard(Need.LOOK, RateKind.FREE),
    "collections.one": RouteGuard(Need.SHOWN, RateKind.FREE),
    "costs.budgets": RouteGuard(Need.READ, RateKind.FREE),
    "costs.report": RouteGuard(Need.READ, RateKind.FREE),
    "courses.again": RouteGuard(Need.WRITE, RateKind.CREATE),
    "courses.create": RouteGuard(Need.WRITE, RateKind.CREATE),
    "courses.outline": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "docs.openapi": RouteGuard(Need.OPEN, RateKind.FREE),
    "docs.page": RouteGuard(Need.OPEN, RateKind.FREE),
    "drafts.create": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "drafts.delete": RouteGuard(Need.WRITE, RateKind.FREE),
    "drafts.edit": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "drafts.editors": RouteGuard(Need.WRITE, RateKind.FREE),
    "drafts.history": RouteGuard(Need.WRITE, RateKind.FREE),
    "drafts.listing": RouteGuard(Need.WRITE, RateKind.FREE),
    "drafts.live": RouteGuard(Need.WRITE, RateKind.STREAMS),
    "drafts.one": RouteGuard(Need.WRITE, RateKind.FREE),
    "drafts.restore": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "drafts.share": RouteGuard(Need.WRITE, RateKind.FREE),
    "drafts.undo": RouteGuard(Need.WRITE, RateKind.FREE),
    "files.note": RouteGuard(Need.OPEN, RateKind.FREE),
    "files.video": RouteGuard(Need.SHOWN, RateKind.FREE),
    "guest_links.create": RouteGuard(Need.LOOK, RateKind.FREE),
    "guest_links.end": RouteGuard(Need.LOOK, RateKind.FREE),
    "guest_links.listing": RouteGuard(Need.LOOK, RateKind.FREE),
    "handouts.moving": RouteGuard(Need.SHOWN, RateKind.PREVIEW),
    "handouts.on_paper": RouteGuard(Need.SHOWN, RateKind.PREVIEW),
    "handouts.slides": RouteGuard(Need.SHOWN, RateKind.PREVIEW),
    "health.healthz": RouteGuard(Need.OPEN, RateKind.FREE),
    "health.readyz": RouteGuard(Need.OPEN, RateKind.FREE),
    "lesson_imports.delete": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_imports.listing": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_imports.retrieve": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_sharing.document": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "lesson_sharing.share": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_sharing.shared_with": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_translations.delete": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_translations.listing": RouteGuard(Need.WRITE, RateKind.FREE),
    "lesson_translations.order": RouteGuard(Need.WRITE, RateKind.CREATE),
    "lessons.get_lesson": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "lessons.list_lessons": RouteGuard(Need.LOOK, RateKind.FREE),
    "lessons.version": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "lessons.versions": RouteGuard(Need.LOOK, RateKind.FREE),
    "library.details": RouteGuard(Need.READ, RateKind.FREE),
    "library.shelf": RouteGuard(Need.READ, RateKind.PREVIEW),
    "login.invited": RouteGuard(Need.OPEN, RateKind.LOGIN),
    "login.log_in": RouteGuard(Need.OPEN, RateKind.LOGIN),
    "login.log_in_page": RouteGuard(Need.OPEN, RateKind.FREE),
    "login.log_out": RouteGuard(Need.OPEN, RateKind.FREE),
    "login.register": RouteGuard(Need.OPEN, RateKind.LOGIN),
    "markup.html": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "me.delete": RouteGuard(Need.LOGIN, RateKind.LOGIN),
    "me.export": RouteGuard(Need.LOGIN, RateKind.UPLOAD),
    "me.who": RouteGuard(Need.LOGIN, RateKind.FREE),
    "metrics.scrape": RouteGuard(Need.ADMIN, RateKind.FREE),
    "model_cards.cards": RouteGuard(Need.LOOK, RateKind.FREE),
    "offline.page": RouteGuard(Need.SHOWN, RateKind.PREVIEW),
    "own_lessons.create": RouteGuard(Need.WRITE, RateKind.UPLOAD),
    "own_lessons.delete": RouteGuard(Need.WRITE, RateKind.FREE),
    "own_lessons.hide": RouteGuard(Need.LOOK, RateKind.FREE),
    "own_lessons.restore": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "own_lessons.save": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "pages.chat": RouteGuard(Need.CHAT, RateKind.PREVIEW),
    "pages.edit_lesson": RouteGuard(Need.WRITE, RateKind.FREE),
    "pages.lesson_figure": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "pages.lesson_picture": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "pages.lessons": RouteGuard(Need.WRITE, RateKind.FREE),
    "pages.publications": RouteGuard(Need.WRITE, RateKind.FREE),
    "pages.static_file": RouteGuard(Need.OPEN, RateKind.FREE),
    "pages.studio": RouteGuard(Need.WRITE, RateKind.FREE),
    "prompts.advice": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "prompts.refine": RouteGuard(Need.WRITE, RateKind.CHAT),
    "publishing.accounts": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "publishing.cancel": RouteGuard(Need.WRITE, RateKind.FREE),
    "publishing.listing": RouteGuard(Need.WRITE, RateKind.FREE),
    "publishing.of_video": RouteGuard(Need.WRITE, RateKind.FREE),
    "publishing.options": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "publishing.publish": RouteGuard(Need.WRITE, RateKind.CREATE),
    "publishing.show": RouteGuard(Need.WRITE, RateKind.FREE),
    "replies.video": RouteGuard(Need.SHOWN, RateKind.FREE),
    "reports.judge": RouteGuard(Need.ADMIN, RateKind.FREE),
    "reports.queue": RouteGuard(Need.ADMIN, RateKind.FREE),
    "school.back": RouteGuard(Need.OPEN, RateKind.LOGIN),
    "school.leave": RouteGuard(Need.OPEN, RateKind.LOGIN),
    "sharing.oembed": RouteGuard(Need.SHOWN, RateKind.FREE),
    "sockets.many_videos_socket": RouteGuard(Need.LOOK, RateKind.STREAMS),
    "storyboards.of_lesson": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "storyboards.preview": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "storyboards.scene": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "storyboards.schema": RouteGuard(Need.LOOK, RateKind.FREE),
    "storyboards.sketch": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "templates.get_template": RouteGuard(Need.LOOK, RateKind.FREE),
    "templates.list_templates": RouteGuard(Need.LOOK, RateKind.FREE),
    "templates.render_template": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "translations.check": RouteGuard(Need.LOOK, RateKind.PREVIEW),
    "translations.listing": RouteGuard(Need.LOOK, RateKind.FREE),
    "translations.order": RouteGuard(Need.CHANGE, RateKind.CREATE),
    "video.generate": RouteGuard(Need.WRITE, RateKind.CREATE),
    "video.retrieve": RouteGuard(Need.LOOK, RateKind.FREE),
    "video_examples.brand_animation": RouteGuard(Need.WRITE, RateKind.CREATE),
    "video_examples.product_showcase": RouteGuard(Need.WRITE, RateKind.CREATE),
    "video_examples.social_media": RouteGuard(Need.WRITE, RateKind.CREATE),
    "visiting.follow": RouteGuard(Need.OPEN, RateKind.FREE),
    "voices.list_voices": RouteGuard(Need.LOOK, RateKind.FREE),
    "voices.preview": RouteGuard(Need.WRITE, RateKind.PREVIEW),
    "watched_pages.film": RouteGuard(Need.READ, RateKind.FREE),
    "watched_pages.films": RouteGuard(Need.READ, RateKind.FREE),
    "watching.embed": RouteGuard(Need.SHOWN, RateKind.FREE),
    "watching.watch": RouteGuard(Need.SHOWN, RateKind.FREE),
}

ROUTES: Mapping[str, RouteGuard] = {
    **_OTHERS,
    **{name.replace(".", f"_{place}."): route for name, route in _PROTOCOL.items() for place in ("v1", "api_v1")},
}
"""By the name of the view, as Flask has it: blueprint, dot, function."""


def check_routes(app: Flask) -> None:
    """Raise `RuntimeError` if a route of the app is not in the table."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - ROUTES.keys())
    if missing:
        raise RuntimeError(f"api/guards/routes.py does not say who may ask, and how often, for {', '.join(missing)}.")


def need_of(view: str | None) -> Need:
    """What a view needs; one that came from elsewhere is for admins."""
    route = ROUTES.get(view or "")
    return route.need if route else Need.ADMIN
