"""One film under way: which of its stages are done, and which come next."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import StoryboardError
from ..storyboard import SceneTiming, estimate_scene
from ..tracing import current_owner
from . import stages
from .described import DescribedScene
from .length import stretch_to
from .pool import RenderPool
from .stages import CodedSound, DescribedCut, FilmPlan
from .voices import is_quick

log = logging.getLogger(__name__)

Finish = Callable[..., Any]
"""Takes a plan, the timings of its scenes, its sound, and the `DescribedCut` if one was asked for and is needed."""
Report = Callable[[float, str], None]
"""Hears how much is done (0-100) and what is being done."""

_SPEAKING, _DRAWING, _SOUND = 10.0, 80.0, 5.0
"""What these stages add to the percent, all scenes together; the rest is for the last one."""
_SPEAK_FIRST, _SOUND_NEXT = -2.0e6, -1.0e6


class _SecondCut:
    """The film with descriptions under way: its scenes, which of them are drawn, and its sound once it is coded."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.scenes: dict[int, DescribedScene] = {}
        self.drawn: set[int] = set()
        self.sound: CodedSound | None = None

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to describe."""
        return any(scene.pauses for scene in self.scenes.values())

    def cut(self, plan: FilmPlan) -> DescribedCut | None:
        """What its last stage needs, once there is all of it; `plan` is that of the other film."""
        if self.sound is None:
            return None
        scenes = tuple(self.scenes[index] for index in sorted(self.scenes))
        return DescribedCut(replace(plan, path=self.path), scenes, self.sound)


class Production:
    """Hands the stages of a film to a pool: scenes are spoken and drawn side by side, whichever comes first.

    `done` holds what the last stage returns, or the error of one that failed twice. A scene is drawn as soon as it is
    spoken, the longest of them first, so that all processes have something to do to the end. A film that shall have a
    certain length is spoken to the end first: what was spoken is kept, and only stretched. With `described`, where the
    film with descriptions goes, that is made of the same scenes beside it; those with a description are drawn twice.
    """

    def __init__(
        self,
        plan: FilmPlan,
        pool: RenderPool,
        key: str,
        *,
        last: Finish = stages.finish,
        report: Report | None = None,
        described: Path | None = None,
    ) -> None:
        self.done: Future[Any] = Future()
        self._plan, self._pool, self._key = plan, pool, key
        # Later stages are handed over by whichever thread has ended an earlier one.
        self._owner = current_owner.get()
        self._last, self._report = last, report
        voices = {plan.voice, *plan.board.speakers.values()}
        self._quick = all(is_quick(plan.settings, voice) for voice in voices)
        self._lock = threading.RLock()
        # How long scenes are before the film is brought to its length, if it has one.
        self._rough: dict[int, SceneTiming] = {}
        self._timings: dict[int, SceneTiming] = {}
        self._drawn: set[int] = set()
        self._sound: CodedSound | None = None
        self._second = _SecondCut(described) if described else None
        self._weights = [estimate_scene(scene).duration for scene in plan.board.scenes]

    def begin(self) -> None:
        """Hand over the first stages; the others follow by themselves."""
        self._tell()
        self._speak_all(self._spoken if self._plan.seconds is None else self._measured)

    def _speak_all(self, then: Callable[[int, SceneTiming], None]) -> None:
        for index in range(len(self._weights)):
            self._stage(_SPEAK_FIRST, partial(then, index), stages.speak, self._plan, index, speaks=True)

    def progress(self) -> tuple[float, str]:
        """How much is done (0-100), and what is being done."""
        with self._lock:
            count, spoken, drawn = len(self._weights), len(self._timings), len(self._drawn)
            seen = self._share(self._drawn)
            if self._second:
                seen = (seen + self._share(self._second.drawn)) / 2
            told = spoken if self._plan.seconds is None else (spoken + len(self._rough)) / 2
            percent = _SPEAKING * told / count + _DRAWING * seen + (_SOUND if self._sound else 0.0)
            if spoken < count:
                return percent, "speaking"
            if drawn < count:
                return percent, f"drawing scene {drawn + 1} of {count}"
            if self._second and len(self._second.drawn) < count:
                return percent, "drawing the described version"
            return percent, "adding voice and captions"

    def _share(self, drawn: set[int]) -> float:
        return sum(self._weights[index] for index in drawn) / sum(self._weights)

    def _measured(self, index: int, timing: SceneTiming) -> None:
        self._rough[index] = timing
        if len(self._rough) < len(self._weights) or self._plan.seconds is None:
            return
        whole = sum(each.duration for each in self._rough.values())
        self._plan = replace(self._plan, stretch=stretch_to(self._plan.seconds, whole, len(self._rough)))
        self._speak_all(self._spoken)

    def _spoken(self, index: int, timing: SceneTiming) -> None:
        self._timings[index] = timing
        drawn = partial(self._scene_drawn, index)
        self._stage(-timing.duration, drawn, stages.draw, self._plan, index, timing)
        if self._second:
            told = partial(self._told, self._second, index)
            self._stage(_SPEAK_FIRST, told, stages.describe, self._plan, index, timing, speaks=True)
        if len(self._timings) == len(self._weights):
            self._stage(_SOUND_NEXT, self._sound_coded, stages.code_sound, self._plan, self._in_order())

    def _told(self, second: _SecondCut, index: int, scene: DescribedScene) -> None:
        second.scenes[index] = scene
        drawn = partial(self._drawn_again, second, index)
        if scene.pauses:
            self._stage(-scene.timing.duration, drawn, stages.draw, self._plan, index, scene.timing)
        else:
            drawn(None)
        if len(second.scenes) == len(self._weights) and second.is_needed:
            plan = replace(self._plan, path=second.path)
            coded = partial(self._sound_coded_again, second)
            self._stage(_SOUND_NEXT, coded, stages.code_described_sound, plan, self._in_order())

    def _drawn_again(self, second: _SecondCut, index: int, _: None) -> None:
        second.drawn.add(index)
        self._finish_if_ready()

    def _sound_coded_again(self, second: _SecondCut, sound: CodedSound) -> None:
        second.sound = sound
        self._finish_if_ready()

    def _in_order(self) -> list[SceneTiming]:
        return [self._timings[index] for index in range(len(self._weights))]

    def _scene_drawn(self, index: int, _: None) -> None:
        self._drawn.add(index)
        self._finish_if_ready()

    def _sound_coded(self, sound: CodedSound) -> None:
        self._sound = sound
        self._finish_if_ready()

    def _finish_if_ready(self) -> None:
        if self._sound is None or len(self._drawn) < len(self._weights):
            return
        cut = self._second.cut(self._plan) if self._second else None
        if self._second and (len(self._second.drawn) < len(self._weights) or (cut is None and self._second.is_needed)):
            return
        made = [self._plan, self._in_order(), self._sound, *([cut] if cut else [])]
        self._stage(_SPEAK_FIRST, self.done.set_result, self._last, *made)

    def _stage(
        self,
        rank: float,
        then: Callable[[Any], None],
        work: Callable[..., Any],
        *arguments: Any,
        speaks: bool = False,
    ) -> None:
        """Have `work` done, and then `then` with what it returns; work that fails is tried once more."""

        def landed(stage: Future[Any], *, again: bool) -> None:
            if self.done.done():
                return
            if stage.cancelled():
                self.done.cancel()
                return
            error = stage.exception()
            if error is not None and again and not isinstance(error, StoryboardError):
                log.warning("%s failed and is begun again: %s", getattr(work, "__name__", "A stage"), error)
                submit(again=False)
            elif error is not None:
                self._fail(error)
            else:
                self._go_on(then, stage.result())

        def submit(*, again: bool) -> None:
            quick = speaks and self._quick
            stage = self._pool.submit(self._key, rank, work, *arguments, speaks=quick, owner=self._owner)
            stage.add_done_callback(partial(landed, again=again))

        submit(again=True)

    def _go_on(self, then: Callable[[Any], None], result: Any) -> None:
        try:
            with self._lock:
                then(result)
            self._tell()
        except Exception as error:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        with self._lock:
            if not self.done.done():
                self.done.set_exception(error)
        self._pool.forget(self._key)

    def _tell(self) -> None:
        if self._report:
            self._report(*self.progress())
