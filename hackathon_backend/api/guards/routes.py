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


class Route(NamedTuple):
    """Who may ask for a view, and how often. Of a form that is shown and sent at one address, sending counts."""

    need: Need
    rate: RateKind


_PROTOCOL: Mapping[str, Route] = {
    "models.listing": Route(Need.LOOK, RateKind.FREE),
    "models.retrieve": Route(Need.LOOK, RateKind.FREE),
    "videos.cancel": Route(Need.CHANGE, RateKind.FREE),
    "videos.content": Route(Need.LOOK, RateKind.FREE),
    "videos.create": Route(Need.WRITE, RateKind.CREATE),
    "videos.create_character": Route(Need.WRITE, RateKind.UPLOAD),
    "videos.delete": Route(Need.WRITE, RateKind.FREE),
    "videos.deliveries": Route(Need.READ, RateKind.FREE),
    "videos.describe": Route(Need.WRITE, RateKind.CREATE),
    "videos.edit": Route(Need.WRITE, RateKind.CREATE),
    "videos.edit_film": Route(Need.WRITE, RateKind.CREATE),
    "videos.edit_upload": Route(Need.WRITE, RateKind.UPLOAD),
    "videos.events": Route(Need.LOOK, RateKind.STREAMS),
    "videos.extend": Route(Need.WRITE, RateKind.CREATE),
    "videos.listing": Route(Need.READ, RateKind.FREE),
    "videos.poll": Route(Need.LOOK, RateKind.STREAMS),
    "videos.remix": Route(Need.CHANGE, RateKind.CREATE),
    "videos.renew_link": Route(Need.WRITE, RateKind.FREE),
    "videos.report": Route(Need.SHOWN, RateKind.FREE),
    "videos.retrieve": Route(Need.LOOK, RateKind.FREE),
    "videos.retrieve_character": Route(Need.READ, RateKind.FREE),
    "videos.share_with": Route(Need.WRITE, RateKind.FREE),
    "videos.shared_with": Route(Need.READ, RateKind.FREE),
    "videos.video_socket": Route(Need.LOOK, RateKind.STREAMS),
}
"""The Videos protocol, which is served at two places."""

