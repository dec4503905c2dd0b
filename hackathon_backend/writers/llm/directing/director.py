"""Directs a film: has the outline written, then every scene by itself, and what the checker finds mended once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial

from ....errors import StoryboardError, WriterError
from ....net.deadline import within
from ....storyboard import Storyboard
from ...base import Request
from ...drafts import Draft, DraftKeeper, Outline, PlannedScene, SceneDraft
from ...numbers.notes import number_notes
from ...numbers.proof import LessonNumbers
from ..chat_model import ChatModel
from ..passages import Passages
from ..protocol import JsonObject
from . import outline as outlines
from .citations import source_fields, uncited
from .exchange import Answered, Exchange, Question
from .findings import Check, findings_of, numbers_for, outline_findings
from .outline import outline_schema, read_outline
from .pictures import KIND as PICTURE
from .pictures import ShownPictures, unpictured
from .prompts import outline_messages, scene_messages
from .scene import TOKENS, Scenes, as_reply, plain_scene, read_scene, schema_of

log = logging.getLogger(__name__)

_CALLS_LONG = 4.0
"""How many times as long as one call all of a film may take: what is not there then is made of the outline."""
_MOST_BYTES = 64 * 1024 * 1024
_OUTLINED, _WRITTEN = 0.2, 0.9
"""The part that is done when the outline and the scenes are there."""
_WITHOUT_A_CALL = frozenset({"takeaways", PICTURE})
"""Kinds of which the outline says all."""


@dataclass(frozen=True)
class DirectedFilm:
    """What comes of a request: its outline, the storyboard, and notes on what was left out of it."""

    outline: Outline
    board: Storyboard
    notes: tuple[str, ...] = ()


class FilmDirector:
    """Asks `model` for `parallel` scenes at a time. A film of n scenes takes at most 2 + 2n calls."""

    def __init__(self, model: ChatModel, *, parallel: int, check: Check) -> None:
        self._model = model
        self._parallel = parallel
        self._check = check

    def film(self, request: Request, passages: Passages, drafts: DraftKeeper) -> DirectedFilm:
        """The film of a request, from the draft on that was kept. Raises `WriterError` if there is no outline, or
        nothing in the film that the model has written.
        """
        with within(_CALLS_LONG * self._model.timeout, most_bytes=_MOST_BYTES) as budget:
            numbers = numbers_for(request, passages.lessons)
            pictures = ShownPictures.of(passages.lessons)
            work = _FilmCalls(self._model, request, passages, pictures, numbers, drafts, budget.seconds)
            draft = drafts.draft or self._outlined(work)
            draft = self._written(work, draft)
            if all(scene is None or scene.from_outline for scene in draft.scenes):
                raise WriterError("The language model wrote an outline, and no scene of it.")
            draft, board = self._mended(work, draft)
        notes = number_notes(enumerate(board.scenes, 1), numbers, request.language)
        left = (*uncited(draft.outline, passages), *unpictured(draft.outline, pictures))
        return DirectedFilm(draft.outline, board, (*left, *notes))

    def _outlined(self, work: _FilmCalls) -> Draft:
        work.drafts.keep(None, "writing the outline", 0.0)
        draft = Draft.of(work.outline())
        plan = "; ".join(f"{scene.idea} ({scene.kind})" for scene in draft.outline.scenes)
        log.info("Outline of %d scenes.", len(draft.scenes))
        log.debug("Outline: %s", plan)
        work.drafts.keep(draft, _told(draft), _OUTLINED)
        return draft

    def _written(self, work: _FilmCalls, draft: Draft) -> Draft:
        """The draft with all of its scenes."""
        for place in draft.missing:
            if draft.outline.scenes[place].kind in _WITHOUT_A_CALL:
                draft = draft.with_scene(place, work.plain(draft, place, asked=0))
        for place, scene in self._each(draft.missing, partial(work.scene, draft)):
            draft = draft.with_scene(place, scene)
            work.drafts.keep(draft, _told(draft), _OUTLINED + (_WRITTEN - _OUTLINED) * _share(draft))
        return draft

    def _mended(self, work: _FilmCalls, draft: Draft) -> tuple[Draft, Storyboard]:
        """The draft with those scenes written again that have faults and were written once, where that is better."""
        board = _board(draft, work)
        found = self._found(draft, work)
        again = [place for place in found if _was_asked_once(draft.scenes[place])]
        if not again:
            return draft, board
        log.info("%d scenes have faults.", len(again))
        log.debug("Faults: %s", "; ".join(each for place in again for each in found[place]))
        told = f"going over {len(again)} of {len(draft.scenes)} scenes"
        work.drafts.keep(draft, told, _WRITTEN)
        new = draft
        for place, scene in self._each(again, lambda place: work.again(draft, place, found[place])):
            new = new.with_scene(place, scene)
            work.drafts.keep(new, told, _WRITTEN)
        better = self._found(new, work)
        for place in again:
            if len(better.get(place, ())) >= len(found[place]):
                new = new.with_scene(place, replace(_made(draft, place), asked=_made(new, place).asked))
        work.drafts.keep(new, "the scenes are written", 1.0)
        return new, _board(new, work)

    def _found(self, draft: Draft, work: _FilmCalls) -> dict[int, tuple[str, ...]]:
        """What is wrong with scenes, by their places: as they are drawn, and in what they show."""
        return findings_of(draft, _board(draft, work), work.request.size, self._check, work.numbers)

    def _each(self, places: Sequence[int], write: Callable[[int], SceneDraft]) -> Iterable[tuple[int, SceneDraft]]:
        """Each place with what was written for it, as they come."""
        if not places:
            return
        pool = ThreadPoolExecutor(min(self._parallel, len(places)), thread_name_prefix="scene")
        try:
            # The time that is left, and what the log says of the job, go along into each thread.
            waiting = {pool.submit(copy_context().run, write, place): place for place in places}
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True)
class _FilmCalls:
    """The calls that are made for one film; `left` says how many seconds there are for them."""

    model: ChatModel
    request: Request
    passages: Passages
    pictures: ShownPictures
    numbers: LessonNumbers
    drafts: DraftKeeper
    left: Callable[[], float]

    def outline(self) -> Outline:
        """Raises `WriterError`."""
        question = Question(
            outline_messages(self.request, self.passages.material, self.pictures),
            "outline",
            outline_schema(self.pictures),
            outlines.TOKENS,
            self._read_outline,
            part=False,
        )
        return Exchange(self.model, question, self.left).best().value

    def _read_outline(self, reply: JsonObject) -> Answered[Outline]:
        read = read_outline(reply, self.request, self.pictures)
        return replace(read, complaints=(*read.complaints, *outline_findings(read.value, self.numbers)))

    def scene(self, draft: Draft, place: int) -> SceneDraft:
        """The scene as the model writes it, or as the outline has it."""
        exchange = self._exchange(draft, place)
        try:
            return SceneDraft(exchange.best().value, exchange.asked)
        except WriterError as error:
            log.warning("Scene %d is drawn from the outline.", place + 1)
            log.debug("Why: %s", error.message)
            return self.plain(draft, place, asked=exchange.asked)

    def again(self, draft: Draft, place: int, findings: Sequence[str]) -> SceneDraft:
        """The scene written once more, with what is wrong with it told; as it was if nothing comes of it."""
        made = _made(draft, place)
        exchange = self._exchange(draft, place)
        exchange.recall(as_reply(made.scenes), findings)
        try:
            answer = exchange.ask()
        except WriterError as error:
            log.info("Scene %d stays as it was.", place + 1)
            log.debug("Why: %s", error.message)
            return replace(made, asked=made.asked + exchange.asked)
        return SceneDraft(answer.value, made.asked + exchange.asked)

    def plain(self, draft: Draft, place: int, *, asked: int) -> SceneDraft:
        """The scene as the outline has it."""
        return SceneDraft(plain_scene(draft.outline, draft.outline.scenes[place]), asked, from_outline=True)

    def _exchange(self, draft: Draft, place: int) -> Exchange[Scenes]:
        planned = draft.outline.scenes[place]

        def read(reply: dict[str, object]) -> Answered[Scenes]:
            return read_scene(reply, planned)

        messages = scene_messages(self.request, self.passages.material, draft.outline, planned)
        return Exchange(self.model, Question(messages, planned.kind, schema_of(planned.kind), TOKENS, read), self.left)


def _board(draft: Draft, work: _FilmCalls) -> Storyboard:
    """All scenes of a draft, each with its source. Raises `WriterError`."""
    scenes = [
        scene | source_fields(planned, work.passages) | work.pictures.fields(planned)
        for planned, made in zip(draft.outline.scenes, draft.scenes, strict=True)
        for scene in (_as_pictured(draft.outline, planned, made, work) if made else ())
    ]
    fields = {"title": draft.outline.title, "language": work.request.language, "scenes": scenes}
    try:
        return Storyboard.read(fields)
    except StoryboardError as error:
        raise WriterError(f"The language model's scenes make no film: {error.message}") from error


def _as_pictured(outline: Outline, planned: PlannedScene, made: SceneDraft, work: _FilmCalls) -> Scenes:
    """What was made of a scene; if its picture is gone since then, the scene without one."""
    if planned.kind == PICTURE and planned.picture not in work.pictures:
        return plain_scene(outline, replace(planned, kind="points"))[: len(made.scenes)]
    return made.scenes


def _made(draft: Draft, place: int) -> SceneDraft:
    made = draft.scenes[place]
    assert made is not None
    return made


def _share(draft: Draft) -> float:
    return 1 - len(draft.missing) / len(draft.scenes)


def _told(draft: Draft) -> str:
    """What is written next."""
    count = len(draft.scenes)
    return f"writing scene {min(count - len(draft.missing) + 1, count)} of {count}"


def _was_asked_once(made: SceneDraft | None) -> bool:
    return made is not None and made.asked == 1 and not made.from_outline
