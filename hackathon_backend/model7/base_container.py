"""What makes videos, wired together: the rooms that the web process and workers have in common."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from ..access.building import identity_of
from ..access.job_audit import JobAudit
from ..access.keys import ApiKeys
from ..access.links import SHARE, Links, VideoAccess
from ..access.moderation.building import moderator_of
from ..access.people import people_of
from ..access.principal import LOCAL
from ..access.spending.alerts import BudgetAlerts
from ..access.spending.budgets import Budgets, SpendingLimits
from ..access.spending.quotas import Quotas
from ..branding.brands import Brands
from ..confined import Confined
from ..engines import EngineDeps, build_engines
from ..film_collections.clerk import CourseClerk
from ..film_collections.course_plans import CoursePlans
from ..film_collections.courses import Courses
from ..film_collections.planner import CoursePlanner
from ..film_collections.plans import PlannedFilm
from ..film_collections.store import Collections
from ..films.pool import RenderPool
from ..films.pooled.check import PooledCheck
from ..films.pooled.media import PooledMedia
from ..films.voices import PooledVoice, voice_of
from ..jobs import Database, Job, JobStore, prepare_database
from ..jobs.orders import OrderSlot
from ..jobs.renders.shared import SharedRenders
from ..jobs.store.holds import JobHolds
from ..jobs.store.stored_objects import StoredObjects
from ..jobs.store.traffic import SharedTraffic
from ..lessons import Library
from ..materials.building import lesson_rooms, lesson_translator
from ..materials.leftovers import bytes_kept_by
from ..publishing.building import publishing_of
from ..settings import Settings
from ..storage import DiskRoom, WorkFolders
from ..storage.building import check_storage, places_of
from ..translations.translator import Translator
from ..webhooks import Dispatcher, Outbox, Targets
from ..writers.base import Writer
from ..writers.failover import FailoverWriter
from ..writers.lesson.writer import LessonWriter
from ..writers.llm.writer import LlmWriter
from ..writers.refining.refiner import Refiner
from ..writers.reviewed import ReviewedWriter
from .chat_models import chat_model_of, refine_model_of
from .deps import PipelineDeps
from .pipeline import Pipeline
from .service import Model7
from .steps.finishing import Finisher


class BaseContainer:
    """Rows, files, engines, writers and the pipeline. Nothing moves before something is started.

    `engines` stand in for VIDEO_ENGINES. Raises `SettingsError` for a wrong name in VOICES or VIDEO_ENGINES.
    """

    def __init__(self, settings: Settings, *, engines: Sequence[str] | None = None) -> None:
        self.settings = settings
        self._build_rows()
        self._build_films(engines)
        self._build_writers()
        self._build_pipeline()
        self._build_orders()

    def _build_rows(self) -> None:
        """What is kept: files, rows, and who hears of their changes."""
        settings = self.settings
        self.room = DiskRoom(
            settings.video_dir,
            reserve=int(settings.disk_reserve_mb * 1_000_000),
            most=int(settings.max_storage_mb * 1_000_000),
        )
        self.database = Database(settings.database_url)
        self._places = places_of(settings, StoredObjects(self.database))
        self._places.prepare()
        self.storage, self.work = self._places.storage, self._places.work
        self.store = JobStore(self.database)
        self.keys = ApiKeys(self.database)
        self.brands = Brands(self.database, self.store.clock)
        self.moderator = moderator_of(settings)
        self.links = Links(VideoAccess(settings.video_access), clock=self.store.clock)
        self.targets = Targets(settings.webhook_url, settings.webhook_hosts)
        self.outbox = Outbox(self.database, self.targets)
        self.budget_alerts = BudgetAlerts(self.database, self.outbox.announce)
        self.budgets = Budgets(self.database, SpendingLimits.of(settings), self.keys.budget_of, self.budget_alerts.note)
        self.store.listeners += [self.outbox, JobAudit()]
        self.dispatcher = self._dispatcher()
        self.publishing = publishing_of(settings, self.database, self.store, self.storage, self.links)

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
        """What draws, speaks and renders."""
        self.pool = RenderPool(self.settings.cores)
        self.confined = Confined()
        voice_of(self.settings)
        self.renders = self._shared_renders()
        self.holds = JobHolds(self.database, self.store.clock)
        deps = EngineDeps(self.settings, self.pool, renders=self.renders, holds=self.holds)
        self.engines = build_engines(deps, engines)
        self.engines.share(lambda name: SharedTraffic(self.database, name, self.store.clock))

    def _shared_renders(self) -> SharedRenders | None:
        """Where films are written down for workers to make; None if they are made in the pool of this process."""
        if self.settings.workers == "embedded":
            return None
        renders = SharedRenders(self.database, self.settings, files=self.work)
        self.store.listeners.append(renders)
        return renders

    def _build_writers(self) -> None:
        """What writes briefs and answers: the language model, if there is one, before the lesson writer."""
        self.library = Library.load(*([self.settings.lessons_dir] if self.settings.lessons_dir else []))
        self._build_lessons()
        self.chat_model = chat_model_of(self.settings)
        self.refiner = Refiner(refine_model_of(self.settings, self.chat_model), self._may_be_shown)
        by_hand = LessonWriter(self.library)
        self.writer: Writer = by_hand
        self.translator = Translator(self.chat_model, self._may_be_shown) if self.chat_model else None
        self.lesson_translator = lesson_translator(self.lessons, self._places, self.moderator, self.translator)
        if model := self.chat_model:
            by_model = LlmWriter(
                model, self.library, parallel=self.settings.chat_parallel, check=PooledCheck(self.pool)
            )
            self.writer = FailoverWriter([ReviewedWriter(by_model, self._may_be_shown), by_hand])

    def _build_lessons(self) -> None:
        """Lessons that people have made, beside those of the library."""
        self.lessons = lesson_rooms(
            self.settings, self.database, self.library, self.confined, self._places, self.moderator, self.store.clock
        )
        self.materials = self.lessons.materials

    def _may_be_shown(self, texts: Sequence[str]) -> bool:
        """Whether what a language model has written passes the review that what people write has to."""
        return self.moderator.review(texts).is_allowed

    def _build_pipeline(self) -> None:
        """The steps of the videos that are ordered."""
        settings = self.settings
        finisher = Finisher(
            self.storage,
            self.work,
            partial(PooledVoice, self.pool, settings),
            narration=settings.narration_audio,
            voice_speed=settings.voice_speed,
            apart=PooledMedia(self.pool),
            brands=self.brands,
        )
        self.pipeline = Pipeline(
            PipelineDeps(
                settings,
                self.store,
                self.budgets,
                self.engines,
                self.writer,
                self.refiner,
                self.materials,
                self.storage,
                self.work,
                finisher,
                self.moderator,
                self.confined,
                self.translator,
                PooledCheck(self.pool),
                self.brands,
            )
        )

    def _build_orders(self) -> None:
        """What orders videos within what their owners may have, and those of courses as there is room for them."""
        settings = self.settings
        self.people = people_of(settings, self.database, self.keys)
        self.identity = identity_of(settings, self.keys, self.people.guests, self.people.sessions)
        self.quotas = Quotas(settings, self.storage, lambda: self.identity.is_guarded, also=bytes_kept_by)
        self.model7 = Model7(
            self.store, self.engines, self.storage, self.work, self.room, self.budgets, self.quotas, self.brands
        )
        self.collections = Collections(self.database)
        self.course_plans = CoursePlans(self.database, self.collections, clock=self.store.clock)
        self.planner = CoursePlanner(self.course_plans, self.materials, for_length=self.chat_model is not None)
        self.courses = Courses(self.database, self._order_film, clock=self.store.clock)
        self.clerk = CourseClerk(self.courses, self.planner)

    def _order_film(self, film: PlannedFilm, owner: str, slot: OrderSlot) -> Job:
        """Order a film of a course."""
        return self.model7.place(film.request, owner=owner, reuse=False, slot=slot)[0]

    def close(self) -> None:
        """Stop working. What is under way goes on after the next start."""
        if self.dispatcher is not None:
            self.dispatcher.stop()
        self.publishing.stop()
        self.pool.stop()
        self.holds.stop()
        self.confined.stop()
        self.database.close()


def prepare_making(settings: Settings) -> None:
    """Find what is wrong before anything is made, and bring the database up to date. Raises `Model7Error`."""
    WorkFolders(settings.work_dir).prepare()
    check_storage(settings)
    voice_of(settings)
    build_engines(EngineDeps(settings, RenderPool(settings.cores)))
    prepare_database(settings.database_url)