_OTHERS: Mapping[str, Route] = {
    "account.account_page": Route(Need.SESSION, RateKind.FREE),
    "account.change_password": Route(Need.SESSION, RateKind.LOGIN),
    "account.delete_everything": Route(Need.SESSION, RateKind.LOGIN),
    "account.end_session": Route(Need.SESSION, RateKind.FREE),
    "analytics.film": Route(Need.READ, RateKind.FREE),
    "analytics.film_csv": Route(Need.READ, RateKind.FREE),
    "analytics.films": Route(Need.READ, RateKind.FREE),
    "analytics.films_csv": Route(Need.READ, RateKind.FREE),
    "analytics.people_csv": Route(Need.READ, RateKind.FREE),
    "analytics.switch_names": Route(Need.WRITE, RateKind.FREE),
    "analytics.watched": Route(Need.SHOWN, RateKind.VIEWS),
    "art.find_art": Route(Need.LOOK, RateKind.PREVIEW),
    "art.show_art": Route(Need.LOOK, RateKind.FREE),
    "audit.entries": Route(Need.ADMIN, RateKind.FREE),
    "branding.drop": Route(Need.WRITE, RateKind.FREE),
    "branding.put": Route(Need.WRITE, RateKind.PREVIEW),
    "branding.show": Route(Need.WRITE, RateKind.FREE),
    "callbacks.hear": Route(Need.OPEN, RateKind.FREE),
    "chat.conversation": Route(Need.CHAT, RateKind.FREE),
    "chat.message": Route(Need.CHAT, RateKind.FREE),
    "chat.message_events": Route(Need.CHAT, RateKind.STREAMS),
    "chat.say": Route(Need.CHAT, RateKind.CHAT),
    "collecting.course": Route(Need.WRITE, RateKind.FREE),
    "collecting.embed": Route(Need.SHOWN, RateKind.FREE),
    "collecting.page": Route(Need.SHOWN, RateKind.FREE),
    "collecting.shelf": Route(Need.LOOK, RateKind.FREE),
    "collection_items.add": Route(Need.CHANGE, RateKind.PREVIEW),
    "collection_items.delete": Route(Need.CHANGE, RateKind.FREE),
    "collection_items.order": Route(Need.CHANGE, RateKind.FREE),
    "collection_showing.renew_link": Route(Need.CHANGE, RateKind.FREE),
    "collection_showing.share_with": Route(Need.CHANGE, RateKind.FREE),
    "collection_showing.shared_with": Route(Need.CHANGE, RateKind.FREE),
    "collection_zip.whole": Route(Need.SHOWN, RateKind.PREVIEW),
    "collections.change": Route(Need.CHANGE, RateKind.FREE),
    "collections.create": Route(Need.CHANGE, RateKind.PREVIEW),
    "collections.delete": Route(Need.CHANGE, RateKind.FREE),
    "collections.listing": Route(Need.LOOK, RateKind.FREE),
    "collections.one": Route(Need.SHOWN, RateKind.FREE),
    "costs.budgets": Route(Need.READ, RateKind.FREE),
    "costs.report": Route(Need.READ, RateKind.FREE),
    "courses.again": Route(Need.WRITE, RateKind.CREATE),
    "courses.create": Route(Need.WRITE, RateKind.CREATE),
    "courses.outline": Route(Need.LOOK, RateKind.PREVIEW),
    "docs.openapi": Route(Need.OPEN, RateKind.FREE),
    "docs.page": Route(Need.OPEN, RateKind.FREE),
    "drafts.create": Route(Need.WRITE, RateKind.PREVIEW),
    "drafts.delete": Route(Need.WRITE, RateKind.FREE),
    "drafts.edit": Route(Need.WRITE, RateKind.PREVIEW),
    "drafts.editors": Route(Need.WRITE, RateKind.FREE),
    "drafts.history": Route(Need.WRITE, RateKind.FREE),
    "drafts.listing": Route(Need.WRITE, RateKind.FREE),
    "drafts.live": Route(Need.WRITE, RateKind.STREAMS),
    "drafts.one": Route(Need.WRITE, RateKind.FREE),
    "drafts.restore": Route(Need.WRITE, RateKind.PREVIEW),
    "drafts.share": Route(Need.WRITE, RateKind.FREE),
    "drafts.undo": Route(Need.WRITE, RateKind.FREE),
    "files.note": Route(Need.OPEN, RateKind.FREE),
    "files.video": Route(Need.SHOWN, RateKind.FREE),
    "guest_links.create": Route(Need.LOOK, RateKind.FREE),
    "guest_links.end": Route(Need.LOOK, RateKind.FREE),
    "guest_links.listing": Route(Need.LOOK, RateKind.FREE),
    "handouts.moving": Route(Need.SHOWN, RateKind.PREVIEW),
    "handouts.on_paper": Route(Need.SHOWN, RateKind.PREVIEW),
    "handouts.slides": Route(Need.SHOWN, RateKind.PREVIEW),
    "health.healthz": Route(Need.OPEN, RateKind.FREE),
    "health.readyz": Route(Need.OPEN, RateKind.FREE),
    "lesson_imports.delete": Route(Need.WRITE, RateKind.FREE),
    "lesson_imports.listing": Route(Need.WRITE, RateKind.FREE),
    "lesson_imports.retrieve": Route(Need.WRITE, RateKind.FREE),
    "lesson_sharing.document": Route(Need.LOOK, RateKind.PREVIEW),
    "lesson_sharing.share": Route(Need.WRITE, RateKind.FREE),
    "lesson_sharing.shared_with": Route(Need.WRITE, RateKind.FREE),
    "lesson_translations.delete": Route(Need.WRITE, RateKind.FREE),
    "lesson_translations.listing": Route(Need.WRITE, RateKind.FREE),
    "lesson_translations.order": Route(Need.WRITE, RateKind.CREATE),
    "lessons.get_lesson": Route(Need.LOOK, RateKind.PREVIEW),
    "lessons.list_lessons": Route(Need.LOOK, RateKind.FREE),
    "lessons.version": Route(Need.LOOK, RateKind.PREVIEW),
    "lessons.versions": Route(Need.LOOK, RateKind.FREE),
    "library.details": Route(Need.READ, RateKind.FREE),
    "library.shelf": Route(Need.READ, RateKind.PREVIEW),
    "login.invited": Route(Need.OPEN, RateKind.LOGIN),
    "login.log_in": Route(Need.OPEN, RateKind.LOGIN),
    "login.log_in_page": Route(Need.OPEN, RateKind.FREE),
    "login.log_out": Route(Need.OPEN, RateKind.FREE),
    "login.register": Route(Need.OPEN, RateKind.LOGIN),
    "markup.html": Route(Need.LOOK, RateKind.PREVIEW),
    "me.delete": Route(Need.LOGIN, RateKind.LOGIN),
    "me.export": Route(Need.LOGIN, RateKind.UPLOAD),
    "me.who": Route(Need.LOGIN, RateKind.FREE),
    "metrics.scrape": Route(Need.ADMIN, RateKind.FREE),
    "model_cards.cards": Route(Need.LOOK, RateKind.FREE),
    "offline.page": Route(Need.SHOWN, RateKind.PREVIEW),
    "own_lessons.create": Route(Need.WRITE, RateKind.UPLOAD),
    "own_lessons.delete": Route(Need.WRITE, RateKind.FREE),
    "own_lessons.hide": Route(Need.LOOK, RateKind.FREE),
    "own_lessons.restore": Route(Need.WRITE, RateKind.PREVIEW),
    "own_lessons.save": Route(Need.WRITE, RateKind.PREVIEW),
    "pages.chat": Route(Need.CHAT, RateKind.PREVIEW),
    "pages.edit_lesson": Route(Need.WRITE, RateKind.FREE),
    "pages.lesson_figure": Route(Need.LOOK, RateKind.PREVIEW),
    "pages.lesson_picture": Route(Need.LOOK, RateKind.PREVIEW),
    "pages.lessons": Route(Need.WRITE, RateKind.FREE),
    "pages.static_file": Route(Need.OPEN, RateKind.FREE),
    "pages.studio": Route(Need.WRITE, RateKind.FREE),
    "prompts.advice": Route(Need.WRITE, RateKind.PREVIEW),
    "prompts.refine": Route(Need.WRITE, RateKind.CHAT),
    "publishing.accounts": Route(Need.WRITE, RateKind.PREVIEW),
    "publishing.cancel": Route(Need.WRITE, RateKind.FREE),
    "publishing.listing": Route(Need.WRITE, RateKind.FREE),
    "publishing.of_video": Route(Need.WRITE, RateKind.FREE),
    "publishing.options": Route(Need.WRITE, RateKind.PREVIEW),
    "publishing.publish": Route(Need.WRITE, RateKind.CREATE),
    "publishing.show": Route(Need.WRITE, RateKind.FREE),
    "replies.video": Route(Need.SHOWN, RateKind.FREE),
    "reports.judge": Route(Need.ADMIN, RateKind.FREE),
    "reports.queue": Route(Need.ADMIN, RateKind.FREE),
    "school.back": Route(Need.OPEN, RateKind.LOGIN),
    "school.leave": Route(Need.OPEN, RateKind.LOGIN),
    "sharing.oembed": Route(Need.SHOWN, RateKind.FREE),
    "sockets.many_videos_socket": Route(Need.LOOK, RateKind.STREAMS),
    "storyboards.of_lesson": Route(Need.LOOK, RateKind.PREVIEW),
    "storyboards.preview": Route(Need.WRITE, RateKind.PREVIEW),
    "storyboards.scene": Route(Need.WRITE, RateKind.PREVIEW),
    "storyboards.schema": Route(Need.LOOK, RateKind.FREE),
    "storyboards.sketch": Route(Need.LOOK, RateKind.PREVIEW),
    "templates.get_template": Route(Need.LOOK, RateKind.FREE),
    "templates.list_templates": Route(Need.LOOK, RateKind.FREE),
    "templates.render_template": Route(Need.WRITE, RateKind.PREVIEW),
    "translations.check": Route(Need.LOOK, RateKind.PREVIEW),
    "translations.listing": Route(Need.LOOK, RateKind.FREE),
    "translations.order": Route(Need.CHANGE, RateKind.CREATE),
    "video.generate": Route(Need.WRITE, RateKind.CREATE),
    "video.retrieve": Route(Need.LOOK, RateKind.FREE),
    "video_examples.brand_animation": Route(Need.WRITE, RateKind.CREATE),
    "video_examples.product_showcase": Route(Need.WRITE, RateKind.CREATE),
    "video_examples.social_media": Route(Need.WRITE, RateKind.CREATE),
    "visiting.follow": Route(Need.OPEN, RateKind.FREE),
    "voices.list_voices": Route(Need.LOOK, RateKind.FREE),
    "voices.preview": Route(Need.WRITE, RateKind.PREVIEW),
    "watched_pages.film": Route(Need.READ, RateKind.FREE),
    "watched_pages.films": Route(Need.READ, RateKind.FREE),
    "watching.embed": Route(Need.SHOWN, RateKind.FREE),
    "watching.watch": Route(Need.SHOWN, RateKind.FREE),
}

ROUTES: Mapping[str, Route] = {
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
