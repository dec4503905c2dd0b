"""As what each route is counted when it is asked how often somebody may, as one table. A route has to be in it.

What takes a database a moment is free; what reads, draws, searches or renders something is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask import Flask


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


_PROTOCOL: Mapping[RateKind, tuple[str, ...]] = {
    RateKind.CREATE: ("videos.create", "videos.remix", "videos.edit", "videos.describe", "videos.extend",
                      "videos.edit_film"),
    RateKind.UPLOAD: ("videos.edit_upload", "videos.create_character"),
    RateKind.STREAMS: ("videos.events", "videos.poll", "videos.video_socket"),
    RateKind.FREE: ("videos.retrieve", "videos.content", "videos.listing", "videos.deliveries", "videos.cancel",
                    "videos.delete", "videos.report", "videos.renew_link", "videos.share_with", "videos.shared_with",
                    "videos.retrieve_character", "models.listing", "models.retrieve"),
}  # fmt: skip
"""The Videos protocol, which is served at two places."""

_OTHERS: Mapping[RateKind, tuple[str, ...]] = {
    RateKind.CHAT: ("chat.say", "prompts.refine"),
    RateKind.CREATE: ("courses.again", "courses.create",
                      "video.generate", "video_examples.brand_animation", "video_examples.product_showcase",
                      "video_examples.social_media", "publishing.publish", "translations.order",
                      "lesson_translations.order"),
    RateKind.UPLOAD: ("me.export", "own_lessons.create"),
    RateKind.STREAMS: ("chat.message_events", "drafts.live", "sockets.many_videos_socket"),
    RateKind.PREVIEW: ("collection_items.add", "collections.create", "drafts.create", "drafts.edit", "drafts.restore",
                       "courses.outline",
                       "lesson_sharing.document", "own_lessons.restore", "own_lessons.save", "art.find_art",
                       "library.shelf", "lessons.get_lesson", "lessons.version", "markup.html", "pages.chat",
                       "pages.lesson_figure", "pages.lesson_picture", "prompts.advice", "storyboards.of_lesson",
                       "storyboards.preview", "storyboards.scene", "storyboards.sketch", "templates.render_template",
                       "publishing.accounts", "publishing.options", "branding.put",
                       "voices.preview", "handouts.on_paper", "handouts.slides", "handouts.moving", "offline.page",
                       "collection_zip.whole", "translations.check"),
    RateKind.VIEWS: ("analytics.watched",),
    RateKind.LOGIN: ("login.log_in", "login.register", "login.invited", "school.leave", "school.back",
                     "account.change_password", "account.delete_everything", "me.delete"),
    RateKind.FREE: ("analytics.film", "analytics.film_csv", "analytics.films", "analytics.films_csv",
                    "analytics.people_csv", "analytics.switch_names",
                    "watched_pages.film", "watched_pages.films",
                    "account.account_page", "account.end_session", "art.show_art", "audit.entries", "callbacks.hear",
                    "chat.conversation", "chat.message", "collecting.course",
                    "collecting.embed", "collecting.page", "collecting.shelf",
                    "collection_items.delete",
                    "collection_items.order", "collection_showing.renew_link", "collection_showing.share_with",
                    "collection_showing.shared_with", "collections.change", "collections.delete",
                    "collections.listing", "collections.one",
                    "costs.budgets", "costs.report", "docs.openapi", "docs.page",
                    "drafts.listing", "drafts.one", "drafts.delete", "drafts.share",
                    "drafts.editors",
                    "drafts.history", "drafts.undo",
                    "files.note", "files.video", "guest_links.create", "guest_links.end", "guest_links.listing",
                    "health.healthz", "health.readyz", "lessons.list_lessons", "lessons.versions",
                    "lesson_imports.delete", "lesson_imports.listing", "lesson_imports.retrieve",
                    "lesson_translations.delete", "lesson_translations.listing",
                    "lesson_sharing.share", "lesson_sharing.shared_with",
                    "own_lessons.delete", "own_lessons.hide", "library.details", "login.log_in_page",
                    "login.log_out", "me.who", "metrics.scrape", "model_cards.cards", "pages.edit_lesson",
                    "pages.lessons", "pages.static_file", "pages.studio", "replies.video", "reports.judge",
                    "reports.queue", "sharing.oembed",
                    "storyboards.schema", "templates.get_template", "templates.list_templates", "video.retrieve",
                    "visiting.follow", "voices.list_voices", "watching.embed", "watching.watch", "translations.listing",
                    "publishing.cancel", "publishing.listing", "publishing.of_video", "publishing.show",
                    "branding.drop", "branding.show"),
}  # fmt: skip

RATED: Mapping[str, RateKind] = {view: kind for kind, views in _OTHERS.items() for view in views} | {
    f"{routes}_{place}.{view}": kind
    for kind, views in _PROTOCOL.items()
    for routes, view in (each.split(".") for each in views)
    for place in ("v1", "api_v1")
}
"""By the name of the view, as Flask has it. Of a form that is shown and sent at one address only the sending counts."""


def check_rated(app: Flask) -> None:
    """Raise `RuntimeError` if a route of the app is not in the table."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - RATED.keys())
    if missing:
        raise RuntimeError(f"api/guards/rated.py does not say how often one may ask for {', '.join(missing)}.")
