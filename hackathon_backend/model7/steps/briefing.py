"""What is to be made: written by a writer for a student's wish, taken word by word from a program's prompt."""

from __future__ import annotations

from dataclasses import replace

from ...engines import Engine
from ...errors import NoLesson, NotFound, StoryboardError, WriterError
from ...jobs import ChangeRequest, Job, LessonRequest, PromptRequest, VideoRequest, WrittenRequest
from ...lessons import Lesson
from ...lessons.sentences import sentences
from ...storyboard import Storyboard
from ...storyboard.fields import Fields
from ...storyboard.kinds.takeaways.scene import TakeawaysScene
from ...storyboard.remake import extended
from ...writers.base import NO_BRIEF, PROMPT_LIMIT, Brief, Request
from ...writers.drafts import UNKEPT, DraftKeeper
from ...writers.lesson.course import MOST_OF_PART
from ...writers.numbers.notes import number_notes
from ...writers.numbers.proof import LessonNumbers
from ...writers.recited import recited
from ..deps import PipelineDeps
from ..request import for_writer, lesson_made_of, read_lesson
from .refining import asked_of

_TITLE = 80
_EXTENSION_SECONDS = 20.0
"""Of new scenes, if nothing else was asked for."""
_MOST_OF_LESSON, _MOST_OF_PROMPT = 120.0, 600.0
"""Seconds that a film may take, if no length was asked for and all of the text is told in them."""


def brief_for(deps: PipelineDeps, job: Job, engine: Engine, drafts: DraftKeeper = UNKEPT) -> Brief:
    """The brief for the engine whose turn it is, from the draft on that was kept. Raises `WriterError`."""
    request = _written(asked_of(job, engine))
    if request.storyboard is not None and (engine.draws_storyboards or not isinstance(request, PromptRequest)):
        return _of_storyboard(deps, job, request, request.storyboard, drafts)
    is_lesson = isinstance(request, LessonRequest)
    if not is_lesson and not engine.draws_storyboards:
        return _of_prompt(request, job.request.message)
    wanted = for_writer(
        request,
        deps.materials,
        job.owner,
        speech_seconds=deps.speech_seconds(engine, job),
        storyboard=engine.draws_storyboards,
    )
    if request.seconds is None:
        most = MOST_OF_PART if request.part else _MOST_OF_LESSON if is_lesson else _MOST_OF_PROMPT
        wanted = replace(wanted, most_seconds=most * deps.voice_speed(job))
    wanted = replace(wanted, size=frame_of(job))
    if is_lesson:
        return deps.writer.brief(wanted, drafts)
    return _of_words(deps, wanted, drafts, request.content if isinstance(request, PromptRequest) else None)


def shots_for(deps: PipelineDeps, job: Job, engine: Engine, brief: Brief) -> tuple[str, ...]:
    """What the shots of the job show; none if it is of one clip. Raises `WriterError`."""
    if not job.shots:
        return ()
    asked = _written(asked_of(job, engine))
    wanted = for_writer(asked, deps.materials, job.owner, speech_seconds=job.seconds or 0.0, storyboard=False)
    return deps.writer.shots(wanted, brief, len(job.shots))


def frame_of(job: Job) -> tuple[int, int]:
    """The size of the video in pixels, as far as it is known."""
    width, _, height = (job.size or "1280x720").partition("x")
    return int(width), int(height)


def _written(request: VideoRequest) -> WrittenRequest:
    """Raises `WriterError` for a request of which there is nothing to write."""
    if not isinstance(request, WrittenRequest):
        raise WriterError("Work on films needs no brief.")
    return request


