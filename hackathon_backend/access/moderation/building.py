"""The moderator that the settings ask for."""

from __future__ import annotations

from ...settings import Settings
from .endpoint import EndpointModerator
from .listed import ListModerator
from .verdict import Moderator, NoModerator


def moderator_of(settings: Settings) -> Moderator:
    """The built-in list, an endpoint after it if one is set up, or none at all."""
    if settings.moderation == "off":
        return NoModerator()
    by_list = ListModerator()
    if settings.moderation_api_key is None and settings.moderation_base_url is None:
        return by_list
    return EndpointModerator(
        by_list, settings.moderation_api_key, settings.moderation_base_url, settings.moderation_model
    )
