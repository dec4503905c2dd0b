"""The wiring of a process that serves: every room is built here, once, and handed to those that need it."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Sequence
from functools import partial

from .access.audience import Audience
from .access.audit_log import AuditLog
from .access.building import check_opening
from .access.moderation.reports import Reports
from .access.rechecks import Rechecks
from .access.refusals import note_refusal
from .access.shares import Shares
from .analytics.counting import ViewCounter
from .analytics.people import WatchingPeople
from .analytics.reports import AnalyticsReports
from .chat.changes import VideoChanges
from .chat.conversations import Conversations
from .chat.decide import Decider, ModelDecider, RuleDecider
from .chat.keyed import KeyedChat
from .chat.keys import ChatKeys
from .chat.service import Chat
from .chat.understanding import understood
from .collaboration.hub import DraftHub
from .collaboration.shared_drafts import SharedDrafts
from .film_collections.contents import Contents
from .film_collections.outlines import CourseOutlines
from .film_collections.sharing import CollectionSharing
from .films.preview_service import PreviewService
from .films.spoken_film import warm_up
from .films.voice_samples import VoiceSamples
from .handouts.ahead import HandoutsAhead
from .handouts.making import Handouts
from .housekeeping import Chores, WorkTidier
from .jobs import EtaEstimator, JobWaker, Runner, Watch
from .jobs.catalogue import Catalogue
from .jobs.characters import Characters
from .jobs.costs import Costs
from .jobs.notices import listener_of
from .jobs.store.translated import TranslatedFilms
from .jobs.waiters import Waiters
from .metrics.building import metrics_of, port_of
from .model7.base_container import BaseContainer, prepare_making
from .model7.callbacks import Callbacks
from .model7.remaking import Remaker
from .model7.translating import TranslationOrders
from .settings import Settings
from .translations.readiness import LanguageReadiness
from .web.lesson_html import warm_up as warm_up_lessons
from .web.safe_html import safe_html
from .workers.broker import celery_app
from .workers.tokens import TokenSender
from .workers.waker import TokenWaker
from .writers.templates.library import TemplateLibrary

_WARM_UP_AFTER = 1.0
"""Seconds after the start: until then the processors are for the first answer."""
_KEPT_FREE = 64
"""Threads that never wait for a video."""


class Container(BaseContainer):
    """All rooms of a process that serves, wired together. Nothing moves before `open`. `engines` stand in for
    VIDEO_ENGINES.
    """

    def __init__(self, settings: Settings, *, engines: Sequence[str] | None = None) -> None:
        super().__init__(settings, engines=engines)
        self._build_reading()
        self._build_access()
        self._build_chat()
        self._build_analytics()
        self.runner = self._waker()
        self.callbacks = Callbacks(self.engines, self.store, self.runner.nudge)
        self.metrics = metrics_of(
            settings, self.database, self.store.clock, self.engines, self.watch, self.room, self.chat_model
        )
        self._metrics_port = port_of(settings, self.metrics)
        self.chores = Chores(settings, self.database, self.store, self.storage, self.work)
        self.tidier = WorkTidier(self.store, self.work, self.lessons.leftovers)
        self.stopping = False
        self._warming = threading.Timer(_WARM_UP_AFTER, self._warm_up)
        self._warming.daemon = True

    def _waker(self) -> JobWaker:
        """Who wakes jobs: a runner here, or tokens for workers. Raises `SettingsError` if workers can't be woken."""
        if self.settings.workers == "embedded":
            return Runner(self.store, self.pipeline.step, engines=self.engines.known)
        return TokenWaker(self.store, TokenSender(celery_app(self.settings), self.store.clock))

    def _build_reading(self) -> None:
        """Who reads and watches rows."""
        self.watch = Watch(self.store, listener_of(self.database))
        self.waiters = Waiters(self.settings.web_threads - _KEPT_FREE)
        self.pace = EtaEstimator(self.database)
        self.catalogue = Catalogue(self.database)
        self.costs = Costs(self.database)
        self.characters = Characters(self.database)
        self.conversations = Conversations(self.database)
        self.drafts = SharedDrafts(self.database)
        self.draft_hub = DraftHub(self.drafts)
        self.audit = AuditLog(self.database, keep_days=self.settings.keep_audit_days)

    def _build_access(self) -> None:
        """Who asks, and what they may."""
        self.rechecks = Rechecks(self.store.clock)
        self.files_origin = self.storage.origin()
        self.shares = Shares(self.database)
        self.audience = Audience(self.database, self.links)
        self.reports = Reports(self.database, self.store.clock)
        self._build_collections()

    def _build_collections(self) -> None:
        """Films and lessons in an order."""
        self.collection_sharing = CollectionSharing(self.database, self.links)
        self.outlines = CourseOutlines(self.materials)
        self.contents = Contents(self.collections, self.store, self.materials, self.shares, self.links.access)

    def _build_chat(self) -> None:
        """What takes a message, and orders the video that it asks for."""
        self.templates = TemplateLibrary.load(self.settings.templates_dir)
        self.previews = PreviewService(self.settings, self.work)
        self.handouts = Handouts(self.previews, self.storage, self._printed_page, self.settings.lessons_dir)
        self.handouts_ahead = HandoutsAhead(self.handouts)
        self.voice_samples = VoiceSamples(self.settings, self.pool)
        self.remaker = Remaker(
            self.engines, self.materials, self.voice_samples.by_name(), self.chat_model is not None, self.store.get
        )
        self._build_translations()
        changes = VideoChanges(self.remaker, self.store)
        self.chat = Chat(
            self.materials,
            self._decider(),
            self.writer,
            self.model7,
            self.conversations,
            changes,
            self.moderator,
            partial(note_refusal, self.audit),
        )
        keys = ChatKeys(self.database, clock=self.store.clock)
        self.keyed_chat = KeyedChat(self.chat, keys, self.conversations, self.waiters)

    def _build_analytics(self) -> None:
        """What counts who watches, without knowing who."""
        clock = self.store.clock
        self.views = ViewCounter(self.database, self.store.visible, self.storage, clock)
        self.analytics = AnalyticsReports(self.database, clock)
        self.watching = WatchingPeople(self.database, clock, self.settings.analytics_names)

    def _build_translations(self) -> None:
        """What puts films into further languages."""
        self.films = TranslatedFilms(self.database)
        self.readiness = LanguageReadiness(self.settings, self.pool, self.voice_samples)
        self.translations = TranslationOrders(
            self.model7, self.engines, self.films, has_model=self.chat_model is not None
        )

    @property
    def tells_paths(self) -> bool:
        """Whether replies say where a film is on this machine: to those who run it, or if LOCAL_PATHS asks for that."""
        asked = self.settings.local_paths or not self.identity.is_guarded
        return asked and self.storage.shown("") is not None

    def _printed_page(self, job_id: str) -> str | None:
        """Where a video is watched, for paper: nothing that only some may know is printed."""
        settings = self.settings
        open_to_all = settings.public_url and settings.video_access == "public"
        return f"{settings.public_url}/watch/{job_id}" if open_to_all else None

    def _decider(self) -> Decider:
        """What finds out whether a message asks for a video."""
        by_rules = RuleDecider(self.writer)
        if self.chat_model is None:
            return by_rules
        return ModelDecider(self.chat_model, self.library, by_rules, self._may_be_shown)

    def open(self) -> None:
        """Begin to work: go on with unfinished jobs, and clean up now and once a day; with workers they do that."""
        self.chat.warm_up()
        self.runner.start()
        self._warming.start()
        if self._metrics_port is not None:
            self._metrics_port.open()
        self.tidier.start()
        if self.settings.workers == "embedded":
            if self.dispatcher is not None:
                self.dispatcher.start()
            self.publishing.start()
            self.clerk.start()
            self.chores.start()
            self.lessons.importer.start()
            self.lesson_translator.start()

    def _warm_up(self) -> None:
        """Load what the first video would wait for; the less time there is around a paid call, the better."""
        if self.renders is None:
            self.pool.warm(warm_up)
        warm_up_lessons(self.library)
        safe_html(self.confined, ("$x$ in `code`",))
        understood("Make a video in portrait", {})
        for words in ("Make a video", "视频", "वीडियो", "فيديو"):  # one for each script: its lists are read
            self.moderator.review([words])
        if self.settings.has_chat_model or "sora" in self.engines.names:
            importlib.import_module("openai")

    def let_go(self) -> None:
        """The end is near: say so to those who ask whether to send requests here, and to those who wait."""
        self.stopping = True
        self.watch.stop()
        self.keyed_chat.stop()

    def close(self) -> None:
        """Stop working. What is under way goes on after the next start."""
        self.let_go()
        if self._metrics_port is not None:
            self._metrics_port.close()
        self._warming.cancel()
        self.chores.stop()
        self.lessons.importer.stop()
        self.lesson_translator.stop()
        self.tidier.stop()
        self.clerk.stop()
        self.outlines.stop()
        self.runner.stop()
        self.handouts_ahead.stop()
        self.previews.stop()
        super().close()


def prepare(settings: Settings) -> None:
    """Find what is wrong before anything is served, and bring the database up to date. Raises `Model7Error`."""
    prepare_making(settings)
    check_opening(settings)
    if settings.workers != "embedded":
        celery_app(settings)