def _of_words(deps: PipelineDeps, wanted: Request, drafts: DraftKeeper, content: str | None = None) -> Brief:
    shown = wanted.message if content is None else content
    # A program's prompt is its own lesson: whatever it says is what is shown.
    own = Lesson.inline(wanted.topic if content else "", shown, default=wanted.language) if shown else None
    if own and _says_something(own):
        return deps.writer.brief(replace(wanted, lesson=own, topic=""), drafts)
    try:
        return deps.writer.brief(wanted, drafts)
    except NoLesson:
        if own is None:
            raise
        return deps.writer.brief(replace(wanted, lesson=own, topic=""), drafts)


def _says_something(text: Lesson) -> bool:
    """Whether a prompt has more than one sentence: a single one may be no more than a topic that a lesson covers."""
    return len(text.blocks) > 1 or len(sentences(text.blocks[0].text)) > 1


def _of_prompt(request: VideoRequest, ordered: str) -> Brief:
    return Brief(
        title=" ".join(ordered.split())[:_TITLE],
        visual_prompt=request.message,
        writer="prompt",
        language=request.language,
    )


def _of_storyboard(
    deps: PipelineDeps, job: Job, request: WrittenRequest, storyboard: Fields, drafts: DraftKeeper
) -> Brief:
    board = Storyboard.read(storyboard)
    notes: tuple[str, ...] = ()
    if isinstance(request, ChangeRequest) and request.rewrite:
        rewritten = _rewritten(deps, job, request, board, drafts)
        board, notes = rewritten, _number_notes(deps, request, board, rewritten)
    before = (deps.store.get(request.source).brief if request.source else None) or NO_BRIEF
    return Brief(
        title=board.title,
        visual_prompt=before.visual_prompt or f"Storyboard: {board.title}"[:PROMPT_LIMIT],
        narration=" ".join(part.text for scene in board.scenes for part in scene.utterances() if part.text),
        takeaways=takeaways_in(board) or before.takeaways,
        storyboard=board.model_dump(mode="json"),
        lesson_id=before.lesson_id,
        writer="storyboard",
        language=board.language,
        notes=notes,
    )


def _number_notes(deps: PipelineDeps, request: ChangeRequest, before: Storyboard, after: Storyboard) -> tuple[str, ...]:
    """Notes on numbers in scenes of the changed board that are new, and not in the lesson."""
    lesson = _lesson_of(deps, request)
    known = LessonNumbers([lesson] if lesson else [], [request.message], after.language)
    new = ((place, scene) for place, scene in enumerate(after.scenes, 1) if scene not in before.scenes)
    return number_notes(new, known, after.language)


def _lesson_of(deps: PipelineDeps, request: ChangeRequest) -> Lesson | None:
    """What the film was made from that is changed, as far as it is known."""
    if request.source:
        return lesson_made_of(deps.store.get(request.source), deps.materials)
    try:
        return read_lesson(request.lesson, deps.materials, language=request.language)
    except NotFound:
        return None


def takeaways_in(board: Storyboard) -> tuple[str, str, str] | None:
    """The takeaways that a board shows."""
    for scene in board.scenes:
        if isinstance(scene, TakeawaysScene):
            first, second, third = (each.text for each in scene.takeaways)
            return first, second, third
    return None


def _rewritten(
    deps: PipelineDeps, job: Job, request: ChangeRequest, board: Storyboard, drafts: DraftKeeper
) -> Storyboard:
    """The source's board, changed as the message says. Raises `WriterError`."""
    if request.kind != "extension":
        changed = deps.writer.remake(board, request.message, one_scene=request.kind == "edit")
        return recited(board, changed, _lesson_of(deps, request))
    seconds = request.seconds or _EXTENSION_SECONDS
    wanted = request.model_copy(update={"language": board.language})
    asked = for_writer(wanted, deps.materials, job.owner, speech_seconds=seconds, storyboard=True)
    brief = _of_words(deps, asked, drafts)
    more = Storyboard.read(brief.storyboard or {}).scenes
    new = [scene for scene in more if not scene.frames_video] or list(more)
    try:
        return extended(board, new)
    except StoryboardError as error:
        raise WriterError(f"The video can't go on: {error.message}") from error
