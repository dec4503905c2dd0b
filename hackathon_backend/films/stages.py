"""The stages of a storyboard's film, as they run in processes of their own: speak, draw, code the sound, finish.

What one stage leaves for another lies in files. Each is there whole or not at all, so a stage can be begun again, and
whoever takes up a film that was broken off finds what is done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from itertools import accumulate
from pathlib import Path

from .. import media
from ..errors import StorageAway
from ..settings import Settings
from ..speech import Speech, SpeechCache, Voice, join
from ..speech.loudness import levelled
from ..storage import NOT_SHARED, SharedFiles
from ..storyboard import Rendered, SceneTiming, Storyboard, calm, draw_ahead, kept_at, render
from . import narration
from .casting import cast
from .described import DescribedScene, DescriptionPlace, described_scene, places_of, with_descriptions
from .length import AS_IT_IS, Stretch, stretch_scene, stretched
from .voices import SPEECH, kept_voice

FPS = 30

SCENES = "scenes"
"""The folder in the work folder where drawn scenes are kept: the next student asks for the same lesson."""


@dataclass(frozen=True)
class FilmPlan:
    """A film that is to be made at `path`. `parts` is a folder of its own for what is only needed on the way.

    `voice`, `size`, `cfr`, `images`, `cache` and `seconds` are as in `spoken_film.make_film`; `stretch` brings the film
    to them, once it is known how long it is. What stages leave for others goes through `shared`.
    `scene_seconds` are those that its scenes are held to, where the speech allows.
    """

    board: Storyboard
    path: Path
    parts: Path
    settings: Settings
    voice: str | None
    size: tuple[int, int]
    cfr: bool = False
    images: Path | None = None
    cache: Path | None = None
    seconds: float | None = None
    stretch: Stretch = AS_IT_IS
    scene_seconds: tuple[float, ...] = ()
    shared: SharedFiles = NOT_SHARED

    @property
    def sound_path(self) -> Path:
        """Where its coded sound is kept until it is finished."""
        return self.parts / f"{self.path.stem}.sound.mp4"

    @property
    def shelf(self) -> Path:
        """Where drawn scenes are kept."""
        return self.cache or self.parts / SCENES


@dataclass(frozen=True)
class CodedSound:
    """The captions of a film, whether anything is heard in it, and whether it has words that no voice could speak."""

    audible: bool
    cues: tuple[media.Cue, ...]
    silent: bool


@dataclass(frozen=True)
class DescribedCut:
    """The film with its descriptions spoken, as far as it is before its last stage: what it is made of."""

    plan: FilmPlan
    scenes: tuple[DescribedScene, ...]
    sound: CodedSound


@dataclass(frozen=True)
class SpokenFilm:
    """The film at its path, its captions, how it was drawn and when each scene was spoken."""

    path: Path
    cues: tuple[media.Cue, ...]
    drawn: Rendered
    timings: tuple[SceneTiming, ...]
    silent: bool
    casting_notes: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """What differs from what was asked for."""
        silent = ["No voice could speak the narration; it is in the captions."] if self.silent else []
        return [*self.casting_notes, *self.drawn.notes, *silent]


def speak(plan: FilmPlan, index: int) -> SceneTiming:
    """Speak one scene and keep its sound; says when each word comes, and how long the scene is held."""
    timing = narration.timing_of(_heard(plan, index))
    return calm(plan.board, index, timing, size=plan.size, images=plan.images)


def draw(plan: FilmPlan, index: int, timing: SceneTiming) -> None:
    """Draw and encode one scene, unless that has been done."""
    place = _scene_at(plan, index, timing)
    if not plan.shared.fetch(place):
        draw_ahead(plan.board, index, plan.shelf, size=plan.size, timing=timing, cfr=plan.cfr, images=plan.images)
    plan.shared.share(place)


def _scene_at(plan: FilmPlan, index: int, timing: SceneTiming) -> Path:
    return kept_at(plan.board, index, plan.shelf, size=plan.size, timing=timing, cfr=plan.cfr, images=plan.images)


def code_sound(plan: FilmPlan, timings: Sequence[SceneTiming]) -> CodedSound:
    """Put the sound of all scenes together, encode it, and cut the captions."""
    return _coded(
        plan, [narration.lasting(_heard(plan, index), timing.duration) for index, timing in enumerate(timings)]
    )


def describe(plan: FilmPlan, index: int, timing: SceneTiming) -> DescribedScene:
    """Speak what is described of one scene and keep its sound; `timing` is that of the scene without it."""
    heard, spoken = _described(plan, index, timing)
    return described_scene(heard, timing, spoken)


def code_described_sound(plan: FilmPlan, timings: Sequence[SceneTiming]) -> CodedSound:
    """The same as `code_sound` with the descriptions in it; `timings` and captions are those of the narration."""
    return _coded(plan, [_described(plan, index, timing)[0] for index, timing in enumerate(timings)])


def is_at_hand(plan: FilmPlan, sound: CodedSound) -> bool:
    """Whether the film's sound is here, or was brought here."""
    return not sound.audible or plan.shared.fetch(plan.sound_path)


