"""What the routes call, reached from the app that serves them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from ..chat.conversations import Conversations
from ..chat.service import Chat
from ..confined import Confined
from ..engines import Engines
from ..films.preview_service import PreviewService
from ..films.voice_samples import VoiceSamples
from ..jobs import EtaEstimator, JobStore, Watch
from ..jobs.catalogue import Catalogue
from ..jobs.characters import Characters
from ..lessons import Library
from ..model7 import Model7
from ..model7.remaking import Remaker
from ..storage import LocalStorage
from ..webhooks import Outbox, Targets
from ..writers.base import Writer
from ..writers.llm.chat_model import ChatModel
from .guards.origins import Pattern
from .live.streams import Waiters

_KEY = "model7"


@dataclass(frozen=True)
class Services:
    """The rooms below, wired together for one app."""

    chat: Chat
    conversations: Conversations
    library: Library
    engines: Engines
    store: JobStore
    watch: Watch
    pace: EtaEstimator
    storage: LocalStorage
    waiters: Waiters
    model7: Model7
    chat_model: ChatModel | None
    writer: Writer
    remaker: Remaker
    characters: Characters
    outbox: Outbox
    targets: Targets
    max_age_days: float
    origins: Sequence[Pattern]
    """The pages that may open a WebSocket."""
    public_url: str | None
    framed_by: tuple[str, ...]
    catalogue: Catalogue
    previews: PreviewService
    voice_samples: VoiceSamples
    confined: Confined
    """Where what strangers send is read."""


def install_services(app: Flask, services: Services) -> None:
    """Give the app its services."""
    app.extensions[_KEY] = services


def services() -> Services:
    """The services of the app that serves this request."""
    found: Services = current_app.extensions[_KEY]
    return found
