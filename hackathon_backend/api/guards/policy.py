"""What each route needs of whoever asks for it, as one table, which docs/access.md shows. A route has to be in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from flask import Flask

from ...access.principal import Principal, Proof, Scope
from ...errors import LoginRequired, NotAllowed, PasswordToChange


class Need(Enum):
    """What has to be known of whoever asks, as the documentation says it."""

    OPEN = "nothing"
    """Nobody is asked who they are, or it is proved otherwise, as by a signature."""
    SHOWN = "what `VIDEO_ACCESS` says"
    """For those who may see the video, logged in or not: the route itself finds that out."""
    LOGIN = "a log-in"
    """Whoever it is, and whatever they may do."""
    SESSION = "a log-in on the pages"
    """Of a browser, with its cookie."""
    LOOK = "`chat` or `videos:read`"
    CHAT = "`chat`"
    READ = "`videos:read`"
    CHANGE = "`chat` or `videos:write`"
    """What a student does with a video that the chat has made for them."""
    WRITE = "`videos:write`"
    ADMIN = "`admin`"


ENOUGH: Mapping[Need, tuple[Scope, ...]] = {
    Need.LOOK: (Scope.CHAT, Scope.READ),
    Need.CHAT: (Scope.CHAT,),
    Need.READ: (Scope.READ,),
    Need.CHANGE: (Scope.CHAT, Scope.WRITE),
    Need.WRITE: (Scope.WRITE,),
    Need.ADMIN: (Scope.ADMIN,),
}
"""Scopes of which one is enough."""

_PROTOCOL: Mapping[Need, tuple[str, ...]] = {
    Need.SHOWN: ("videos.report",),
    Need.LOOK: ("videos.retrieve", "videos.content", "videos.events", "videos.poll", "videos.video_socket",
                "models.listing", "models.retrieve"),
    Need.READ: ("videos.listing", "videos.deliveries", "videos.retrieve_character", "videos.shared_with"),
    Need.CHANGE: ("videos.cancel", "videos.remix"),
    Need.WRITE: ("videos.create", "videos.edit", "videos.edit_film", "videos.edit_upload",
                 "videos.describe", "videos.extend", "videos.delete", "videos.create_character",
                 "videos.renew_link", "videos.share_with"),
}  # fmt: skip
"""The Videos protocol, which is served at two places."""

_OTHERS: Mapping[Need, tuple[str, ...]] = {
    Need.OPEN: ("health.healthz", "health.readyz", "docs.openapi", "docs.page", "pages.static_file", "callbacks.hear",
                "files.note", "login.log_in_page", "login.log_in", "login.log_out", "login.register",
                "login.invited", "school.leave", "school.back",
                "visiting.follow"),
    Need.SHOWN: ("analytics.watched",
                 "files.video", "watching.watch", "watching.embed", "sharing.oembed", "replies.video",
                 "handouts.on_paper", "handouts.slides", "handouts.moving", "offline.page",
                 "collecting.page", "collecting.embed", "collections.one", "collection_zip.whole"),
    Need.LOGIN: ("me.who", "me.export", "me.delete"),
    Need.SESSION: ("account.account_page", "account.change_password", "account.delete_everything",
                   "account.end_session"),
    Need.LOOK: ("art.find_art", "art.show_art", "guest_links.create", "guest_links.listing", "guest_links.end",
                "collecting.shelf", "collections.listing", "courses.outline", "lessons.list_lessons",
                "lessons.get_lesson",
                "lesson_sharing.document", "lessons.version", "lessons.versions", "markup.html", "own_lessons.hide",
                "model_cards.cards", "pages.lesson_figure", "pages.lesson_picture",
                "sockets.many_videos_socket", "storyboards.of_lesson", "storyboards.schema", "storyboards.sketch",
                "templates.get_template", "templates.list_templates", "video.retrieve", "voices.list_voices",
                "translations.check", "translations.listing"),
    Need.CHANGE: ("collections.create", "collections.change", "collections.delete", "collection_items.add",
                  "collection_items.delete", "collection_items.order", "collection_showing.renew_link",
                  "collection_showing.share_with", "collection_showing.shared_with", "translations.order"),
    Need.CHAT: ("chat.say", "chat.conversation", "chat.message", "chat.message_events", "pages.chat"),
    Need.READ: ("analytics.film", "analytics.film_csv", "analytics.films", "analytics.films_csv",
                "analytics.people_csv",
                "watched_pages.film", "watched_pages.films",
                "costs.budgets", "costs.report", "library.details", "library.shelf"),
    Need.WRITE: ("collecting.course", "courses.again", "courses.create",
                 "analytics.switch_names",
                 "lesson_imports.delete", "lesson_imports.listing", "lesson_imports.retrieve",
                 "lesson_sharing.share", "lesson_sharing.shared_with",
                 "lesson_translations.delete", "lesson_translations.listing", "lesson_translations.order",
                 "own_lessons.create", "own_lessons.delete", "own_lessons.restore", "own_lessons.save",
                 "pages.edit_lesson", "pages.lessons", "pages.studio", "prompts.advice", "prompts.refine",
                 "storyboards.preview", "storyboards.scene", "templates.render_template", "video.generate",
                 "drafts.create", "drafts.listing", "drafts.one", "drafts.edit", "drafts.delete", "drafts.share",
                 "drafts.editors",
                 "drafts.history", "drafts.restore", "drafts.undo", "drafts.live",
                 "video_examples.brand_animation", "video_examples.product_showcase", "video_examples.social_media",
                 "voices.preview",
                 "publishing.accounts", "publishing.cancel", "publishing.listing", "publishing.of_video",
                 "publishing.options", "publishing.publish", "publishing.show",
                 "branding.drop", "branding.put", "branding.show"),
    Need.ADMIN: ("audit.entries", "metrics.scrape", "reports.judge", "reports.queue"),
}  # fmt: skip

NEEDS: Mapping[str, Need] = {view: need for need, views in _OTHERS.items() for view in views} | {
    f"{routes}_{place}.{view}": need
    for need, views in _PROTOCOL.items()
    for routes, view in (each.split(".") for each in views)
    for place in ("v1", "api_v1")
}
"""By the name of the view, as Flask has it: blueprint, dot, function."""


def need_of(view: str | None) -> Need:
    """What a view needs; one that came from elsewhere is for admins."""
    return NEEDS.get(view or "", Need.ADMIN)


def check_policy(app: Flask) -> None:
    """Raise `RuntimeError` if a route of the app is not in the table."""
    missing = sorted({rule.endpoint for rule in app.url_map.iter_rules()} - NEEDS.keys())
    if missing:
        raise RuntimeError(f"api/guards/policy.py does not say who may ask for {', '.join(missing)}.")


def check_need(need: Need, who: Principal | None) -> None:
    """Raise `LoginRequired` if it has to be known who asks, `NotAllowed` if that is known and is not enough."""
    enough = ENOUGH.get(need, ())
    if who is not None and any(who.may(scope) for scope in enough):
        return
    if who is None or who.proof is Proof.ANONYMOUS:
        raise LoginRequired("Say who you are: log in, or send an API key or a token as Authorization: Bearer.")
    if need is Need.SESSION and who.proof not in (Proof.SESSION, Proof.LOCAL):
        raise LoginRequired("This is for browsers that have logged in at /login.")
    if need in (Need.LOGIN, Need.SESSION):
        return
    if who.proof is Proof.SESSION and not who.scopes:
        raise PasswordToChange("Somebody else has made your password: choose one of your own at /account first.")
    scopes = need.value.replace("`", "")
    raise NotAllowed(f"Your log-in does not allow this: it needs {scopes}. Ask whoever runs this server for it.")
