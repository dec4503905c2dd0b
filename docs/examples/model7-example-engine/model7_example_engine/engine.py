"""The engine. It keeps no state: all that it has to know of an order is the order, so any process can go on with it."""

from __future__ import annotations

import re
from pathlib import Path

from hackathon_backend.engines import Clip, Limits, Model, Operation, Order, Progress
from hackathon_backend.engines.base import Availability, Sending, unmarked
from hackathon_backend.errors import EngineBroken, OrderRejected

from .slideshow import UnreadablePicture, write_slideshow

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


class ExampleEngine:
    """Makes a clip where it is fetched, which takes seconds, so an order is finished as soon as it is placed."""

    name = "example"
    label = "Slideshow"
    service = "Slideshow"
    paid = False
    draws_storyboards = False
    limits = Limits(at_once=2)

    def __init__(self, folder: Path, models: tuple[Model, ...]) -> None:
        self._folder = folder
        self._models = models

    def models(self) -> tuple[Model, ...]:
        """One."""
        return self._models

    def submit(self, order: Order, *, timeout: float, sending: Sending = unmarked) -> Operation:
        """Take the order, if there is a picture to make it of."""
        if problems := self.problems():
            raise OrderRejected(problems[0])
        sending()  # from here on an engine that is paid would have been paid
        return {"id": order.job_id}

    def find(self, order: Order, *, since: float, taken: frozenset[str], timeout: float) -> Operation | None:
        """Its operations are called as their jobs are."""
        return None if order.job_id in taken else {"id": order.job_id}

    def poll(self, order: Order, operation: Operation, *, timeout: float) -> Progress:
        """There is nothing to wait for."""
        return Progress("completed", 100.0)

    def download(self, order: Order, operation: Operation, folder: Path, *, timeout: float) -> Clip:
        """Make the clip in `folder`; once more, if that was broken off."""
        width, height = (int(side) for side in order.size.split("x"))
        clip = folder / "slideshow.mp4"
        try:
            write_slideshow(self._chosen(order.prompt), clip, seconds=order.seconds, size=(width, height))
        except UnreadablePicture as error:
            raise EngineBroken(f"A picture of EXAMPLE_FOLDER can't be read: {error}.") from error
        return Clip(clip)

    def cancel(self, operation: Operation, *, timeout: float) -> None:
        """Nothing is under way."""

    def availability(self) -> Availability:
        """It needs no key."""
        return "live"

    def problems(self) -> list[str]:
        """What `doctor` says: a folder without pictures."""
        return [] if self._pictures() else [f"EXAMPLE_FOLDER: there are no pictures in {self._folder}: put some there."]

    def _chosen(self, prompt: str) -> list[Path]:
        """The pictures that the prompt speaks of by a word of their names; all, if it speaks of none."""
        words = set(re.findall(r"\w+", prompt.lower()))
        pictures = self._pictures()
        meant = [picture for picture in pictures if words & set(re.findall(r"[^\W_]+", picture.stem.lower()))]
        return meant or pictures

    def _pictures(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if path.suffix.lower() in _PICTURES)
