"""Videos made from other videos: remixed, one scene of them changed, or gone on with.

A drawn video is a storyboard, so what is asked for is changed in it and the rest stays as it is. What needs no
language model is done at once; the rest is written when the job's turn comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..engines import Engines
from ..errors import Conflict, RequestError, StoryboardError
from ..jobs import Job
from ..storyboard import Storyboard, remake, repair
from ..writers.wishes import Wish, read_wish
from .request import VideoRequest, json_in

Action = Literal["remix", "edit", "extension"]

_CAN = (
    "Without a language model these are understood: shorter, slower, faster, a theme (on a chalkboard), a size "
    "(vertical), a voice, and for an edit: shorten or remove scene 2. For all else set OPENAI_API_KEY or "
    "OPENAI_BASE_URL."
)


@dataclass(frozen=True)
class Remaker:
    """Turns a wish about a finished video into an order for a new one.

    `voices` are those that can be had, by what people call them; `has_model` tells whether there is a language model.
    """

    engines: Engines
    voices: Mapping[str, str]
    has_model: bool

    def order(
        self, source: Job, action: Action, prompt: str, seconds: float | None = None
    ) -> tuple[VideoRequest, list[str]]:
        """The order, and the engines that may take it. `seconds` is for an extension: how long the new part may be.

        Raises `Conflict` for a video that is not finished, `RequestError` for what can't be done.
        """
        if not source.ended:
            raise Conflict("The video is still being made. Wait for its end before you change it.", param="video")
        if source.state != "completed":
            raise RequestError(
                "video: it was not finished, so there is nothing to change. Order a new one.", param="video"
            )
        if source.request.get("work"):
            raise RequestError(
                "video: its film was worked on, so words can't change it. Change the video that it was made of, or go "
                "on by POST /v1/videos/{id}/edits.",
                param="video",
            )
        base = VideoRequest.of(source.request).model_copy(
            update={
                "kind": action,
                "message": prompt,
                "topic": prompt[:300],
                "source": source.id,
                "size": source.size,
                "model": source.model,
                "seconds": seconds if action == "extension" else source.seconds,
                "conversation_id": None,
                "message_id": None,
                "history": [],
                "reference": None,
                "webhook_url": None,
                "storyboard": None,
            }
        )
        if (board := _board_of(source)) is not None:
            return self._drawn(base, board, action), self._drawing()
        return base, [self._maker(source)]

    def _drawn(self, base: VideoRequest, board: Storyboard, action: Action) -> VideoRequest:
        if action == "extension":
            return self._longer(base, board)
        new = _scene_in(base.message, board) if action == "edit" else None
        wish = read_wish(base.message, self.voices) if new is None else None
        if wish is not None:
            if action == "remix" and (wish.scene is not None or wish.remove):
                raise RequestError("prompt: one scene is changed by an edit (POST /v1/videos/edits).", param="prompt")
            new = _with(board, wish)
            base = base.model_copy(update=_wished(base, wish))
        if new is None and not self.has_model:
            raise RequestError(f"prompt: this needs a language model. {_CAN}", param="prompt")
        # Without a new board, the writer makes one of the old one when the job's turn comes.
        final = {"storyboard": (new or board).model_dump(mode="json"), "rewrite": new is None}
        return base.model_copy(update=final)

    def _longer(self, base: VideoRequest, board: Storyboard) -> VideoRequest:
        more = _storyboard_in(base.message)
        if more is None:
            return base.model_copy(update={"storyboard": board.model_dump(mode="json"), "rewrite": True})
        try:
            whole = remake.extended(board, more.scenes)
        except StoryboardError as error:
            raise RequestError(f"prompt: {error.message}", param="prompt") from None
        return base.model_copy(update={"storyboard": whole.model_dump(mode="json")})

    def _maker(self, source: Job) -> str:
        engine = self.engines.get(source.engine or "")
        if engine is None or not engine.paid:
            raise RequestError(
                "video: no engine can change this one by words. Remix the video that it was made from, or cut, join "
                f"and letter it by POST /v1/videos/{source.id}/edits.",
                param="video",
            )
        return engine.name

    def _drawing(self) -> list[str]:
        names = [name for name in self.engines.names if (e := self.engines.get(name)) and e.draws_storyboards]
        if not names:
            raise RequestError("No engine here draws storyboards: add storyboard to VIDEO_ENGINES.", param="video")
        return names


def _board_of(source: Job) -> Storyboard | None:
    data = (source.brief or {}).get("storyboard")
    return Storyboard.read(data) if data else None


def _with(board: Storyboard, wish: Wish) -> Storyboard:
    try:
        if wish.remove and wish.scene is not None:
            return remake.without_scene(board, wish.scene)
        if wish.shorter:
            board = remake.shorter(board, wish.scene)
        elif wish.scene is not None:
            raise RequestError("prompt: theme, size, voice and pace are those of the whole video.", param="prompt")
        if wish.theme:
            board = remake.with_theme(board, wish.theme)
        return remake.with_pace(board, wish.pace) if wish.pace else board
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None


def _wished(base: VideoRequest, wish: Wish) -> dict[str, Any]:
    wished: dict[str, Any] = {"size": wish.size or base.size, "voice": wish.voice or base.voice}
    # The style that was ordered goes before the storyboard's theme.
    return wished | ({"style": wish.theme} if wish.theme else {})


def _scene_in(prompt: str, board: Storyboard) -> Storyboard | None:
    """The board with the scene that the prompt brings: {"scene": 2, "with": {"type": ..., ...}}."""
    data = json_in(prompt)
    if data is None:
        return None
    number, scene = data.get("scene"), data.get("with")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1 or not isinstance(scene, dict):
        raise RequestError('prompt: an edit in JSON is {"scene": 2, "with": {"type": ..., ...}}.', param="prompt")
    try:
        mended, _changes = repair({"title": board.title, "language": board.language, "scenes": [scene]})
        return remake.with_scene(board, number - 1, mended.scenes[0].model_dump(mode="json"))
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None


def _storyboard_in(prompt: str) -> Storyboard | None:
    data = json_in(prompt)
    if data is None:
        return None
    try:
        return repair(data)[0]
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None