def _coded(plan: FilmPlan, scenes: Sequence[Speech]) -> CodedSound:
    whole = join(scenes)
    audible = bool(whole.samples.any())
    if audible:
        plan.parts.mkdir(exist_ok=True)
        # Each part of it has been levelled; the whole is measured as well, since short ones weigh less in it.
        media.code_speech(levelled(whole.samples, whole.rate, tolerance=0.1), whole.rate, plan.sound_path)
        plan.shared.share(plan.sound_path)
    *begins, _end = accumulate(spoken.duration for spoken in scenes)
    return CodedSound(audible, tuple(media.cues(whole.words, chapters=begins)), narration.is_silent(scenes))


def finish(plan: FilmPlan, timings: Sequence[SceneTiming], sound: CodedSound) -> SpokenFilm:
    """Join what was drawn, and add sound, captions and chapters. A scene that is gone is drawn again."""
    plan.parts.mkdir(exist_ok=True)
    for index, timing in enumerate(timings):
        plan.shared.fetch(_scene_at(plan, index, timing))
    silent = plan.parts / f"{plan.path.stem}.silent.mp4"
    drawn = render(
        plan.board, silent, size=plan.size, timings=timings, cfr=plan.cfr, images=plan.images, cache=plan.shelf
    )
    board, heard = plan.board, plan.sound_path if sound.audible else None
    media.add_tracks(silent, plan.path, sound.cues, drawn.chapters, board.language, sound=heard, title=board.title)
    notes = cast(board, plan.settings, plan.voice).notes
    return SpokenFilm(plan.path, sound.cues, drawn, tuple(timings), sound.silent, notes)


def _heard(plan: FilmPlan, index: int) -> Speech:
    """The sound of a scene as it is heard in the film."""
    spoken, fps = _spoken(plan, index), FPS if plan.cfr else None
    if index < len(plan.scene_seconds):
        return stretched(spoken, stretch_scene(plan.scene_seconds[index], spoken.duration), fps)
    return stretched(spoken, plan.stretch, fps)


def _spoken(plan: FilmPlan, index: int) -> Speech:
    """The sound of a scene: as it was kept, or made now."""
    board, fps = plan.board, FPS if plan.cfr else None
    scene = board.scenes[index]
    parts = cast(board, plan.settings, plan.voice).parts
    who = [*_speakers(plan), [[name, *astuple(part)] for name, part in parts.items()]]

    def speak_now(voice: Voice) -> Speech:
        others = {name: (part.speaking(plan.settings), part.shown) for name, part in parts.items()}
        return narration.speak_scene(scene, voice, board.language, pace=board.pace, fps=fps, others=others)

    return _kept(plan, (narration.heard_in(scene), board.language, board.pace, who, fps), speak_now)


def _described(plan: FilmPlan, index: int, timing: SceneTiming) -> tuple[Speech, list[tuple[DescriptionPlace, Speech]]]:
    """The sound of a scene with its descriptions in it, and those alone: as they were kept, or spoken now."""
    places = places_of(plan.board.scenes[index], plan.board.language, timing)
    spoken = [(place, _told(plan, place.what.text)) for place in places]
    heard = narration.lasting(_heard(plan, index), timing.duration)
    return with_descriptions(heard, spoken, FPS if plan.cfr else None), spoken


def _told(plan: FilmPlan, text: str) -> Speech:
    """The sound of a description: as it was kept, or made now."""
    board = plan.board
    return _kept(
        plan,
        ("description", text, board.language, board.pace, _speakers(plan)),
        lambda voice: narration.speak_text(text, voice, language=board.language, pace=board.pace),
    )


def _speakers(plan: FilmPlan) -> list[object]:
    settings = plan.settings
    files = [str(settings.piper_voice), str(settings.kokoro_dir)]
    return [plan.voice, settings.voices, settings.speech_model, settings.speech_voice, *files]


def _kept(plan: FilmPlan, said: tuple[object, ...], speak_now: Callable[[Voice], Speech]) -> Speech:
    """The sound of what is `said`, as it was kept or made now."""
    # The film's own is there until it is finished; what all films share may have to make room for others.
    own, common = SpeechCache(plan.parts, None), SpeechCache(plan.settings.work_dir / SPEECH)
    mine, everybodys = own.place(*said), common.place(*said)
    if plan.shared.fetch(mine) and (found := own.find(*said)) is not None:
        return found
    spoken = common.find(*said) if plan.shared.fetch(everybodys) else None
    if spoken is None:
        spoken = speak_now(kept_voice(plan.settings, plan.voice))
        if narration.is_silent([spoken]):
            return spoken
        common.keep(spoken, *said)
    plan.shared.share(everybodys)
    own.keep(spoken, *said)
    # The scene is timed by this: where it could not be had, it would be spoken again, at other times.
    try:
        plan.shared.share(mine)
    except StorageAway:
        mine.unlink(missing_ok=True)  # whoever tries again shares it
        raise
    return spoken
