"""What the steps of the pipeline work with."""

from __future__ import annotations

from dataclasses import dataclass

from ..access.moderation.verdict import Moderator
from ..access.spending.budgets import Budgets
from ..branding.brands import Brands
from ..clock import Clock
from ..confined import Confined
from ..engines import Engine, Engines
from ..jobs import Job, JobStore, WrittenRequest
from ..materials.materials import Materials
from ..settings import Settings
from ..storage import Storage, WorkFolders
from ..translations.boards import BoardCheck
from ..translations.translator import Translator
from ..writers.base import Writer
from ..writers.refining.refiner import Refiner
from .steps.finishing import Finisher

SPEECH_FOR_CLIP = 10.0
"""Seconds of narration for a generative clip."""
SPEECH_FOR_SHOTS = 0.9
"""The part of a video of several clips that is spoken over."""


@dataclass(frozen=True)
class PipelineDeps:
    """The rooms below, wired together. With a language model there is a `translator`; `check` looks at boards."""

    settings: Settings
    store: JobStore
    budgets: Budgets
    engines: Engines
    writer: Writer
    refiner: Refiner
    materials: Materials
    storage: Storage
    work: WorkFolders
    finisher: Finisher
    moderator: Moderator
    confined: Confined
    translator: Translator | None
    check: BoardCheck
    brands: Brands

    @property
    def clock(self) -> Clock:
        """What time it is for the jobs."""
        return self.store.clock

    def voice_speed(self, job: Job) -> float:
        """How many times as fast as usual the voice shall speak."""
        asked = job.request.voice_speed if isinstance(job.request, WrittenRequest) else None
        return asked or self.settings.voice_speed

    def speech_seconds(self, engine: Engine, job: Job) -> float:
        """How long the narration may be, as it would take at the usual speed: all of a storyboard, most of several
        clips, about ten seconds of a clip.
        """
        return self.voice_speed(job) * self._spoken_over(engine, job)

    @staticmethod
    def _spoken_over(engine: Engine, job: Job) -> float:
        seconds = job.seconds
        if engine.draws_storyboards:
            return seconds or 60.0
        if job.shots:
            return SPEECH_FOR_SHOTS * (seconds or 0.0)
        return min(SPEECH_FOR_CLIP, seconds or SPEECH_FOR_CLIP)
