"""What every video engine is: one interface, spoken in plain values.

An engine keeps no state about jobs. What it has to remember of work under way is the *operation*: a JSON-serialisable
dict that the job row keeps, so that any process can go on with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

from pydantic import JsonValue

from ..errors import EngineError
from ..films.edits import FilmWork
from ..media import Cue
from ..storyboard.fields import Fields

Operation = dict[str, JsonValue]
"""An engine's handle on work it has started. `operation["id"]` is always a non-empty string."""


Availability = Literal["live", "retired", "needs_key"]
"""Of an engine's models: they can be had, their maker has closed, or a key is wanted."""

MOST_PER_SECOND = 200.0
"""Requests that one process sends to one engine, at most."""


@dataclass(frozen=True)
class Model:
    """One model that an engine offers, with what it can do.

    `seconds` is either the lengths it can make or, with `any_length`, the shortest and the longest. `sizes` are
    "WIDTHxHEIGHT" in pixels; the first is the default. With `any_size` others will do, too. `reference_images` is
    how many pictures it takes beside the prompt. `price_per_second` is in dollars, None if it is not known.
    `retires` is the day on which its maker ends it, if that is known. `replaces` are names of models of the same maker
    that are gone: who asks for one gets this.
    """

    id: str
    name: str
    description: str
    seconds: tuple[float, ...]
    sizes: tuple[str, ...]
    any_length: bool = False
    any_size: bool = False
    default_seconds: float = 12
    reference_images: int = 0
    sound: bool = False
    price_per_second: float | None = None
    retires: date | None = None
    replaces: tuple[str, ...] = ()

    def answers_to(self, name: str | None) -> bool:
        """Whether it is meant by the name."""
        return name == self.id or name in self.replaces

    def is_retired(self, today: date) -> bool:
        """Whether its maker has ended it by then."""
        return self.retires is not None and self.retires <= today


@dataclass(frozen=True)
class Limits:
    """What an engine may be burdened with: orders under way at once and requests a minute; 0 is no limit."""

    at_once: int = 0
    per_minute: int = 0

    @property
    def per_second(self) -> float:
        """Requests a second. Without a limit it is what one process has time for, so that polls are not late."""
        return min(self.per_minute / 60, MOST_PER_SECOND) if self.per_minute else MOST_PER_SECOND


@dataclass(frozen=True)
class OrderSource:
    """The finished video that an order makes a new one of: its operation, what it shows, and its length."""

    action: Literal["remix", "edit", "extension"]
    operation: Operation
    prompt: str
    seconds: float


@dataclass(frozen=True)
class Order:
    """What an engine is asked to make. `seconds` and `size` are already ones that the model can do.

    `voice_speed` is a factor: 1 is as a teacher speaks. `wanted_seconds` is the length that somebody asked for, to
    which a drawn film is brought if it is near to it. With `constant_rate` a drawn film has a picture for every frame;
    generated ones have that anyway. `described` wants a second version of a drawn film that speaks its descriptions.
    `references` are files of pictures (JPEG, PNG or WebP), no more than the model takes; the first counts most.
    `callback_url` is where its vendor may call when the video has ended, if it can be reached. `part` tells apart the
    orders of one job, if it has several. `scene_seconds` are those of the scenes of another film, to which a drawn
    film's are held where its speech allows. `work` is what shall be done to finished films; only
    the engine for that has it.
    """

    job_id: str
    prompt: str
    model: str
    seconds: float
    size: str
    language: str = "en"
    style: str | None = None
    voice: str | None = None
    voice_speed: float = 1.0
    wanted_seconds: float | None = None
    constant_rate: bool = False
    described: bool = False
    storyboard: Fields | None = None
    references: tuple[str, ...] = ()
    source: OrderSource | None = None
    callback_url: str | None = None
    part: str = ""
    scene_seconds: tuple[float, ...] = ()
    work: FilmWork | None = None


@dataclass(frozen=True)
class Progress:
    """How far an operation is. `percent` is 0-100 or None if the engine does not say; `wait` is in seconds: asking
    again sooner is of no use (None: the caller's own rhythm). `error` is set exactly if `status` is "failed".
    """

    status: Literal["queued", "running", "completed", "failed"]
    percent: float | None = None
    step: str = ""
    wait: float | None = None
    error: EngineError | None = None


@dataclass(frozen=True)
class Clip:
    """What an engine delivered, as files in the folder it was given; `described` is the film with descriptions.

    `narrated`: the clip already speaks its narration, and `cues` are its captions. Otherwise the pipeline adds both.
    `continues`: it is only what comes after the video that it was ordered from, and has to be joined to that.
    `chapters` are (start in seconds, title); `descriptions` say what is drawn and not said, from where to where nothing
    else is said; `transcript` is what is said, and in brackets what is described, a paragraph a scene. `details` is
    what a player needs beyond that, `FilmDetails` as JSON, which goes through unread.
    """

    video: Path
    thumbnail: Path | None = None
    described: Path | None = None
    narrated: bool = False
    cues: tuple[Cue, ...] = ()
    descriptions: tuple[Cue, ...] = ()
    chapters: tuple[tuple[float, str], ...] = ()
    transcript: str = ""
    continues: bool = False
    details: Mapping[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = field(default_factory=tuple)


Sending = Callable[[], object]


def unmarked() -> None:
    """For orders that nobody writes down."""


@runtime_checkable
class CallsBack(Protocol):
    """An engine whose vendor can call when a video has ended, by a webhook as Standard Webhooks writes them."""

    name: str

    @property
    def callback_secret(self) -> str | None:
        """What its calls are signed with ("whsec_..."); None if it was not set, and nothing is to be expected."""
        ...

    def operation_called(self, event: Mapping[str, object]) -> str | None:
        """The id of the operation that a call is about; None if it is about something else."""
        ...


class Engine(Protocol):
    """A maker of clips. All methods may block for at most `timeout` seconds and raise only `EngineError`s."""

    name: str
    """As in the setting VIDEO_ENGINES: "sora"."""
    label: str
    """As people read it in progress and errors: "Sora 2"."""
    service: str
    """As people read it in "... unavailable": "Sora 2 API"."""
    paid: bool
    """Whether an order costs money: only then does a lost one have to be looked for before anything else."""
    draws_storyboards: bool
    """Whether it works from `Order.storyboard` and speaks the narration itself, or from the visual prompt alone."""
    limits: Limits
    """What it may be burdened with."""

    def models(self) -> tuple[Model, ...]:
        """The models it offers now; the first is its default."""
        ...

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Place the order, once. Raises `OutcomeUnknown` if it may have been taken; other errors mean it was not.

        `sending` is called once, when all is ready and before anything of the order is sent: what it raises is passed
        on, and nothing was ordered.
        """
        ...

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Look for an order of unknown outcome placed at or after `since` (unix seconds), leaving out the operation ids
        in `taken`. None: it is not there. Raises `EngineError` if the engine can't say.
        """
        ...

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """Ask how far it is. An error raised here says nothing about the operation itself."""
        ...

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """Bring the finished clip into `folder` (it exists). Safe to call again after any failure."""
        ...

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Stop the work if the engine can; best effort."""
        ...

    def availability(self) -> Availability:
        """Whether its models can be had as it is set up now; told without asking anybody."""
        ...

    def problems(self) -> list[str]:
        """What keeps it from working, each with how to mend it; empty if all is well. Does not spend money."""
        ...
