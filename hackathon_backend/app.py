"""Wiring: every room is built here, once, and handed to those that need it."""

from __future__ import annotations

import importlib
import logging
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from flask_cors import CORS

from .api.chat.routes import chat as chat_routes
from .api.files.routes import files as file_routes
from .api.guards.gate import install_gate
from .api.guards.origins import origin_patterns
from .api.guards.prefix import Prefix
from .api.health.routes import health as health_routes
from .api.lessons.routes import lessons as lesson_routes
from .api.library.replies import replies as reply_routes
from .api.library.routes import library as library_routes
from .api.live.streams import Waiters
from .api.models.routes import models_at
from .api.models.routes import pickers as picker_routes
from .api.openapi import install_docs
from .api.reading import WritableJson, install_errors
from .api.services import Services, install_services
from .api.sharing import sharing as sharing_routes
from .api.storyboards.routes import storyboards as storyboard_routes
from .api.videos import sockets as socket_routes
from .api.videos import videos_at
from .api.voices.routes import voices as voice_routes
from .chat.changes import Changes
from .chat.conversations import Conversations
from .chat.decide import Decider, ModelDecider, RuleDecider
from .chat.service import Chat
from .chat.understanding import understood
from .confined import Confined
from .engines import EngineDeps, build_engines
from .films.pool import RenderPool
from .films.preview_service import PreviewService
from .films.voice_samples import VoiceSamples
from .films.voices import PooledVoice, voice_of
from .housekeeping import Housekeeper
from .jobs import Database, EtaEstimator, JobStore, Runner, Watch, prepare_database
from .jobs.catalogue import Catalogue
from .jobs.characters import Characters
from .lessons import Library
from .model7 import Model7
from .model7.deps import PipelineDeps
from .model7.finishing import Finisher
from .model7.pipeline import Pipeline
from .model7.remaking import Remaker
from .net.strict_json import MOST_BYTES
from .settings import Settings, load_settings
from .storage import LocalStorage
from .web.headers import install_headers
from .web.lesson_page import warm_up as warm_up_pages
from .web.markup import markup as markup_routes
from .web.pages import pages as page_routes
from .web.safe_html import safe_html
from .web.watching import watching as watching_routes
from .webhooks import Dispatcher, Outbox, Targets
from .writers.base import Writer
from .writers.failover import WriterLadder
from .writers.lesson.writer import LessonWriter
from .writers.llm.chat_model import ChatModel
from .writers.llm.writer import LlmWriter

log = logging.getLogger(__name__)

_WARM_UP_AFTER = 1.0
"""Seconds after the start: until then the processors are for the first answer."""
_KEPT_FREE = 64
"""Threads that never wait for a video."""


