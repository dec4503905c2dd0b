"""The wiring: every room is built here, once, and handed to those that need it."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler

from .access.audience import Audience
from .access.audit_log import AuditLog
from .access.building import check_opening, identity_of
from .access.job_audit import JobAudit
from .access.keys import ApiKeys
from .access.links import SHARE, Links, VideoAccess
from .access.moderation.building import moderator_of
from .access.moderation.reports import Reports
from .access.people import people_of
from .access.principal import LOCAL
from .access.rechecks import Rechecks
from .access.shares import Shares
from .access.spending.alerts import BudgetAlerts
from .access.spending.budgets import Budgets, SpendingLimits
from .access.spending.quotas import Quotas
from .chat.changes import VideoChanges
from .chat.conversations import Conversations
from .chat.decide import Decider, ModelDecider, RuleDecider
from .chat.retention import Retention
from .chat.service import Chat
from .chat.understanding import understood
from .confined import Confined
from .engines import EngineDeps, build_engines
from .films.pool import RenderPool
from .films.pooled_check import PooledCheck
from .films.preview_service import PreviewService
from .films.stages import warm_up
from .films.voice_samples import VoiceSamples
from .films.voices import PooledVoice, voice_of
from .housekeeping import Housekeeper
from .jobs import Database, EtaEstimator, JobStore, JobWaker, Runner, Watch, prepare_database
from .jobs.catalogue import Catalogue
from .jobs.characters import Characters
from .jobs.costs import Costs
from .jobs.notices import listener_of
from .jobs.store.traffic import SharedTraffic
from .jobs.waiters import Waiters
from .lessons import Library
from .metrics.building import metrics_of, port_of
from .model7 import Model7
from .model7.callbacks import Callbacks
from .model7.deps import PipelineDeps
from .model7.pipeline import Pipeline
from .model7.remaking import Remaker
from .model7.steps.finishing import Finisher
from .settings import Settings
from .storage import DiskRoom, LocalStorage, Storage, WorkFolders
from .web.lesson_html import warm_up as warm_up_lessons
from .web.safe_html import safe_html
from .webhooks import Dispatcher, Outbox, Targets
from .writers.base import Writer
from .writers.failover import FailoverWriter
from .writers.lesson.writer import LessonWriter
from .writers.llm.chat_model import ChatModel
from .writers.llm.faults import ModelUse
from .writers.llm.writer import LlmWriter
from .writers.refining.refiner import Refiner
from .writers.templates.library import TemplateLibrary

_WARM_UP_AFTER = 1.0
"""Seconds after the start: until then the processors are for the first answer."""
_RULES = "Prompts are refined by rules."
_KEPT_FREE = 64
"""Threads that never wait for a video."""


class Container:
    """All rooms of one process, wired together. Nothing moves before `open`. `engines` stand in for VIDEO_ENGINES."""

    def __init__(self, settings: Settings, *, engines: Sequence[str] | None = None) -> None:
        self.settings = settings
        self._build_rows()
        self._build_films(engines)
        self._build_writers()
        self._build_chat()
        self._build_runner()
        self.metrics = metrics_of(
            settings, self.database, self.store, self.engines, self.watch, self.room, self.chat_model
        )
        self._metrics_port = port_of(settings, self.metrics)
        self.stopping = False
        self._scheduler = BackgroundScheduler(daemon=True)
        self._warming = threading.Timer(_WARM_UP_AFTER, self._warm_up)
        self._warming.daemon = True

    def _build_rows(self) -> None:
        """What is kept: files, rows, and who reads and watches them."""
        settings = self.settings
        self.work = WorkFolders(settings.work_dir)
        self.work.prepare()
        self.storage: Storage = LocalStorage(settings.video_dir)
        self.storage.prepare()
        self.room = DiskRoom(
            settings.video_dir,
            reserve=int(settings.disk_reserve_mb * 1_000_000),
            most=int(settings.max_storage_mb * 1_000_000),
        )
        self.database = Database(settings.database_url)
        self.store = JobStore(self.database)
        self.watch = Watch(self.store, listener_of(self.database))
        self.waiters = Waiters(settings.web_threads - _KEPT_FREE)
        self.pace = EtaEstimator(self.database)
        self.catalogue = Catalogue(self.database)
        self.costs = Costs(self.database)
        self.keys = ApiKeys(self.database)
        self.people = people_of(settings, self.database, self.keys)
        self.identity = identity_of(settings, self.keys, self.people.guests, self.people.sessions)
        self.rechecks = Rechecks(self.store.clock)
        self.moderator = moderator_of(settings)
        self.quotas = Quotas(settings, self.storage, lambda: self.identity.is_guarded)
        self.characters = Characters(self.database)
        self.shares = Shares(self.database)
        self.links = Links(VideoAccess(settings.video_access), clock=self.store.clock)
        self.audience = Audience(self.database, self.links)
        self.reports = Reports(self.database, self.store.clock)
        self.conversations = Conversations(self.database)
        self.targets = Targets(settings.webhook_url, settings.webhook_hosts)
        self.outbox = Outbox(self.database, self.targets)
        self.budget_alerts = BudgetAlerts(self.database, self.outbox.announce)
        self.budgets = Budgets(self.database, SpendingLimits.of(settings), self.keys.budget_of, self.budget_alerts.note)
        self.audit = AuditLog(self.database, keep_days=settings.keep_audit_days)
        self.store.listeners += [self.outbox, JobAudit()]
        self.dispatcher = self._dispatcher()
        retention = Retention(self.database, settings.keep_conversations_days)
        self.housekeeper = Housekeeper(
            self.store, self.storage, self.work, max_age_days=settings.max_video_age_days, retention=retention
        )

    def _dispatcher(self) -> Dispatcher | None:
        """What hands webhooks over, if any can be signed."""
        if self.settings.webhook_secret is None:
            return None
        dispatcher = Dispatcher(self.outbox, self.targets, self.settings.webhook_secret, self.page_of)
        self.store.listeners.append(dispatcher)
        self.outbox.on_new.append(dispatcher.nudge)
        return dispatcher

    def page_of(self, job_id: str) -> str | None:
        """Where the video is watched by whoever has its link, if there are links."""
        token = self.links.of_page(self.store.get(job_id), LOCAL, None)
        return f"{self.settings.public_url or ''}/watch/{job_id}?{SHARE}={token}" if token else None

    def _build_films(self, engines: Sequence[str] | None) -> None:
        """What draws, speaks and renders. Raises `SettingsError` for a wrong name in VOICES or VIDEO_ENGINES."""
        self.pool = RenderPool(self.settings.cores)
        self.previews = PreviewService(self.settings)
        self.confined = Confined()
        voice_of(self.settings)
        self.voice_samples = VoiceSamples(self.settings, self.pool)
        self.engines = build_engines(EngineDeps(self.settings, self.pool), engines)
        self.engines.share(lambda name: SharedTraffic(self.database, name, self.store.clock))

    def _build_writers(self) -> None:
        """What writes briefs and answers: the language model, if there is one, before the lesson writer."""
        self.library = Library.load(*([self.settings.lessons_dir] if self.settings.lessons_dir else []))
        self.templates = TemplateLibrary.load(self.settings.templates_dir)
        self.chat_model = chat_model_of(self.settings)
        self.refiner = Refiner(refine_model_of(self.settings, self.chat_model))
        by_hand = LessonWriter(self.library)
        self.writer: Writer = by_hand
        self._decider: Decider = RuleDecider(by_hand)
        if model := self.chat_model:
            by_model = LlmWriter(
                model, self.library, parallel=self.settings.chat_parallel, check=PooledCheck(self.pool)
            )
            self.writer = FailoverWriter([by_model, by_hand])
            self._decider = ModelDecider(model, self.library, RuleDecider(self.writer))

    def _build_chat(self) -> None:
        """What takes a message, and orders the video that it asks for."""
        self.model7 = Model7(self.store, self.engines, self.storage, self.work, self.room, self.budgets, self.quotas)
        self.remaker = Remaker(
            self.engines, self.library, self.voice_samples.by_name(), self.chat_model is not None, self.store.get
        )
        changes = VideoChanges(self.remaker, self.store, self.library)
        self.chat = Chat(
            self.library, self._decider, self.writer, self.model7, self.conversations, changes, self.moderator
        )

    def _build_runner(self) -> None:
        """What makes the videos that are ordered."""
        settings = self.settings
        finisher = Finisher(
            self.storage,
            self.work,
            partial(PooledVoice, self.pool, settings),
            narration=settings.narration_audio,
            voice_speed=settings.voice_speed,
        )
        deps = PipelineDeps(
            settings,
            self.store,
            self.budgets,
            self.engines,
            self.writer,
            self.refiner,
            self.library,
            self.storage,
            self.work,
            finisher,
            self.moderator,
            self.confined,
        )
        self.runner: JobWaker = Runner(self.store, Pipeline(deps).step, engines=self.engines.known)
        self.callbacks = Callbacks(self.engines, self.store, self.runner.nudge)

    def open(self) -> None:
        """Begin to work: go on with unfinished jobs, and clean up now and once a day."""
        self.chat.warm_up()
        self.runner.start()
        self._warming.start()
        if self.dispatcher is not None:
            self.dispatcher.start()
        if self._metrics_port is not None:
            self._metrics_port.open()
        self._scheduler.add_job(
            self.housekeeper.clean, "interval", days=1, id="clean-up", next_run_time=datetime.now(UTC)
        )
        self._scheduler.add_job(
            self.audit.forget_old, "interval", days=1, id="old-audit", next_run_time=datetime.now(UTC)
        )
        self._scheduler.start()

    def _warm_up(self) -> None:
        """Load what the first video would wait for; the less time there is around a paid call, the better."""
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

    def close(self) -> None:
        """Stop working. What is under way goes on after the next start."""
        self.let_go()
        if self._metrics_port is not None:
            self._metrics_port.close()
        self._warming.cancel()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self.dispatcher is not None:
            self.dispatcher.stop()
        self.runner.stop()
        self.pool.stop()
        self.previews.stop()
        self.confined.stop()
        self.database.close()


def prepare(settings: Settings) -> None:
    """Find what is wrong before anything is served, and bring the database up to date. Raises `Model7Error`."""
    WorkFolders(settings.work_dir).prepare()
    voice_of(settings)
    build_engines(EngineDeps(settings, RenderPool(settings.cores)))
    prepare_database(settings.database_url)
    check_opening(settings)


def chat_model_of(settings: Settings) -> ChatModel | None:
    """The language model that the settings name, if they name one."""
    if not settings.has_chat_model:
        return None
    return ChatModel(
        settings.openai_api_key, settings.openai_base_url, settings.chat_model, timeout=settings.chat_timeout
    )


def refine_model_of(settings: Settings, chat_model: ChatModel | None) -> ChatModel | None:
    """The language model that refines prompts: one of its own if the settings name one, else the chat's."""
    name, key = settings.refine_model or settings.chat_model, settings.refine_key
    if key or settings.refine_base_url:
        use = ModelUse(settings.refine_key_name, "REFINE_BASE_URL", "REFINE_MODEL", _RULES)
        return ChatModel(key, settings.refine_url, name, timeout=settings.chat_timeout, use=use)
    if chat_model is None or name == settings.chat_model:
        return chat_model
    use = ModelUse(name="REFINE_MODEL", stand_in=_RULES)
    return ChatModel(settings.openai_api_key, settings.openai_base_url, name, timeout=settings.chat_timeout, use=use)
