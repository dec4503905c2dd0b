"""What is to be made: written by a writer for a student's wish, taken word by word from a program's prompt."""

from __future__ import annotations

from dataclasses import replace

from ..engines import Engine
from ..errors import NoLesson
from ..jobs import Job
from ..lessons import Lesson
from ..storyboard import Storyboard
from ..storyboard.scenes import TakeawaysScene
from ..writers.base import Brief
from .kit import Kit
from .request import VideoRequest

_TITLE = 80
_NONE = ("", "", "")


def brief_for(kit: Kit, job: Job, engine: Engine) -> Brief:
    """The brief for the engine whose turn it is. Raises `WriterError`."""
    request = kit.request_of(job)
    if request.storyboard is not None:
        return _of_storyboard(request)
    if request.kind == "prompt" and not engine.draws_storyboards:
        return _of_prompt(request)
    wanted = request.for_writer(
        kit.library,
        speech_seconds=kit.speech_seconds(engine, job.seconds),
        storyboard=engine.draws_storyboards,
    )
    if request.kind == "lesson":
        return kit.writer.brief(wanted)
    try:
        return kit.writer.brief(wanted)
    except NoLesson:
        # A program's prompt is its own lesson: whatever it says is what is shown.
        own = Lesson.inline("", request.message)
        return kit.writer.brief(replace(wanted, lesson=own, topic=""))


def _of_prompt(request: VideoRequest) -> Brief:
    return Brief(
        title=" ".join(request.message.split())[:_TITLE],
        visual_prompt=request.message,
        narration="",
        takeaways=_NONE,
        storyboard=None,
        lesson_id=None,
        writer="prompt",
        language=request.language,
    )


def _of_storyboard(request: VideoRequest) -> Brief:
    board = Storyboard.read(request.storyboard or {})
    said = " ".join(text for scene in board.scenes for text, _pause in scene.utterances() if text)
    return Brief(
        title=board.title,
        visual_prompt=f"Storyboard: {board.title}",
        narration=said,
        takeaways=_takeaways(board),
        storyboard=board.model_dump(mode="json"),
        lesson_id=None,
        writer="storyboard",
        language=board.language,
    )


def _takeaways(board: Storyboard) -> tuple[str, str, str]:
    for scene in board.scenes:
        if isinstance(scene, TakeawaysScene):
            first, second, third = (each.text for each in scene.takeaways)
            return first, second, third
    return _NONE