class Container:
    """All rooms of one process, wired together. Nothing moves before `open`."""

    def __init__(self, settings: Settings, *, engines: Sequence[str] | None = None) -> None:
        self.settings = settings
        self.storage = LocalStorage(
            settings.video_dir,
            reserve=int(settings.disk_reserve_mb * 1_000_000),
            most=int(settings.max_storage_mb * 1_000_000),
        )
        self.storage.prepare()
        self.database = Database(settings.database_url)
        self.store = JobStore(self.database)
        self.watch = Watch(self.store)
        self.pace = EtaEstimator(self.database)
        self.pool = RenderPool(settings.cores)
        self.previews = PreviewService(settings)
        self.confined = Confined()
        self.voice = partial(PooledVoice, self.pool, settings)
        self.engines = build_engines(EngineDeps(settings, self.pool), engines)
        self.library = Library.load(*([settings.lessons_dir] if settings.lessons_dir else []))
        self.model7 = Model7(self.store, self.engines, self.storage)
        self.voice_samples = VoiceSamples(settings, self.pool)
        has_model = settings.has_chat_model
        self.remaker = Remaker(self.engines, self.library, self.voice_samples.by_name(), has_model, self.store.get)
        self.conversations = Conversations(self.database)
        self.targets = Targets(settings.webhook_url, settings.webhook_hosts)
        self.outbox = Outbox(self.database, self.targets)
        self.store.on_end.append(self.outbox.note)
        self.housekeeper = Housekeeper(self.store, self.storage, max_age_days=settings.max_video_age_days)
        self._wire_writers()
        self.dispatcher = self._dispatcher()
        self._scheduler = BackgroundScheduler(daemon=True)

    def _wire_writers(self) -> None:
        by_hand = LessonWriter(self.library)
        writer: Writer = by_hand
        decider: Decider = RuleDecider(by_hand)
        self.chat_model = chat_model_of(self.settings)
        if model := self.chat_model:
            writer = WriterLadder([LlmWriter(model, self.library), by_hand])
            decider = ModelDecider(model, self.library, RuleDecider(writer))
        self.writer = writer
        changes = Changes(self.remaker, self.store, self.library)
        self.chat = Chat(self.library, decider, writer, self.model7, self.conversations, changes)
        voice_of(self.settings)  # a wrong name in VOICES stops the start
        finisher = Finisher(
            self.storage, self.voice, narration=self.settings.narration_audio, voice_speed=self.settings.voice_speed
        )
        deps = PipelineDeps(self.settings, self.store, self.engines, writer, self.library, self.storage, finisher)
        self.runner = Runner(self.store, Pipeline(deps).step)
        self.store.on_change.append(lambda job: self.runner.nudge(0.0 if job.lease_token else job.wake_at))

    def _dispatcher(self) -> Dispatcher | None:
        """What hands webhooks over, if any can be signed."""
        if self.settings.webhook_secret is None:
            return None
        dispatcher = Dispatcher(self.outbox, self.targets, self.settings.webhook_secret)
        self.store.on_change.append(lambda job: dispatcher.nudge() if job.ended else None)
        self.outbox.on_new.append(dispatcher.nudge)
        return dispatcher

    def open(self) -> None:
        """Begin to work: go on with unfinished jobs, and clean up now and once a day."""
        self.chat.warm_up()
        self.runner.start()
        warm = threading.Timer(_WARM_UP_AFTER, self._warm_up)
        warm.daemon = True
        warm.start()
        if self.dispatcher is not None:
            self.dispatcher.start()
        self._scheduler.add_job(
            self.housekeeper.clean, "interval", days=1, id="clean-up", next_run_time=datetime.now(UTC)
        )
        self._scheduler.start()

    def _warm_up(self) -> None:
        """Load what the first video would wait for; the less time there is around a paid call, the better."""
        self.pool.warm()
        warm_up_pages(self.library)
        safe_html(self.confined, ("$x$ in `code`",))
        understood("Make a video in portrait", {})
        if self.settings.has_chat_model or "sora" in self.engines.names:
            importlib.import_module("openai")

    def close(self) -> None:
        """Stop working. What is under way goes on after the next start."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self.watch.stop()
        if self.dispatcher is not None:
            self.dispatcher.stop()
        self.runner.stop()
        self.pool.stop()
        self.previews.stop()
        self.confined.stop()
        self.database.close()

    def services(self) -> Services:
        """What the routes need."""
        return Services(
            chat=self.chat,
            conversations=self.conversations,
            library=self.library,
            engines=self.engines,
            store=self.store,
            watch=self.watch,
            pace=self.pace,
            storage=self.storage,
            waiters=Waiters(self.settings.web_threads - _KEPT_FREE),
            model7=self.model7,
            chat_model=self.chat_model,
            writer=self.writer,
            remaker=self.remaker,
            characters=Characters(self.database),
            outbox=self.outbox,
            targets=self.targets,
            max_age_days=self.settings.max_video_age_days,
            origins=origin_patterns(self.settings.cors_origins),
            public_url=self.settings.public_url,
            framed_by=self.settings.framed_by,
            catalogue=Catalogue(self.database),
            previews=self.previews,
            voice_samples=self.voice_samples,
            confined=self.confined,
        )


def prepare(settings: Settings) -> None:
    """Find what is wrong before anything is served, and bring the database up to date. Raises `Model7Error`."""
    LocalStorage(settings.video_dir).prepare()
    voice_of(settings)
    build_engines(EngineDeps(settings, RenderPool(settings.cores)))
    prepare_database(settings.database_url)


def create_app(settings: Settings | None = None, container: Container | None = None) -> Flask:
    """The web application. Without a `container` it builds one, brings the database up to date, and opens it."""
    settings = settings or load_settings()
    if container is None:
        prepare(settings)
        container = Container(settings)
        container.open()
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json = WritableJson(app)
    install_services(app, container.services())
    install_errors(app)
    install_gate(app, settings)
    for routes in (
        chat_routes,
        reply_routes,
        lesson_routes,
        storyboard_routes,
        voice_routes,
        library_routes,
        file_routes,
        health_routes,
        picker_routes,
        socket_routes,
        sharing_routes,
        page_routes,
        watching_routes,
        markup_routes,
    ):
        app.register_blueprint(routes)
    for prefix in ("/v1", "/api/v1"):
        app.register_blueprint(videos_at(prefix))
        app.register_blueprint(models_at(prefix))
    install_docs(app)
    _allow_origins(app, settings)
    install_headers(app)
    app.wsgi_app = Prefix(app.wsgi_app, settings.public_url)  # type: ignore[method-assign]
    return app


def _allow_origins(app: Flask, settings: Settings) -> None:
    shown = [
        "Accept-Ranges",
        "Content-Length",
        "Content-Range",
        "ETag",
        "Location",
        "X-Conversation-Id",
        "X-Message-Id",
    ]
    CORS(
        app,
        resources={
            # Finished files are for any page to show; whatever makes or changes something is for those that are named.
            r"/videos/.*": {"origins": "*", "methods": ["GET", "HEAD"], "expose_headers": shown},
            r"/oembed": {"origins": "*", "methods": ["GET", "HEAD"]},
            r"/static/.*": {"origins": "*", "methods": ["GET", "HEAD"]},
            r"/.*": {"origins": origin_patterns(settings.cors_origins), "expose_headers": shown},
        },
    )


def chat_model_of(settings: Settings) -> ChatModel | None:
    """The language model that the settings name, if they name one."""
    if not settings.has_chat_model:
        return None
    return ChatModel(
        settings.openai_api_key, settings.openai_base_url, settings.chat_model, timeout=settings.chat_timeout
    )
