"""A film as a graph of stages: what is known of it says which stages come next, how far it is, and when it is done.

Nothing is done here. Whoever has the stages done, in processes of their own or on other machines, keeps the results.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from ..errors import OrderRejected, StoryboardError
from ..storyboard import SceneTiming, estimate_scene
from . import stages
from .described import DescribedScene
from .length import stretch_to
from .stages import CodedSound, DescribedCut, FilmPlan
from .voices import is_quick

Results = Mapping[str, Any]
"""What stages have returned, by their names."""
Finish = Callable[..., Any]
"""Takes a plan, the timings of its scenes, its sound, and the `DescribedCut` if one was asked for and is needed."""

_SPEAKING, _DRAWING, _SOUND = 10.0, 80.0, 5.0
"""What these stages add to the percent, all scenes together; the rest is for the last one."""
_SPEAK_FIRST, _SOUND_NEXT = -2.0e6, -1.0e6
_LAST = "finish"
_RESULTS: Mapping[str, Any] = {
    "measure": SceneTiming,
    "speak": SceneTiming,
    "describe": DescribedScene,
    "sound": CodedSound,
    "described sound": CodedSound,
}
"""What stages return, by their names without the number of the scene; others return nothing."""


@dataclass(frozen=True)
class FilmStage:
    """One piece of work: `work(*arguments)` gives its result. Of a render's stages those of lower `rank` come first.

    One that `speaks` is for processes that do so. Without `again` it is not begun a second time if it raises an error.
    """

    name: str
    rank: float
    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    speaks: bool = False
    again: bool = True

    def may_be_tried_again(self, error: BaseException) -> bool:
        """Whether another try may end better than with this error."""
        return self.again and not isinstance(error, StoryboardError | OrderRejected)


class StageGraph(Protocol):
    """What a render is made of. `last` is the name of the stage whose result is that of the whole."""

    last: str

    def ready(self, results: Results) -> list[FilmStage]:
        """The stages that have no result and need no more than there is; those under way are among them."""
        ...

    def result_type(self, name: str) -> Any:
        """Of what type the result of the stage of that name is."""
        ...

    def progress(self, results: Results) -> tuple[float | None, str]:
        """How much is done (0-100; None: nobody knows), and what is being done."""
        ...


class FilmGraph:
    """Scenes are spoken and drawn side by side, whichever comes first; then the sound is coded, and all is joined.

    A scene is drawn as soon as it is spoken, the longest of them first, so that all processes have something to do to
    the end. A film that shall have a certain length is spoken to the end first: what was spoken is kept, and only
    stretched. With `described`, where the film with descriptions goes, that is made of the same scenes beside it; those
    with a description are drawn twice.
    """

    last = _LAST

    def __init__(self, plan: FilmPlan, *, finish: Finish = stages.finish, described: Path | None = None) -> None:
        self._plan = plan
        self._finish = finish
        self._described = described
        voices = {plan.voice, *plan.board.speakers.values()}
        self._quick = all(is_quick(plan.settings, voice) for voice in voices)
        self._weights = [estimate_scene(scene).duration for scene in plan.board.scenes]

    def ready(self, results: Results) -> list[FilmStage]:
        """The stages that have no result and need no more than there is."""
        return [stage for stage in self._within_reach(results) if stage.name not in results]

    def result_type(self, name: str) -> Any:
        """Of what type the result of the stage of that name is; that of the last is what `finish` returns."""
        return _RESULTS.get(name.rstrip(" 0123456789"))

    def progress(self, results: Results) -> tuple[float, str]:
        """How much is done (0-100), and what is being done."""
        count, spoken, drawn = len(self._weights), len(self._all("speak", results)), self._all("draw", results)
        again = self._drawn_again(results)
        seen = self._share(drawn)
        if self._described:
            seen = (seen + self._share(again)) / 2
        told = spoken if self._plan.seconds is None else (spoken + len(self._all("measure", results))) / 2
        percent = _SPEAKING * told / count + _DRAWING * seen + (_SOUND if "sound" in results else 0.0)
        if spoken < count:
            return percent, "speaking"
        if len(drawn) < count:
            return percent, f"drawing scene {len(drawn) + 1} of {count}"
        if self._described and len(again) < count:
            return percent, "drawing the described version"
        return percent, "adding voice and captions"

    def _within_reach(self, results: Results) -> Iterator[FilmStage]:
        """All stages that can be done with what there is, done ones included."""
        plan = self._plan
        if plan.seconds is not None:
            yield from self._spoken("measure", plan)
            if (whole := self._length(results)) is None:
                return
            # How long scenes are before the film is brought to its length.
            plan = replace(plan, stretch=stretch_to(plan.seconds, whole, len(self._weights)))
        yield from self._spoken("speak", plan)
        timings: dict[int, SceneTiming] = self._all("speak", results)
        for index, timing in timings.items():
            yield FilmStage(f"draw {index}", -timing.duration, stages.draw, (plan, index, timing))
            if self._described:
                told = (plan, index, timing)
                yield FilmStage(f"describe {index}", _SPEAK_FIRST, stages.describe, told, speaks=self._quick)
        if len(timings) == len(self._weights):
            yield from self._ending(plan, list(timings.values()), results)

    def _spoken(self, name: str, plan: FilmPlan) -> Iterator[FilmStage]:
        for index in range(len(self._weights)):
            yield FilmStage(f"{name} {index}", _SPEAK_FIRST, stages.speak, (plan, index), speaks=self._quick)

    def _ending(self, plan: FilmPlan, timings: list[SceneTiming], results: Results) -> Iterator[FilmStage]:
        """What comes when the last scene is spoken."""
        yield FilmStage("sound", _SOUND_NEXT, stages.code_sound, (plan, timings))
        scenes: dict[int, DescribedScene] = self._all("describe", results)
        for index in self._with_pauses(scenes):
            again = scenes[index].timing
            yield FilmStage(f"draw again {index}", -again.duration, stages.draw, (plan, index, again))
        ready = "sound" in results and len(self._all("draw", results)) == len(self._weights)
        cuts: list[DescribedCut] = []
        if self._described and len(scenes) == len(self._weights) and self._with_pauses(scenes):
            second = replace(plan, path=self._described)
            yield FilmStage("described sound", _SOUND_NEXT, stages.code_described_sound, (second, timings))
            if (sound := results.get("described sound")) is not None:
                cuts = [DescribedCut(second, tuple(scenes.values()), sound)]
            ready = ready and bool(cuts)
        if self._described:
            ready = ready and len(self._drawn_again(results)) == len(self._weights)
        if ready:
            coded: CodedSound = results["sound"]
            yield FilmStage(self.last, _SPEAK_FIRST, self._finish, (plan, timings, coded, *cuts))

    def _drawn_again(self, results: Results) -> list[int]:
        """The scenes of the described film that are drawn; without a description there is nothing to be drawn again."""
        scenes: dict[int, DescribedScene] = self._all("describe", results)
        return [index for index, each in scenes.items() if not each.pauses or f"draw again {index}" in results]

    def _with_pauses(self, scenes: Mapping[int, DescribedScene]) -> list[int]:
        return [index for index, each in scenes.items() if each.pauses]

    def _all(self, name: str, results: Results) -> dict[int, Any]:
        """The results of the stages of that name, in the order of their scenes."""
        named = ((index, f"{name} {index}") for index in range(len(self._weights)))
        return {index: results[each] for index, each in named if each in results}

    def _length(self, results: Results) -> float | None:
        """Seconds of all scenes as they were measured, if they all were."""
        rough: dict[int, SceneTiming] = self._all("measure", results)
        return sum(each.duration for each in rough.values()) if len(rough) == len(self._weights) else None

    def _share(self, drawn: Iterable[int]) -> float:
        return sum(self._weights[index] for index in drawn) / sum(self._weights)
