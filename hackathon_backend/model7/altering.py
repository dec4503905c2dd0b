"""What a plain wish does to a storyboard: no language model is needed for it."""

from __future__ import annotations

from ..errors import ChangeRefused, StoryboardError
from ..lessons import Lesson
from ..lessons.search.words import terms
from ..storyboard import Storyboard, remake, remake_steps
from ..storyboard.kinds.source import CITED
from ..writers.lesson.more import more_for
from ..writers.lesson.scenes.board_quiz import quiz_for
from ..writers.recited import recited
from ..writers.wishes import Wish

_LONGER = 1.5
"""How many times as long "longer" is."""

_NO_LESS = "prompt: every scene says one sentence only; there is nothing to leave out."
_NOT_LONGER = (
    "prompt: without a language model this video can't be made longer: all that it was made from is told. Order a new "
    "one with more seconds, or go on by POST /v1/videos/extensions."
)
_PART_LONGER = (
    "prompt: the lesson says no more on this scene, and only a language model could. A whole video can be made longer."
)
_WHOLE = "prompt: theme, size, voice and pace are those of the whole video."
_HAS_QUIZ = "prompt: the video has a question already."
_NO_QUIZ = "prompt: no question with one sound answer can be made of what the video tells, without a language model."


def altered(board: Storyboard, wish: Wish, lesson: Lesson | None) -> Storyboard:
    """The board as it is wished for; `lesson` is what it was made from, if that is known.

    Raises `ChangeRefused` if the wish can't be fulfilled.
    """
    new = _narrowed(board, wish) if wish.remove or wish.only else board
    if wish.longer or wish.shorter or wish.seconds is not None:
        new = _resized(new, wish, lesson)
    if wish.quiz:
        new = _asking(new, lesson)
    new = recited(board, new, lesson)
    try:
        new = remake.with_theme(new, wish.theme) if wish.theme else new
        return remake.with_pace(new, wish.pace) if wish.pace else new
    except StoryboardError as error:
        raise ChangeRefused(f"prompt: {error.message}", "scenes") from None


def wanted_seconds(board: Storyboard, wish: Wish) -> float | None:
    """How long a video is wished for, None if nothing is said of it in seconds."""
    return remake.length(board) + wish.by if wish.by is not None else wish.seconds


def _narrowed(board: Storyboard, wish: Wish) -> Storyboard:
    """The board without the part that is named, or nothing else but it."""
    if wish.remove and len(board.scenes) == 1 and wish.step is None:
        raise ChangeRefused("prompt: the only scene can't be removed.", "only_part")
    try:
        if wish.count > 1:
            return _several(board, wish)
        if wish.step is not None:
            change = remake_steps.without_step if wish.remove else remake_steps.only_step
            return change(board, wish.step)
        place = _place(board, wish)
        return remake.without_scene(board, place) if wish.remove else remake.only_scene(board, place)
    except StoryboardError as error:
        raise ChangeRefused(f"prompt: {error.message}", "no_part", count=len(board.scenes)) from None


def _several(board: Storyboard, wish: Wish) -> Storyboard:
    """The board without, or with only, those parts that stand together. Raises `StoryboardError`."""
    is_step = wish.step is not None
    total = remake_steps.count(board) if is_step else len(board.scenes)
    without = remake_steps.without_step if is_step else remake.without_scene
    named = _named(wish, total)
    gone = named if wish.remove else [place for place in range(total) if place not in named]
    if len(gone) == total:
        raise ChangeRefused("prompt: a video needs a part that is left.", "only_part")
    for place in reversed(gone):
        board = without(board, place)
    return remake_steps.alone(board) if is_step and wish.only else board


def _named(wish: Wish, total: int) -> range:
    """The places that are named, of `total`; negative ones count from the end. Raises `StoryboardError`."""
    first = wish.step if wish.step is not None else wish.scene or 0
    start = first + total if first < 0 else first
    if start < 0 or start + wish.count > total:
        raise StoryboardError(f"The video has {total} parts; it has no parts {start + 1} to {start + wish.count}.")
    return range(start, start + wish.count)


def _place(board: Storyboard, wish: Wish) -> int:
    """The index of the scene that is meant. Raises `ChangeRefused` if the video has none that fits."""
    if wish.scene is not None:
        return wish.scene
    if wish.kind is not None:
        fitting = [place for place, scene in enumerate(board.scenes) if scene.type == wish.kind]
    else:
        fitting = _speaking_of(board, wish.about or "")
    if not fitting:
        message = f"prompt: none of the {len(board.scenes)} scenes of the video is that."
        raise ChangeRefused(message, "no_part", count=len(board.scenes))
    return fitting[0]


def _speaking_of(board: Storyboard, words: str) -> list[int]:
    """The scenes that speak of `words`, the one that does it most first; what frames a video comes last."""
    wanted = set(terms(words, board.language))
    shared = {}
    for place, scene in enumerate(board.scenes):
        said = terms(scene.model_dump_json(exclude={"type", CITED}), board.language)
        count = sum(min(said.count(term), 3) for term in wanted) * len(wanted & set(said))
        shared[place] = (scene.type not in ("title", "takeaways"), count)
    found = [place for place, (_inner, count) in shared.items() if count]
    return sorted(found, key=lambda place: shared[place], reverse=True)


def _resized(board: Storyboard, wish: Wish, lesson: Lesson | None) -> Storyboard:
    if wish.has_part and not (wish.remove or wish.only):
        place = _step_scene(board, wish)
        return _telling_more(board, place, lesson) if wish.longer else _shorter(board, place)
    seconds = wanted_seconds(board, wish)
    if wish.longer or (seconds is not None and seconds > remake.length(board) * remake.CLOSE_ENOUGH):
        raise ChangeRefused(_NOT_LONGER, "not_longer")
    return _shorter(board, None) if seconds is None else _within(board, seconds)


def _within(board: Storyboard, seconds: float) -> Storyboard:
    if remake.length(board) <= seconds * remake.CLOSE_ENOUGH:
        return board
    try:
        return remake.within(board, max(seconds, 1.0))
    except StoryboardError:
        raise ChangeRefused(_NO_LESS, "no_less") from None


def _telling_more(board: Storyboard, place: int, lesson: Lesson | None) -> Storyboard:
    """The board with more of the lesson's own sentences in one scene."""
    place = _checked(board, place)
    more = more_for(board, place, lesson) if lesson else ()
    if not more:
        raise ChangeRefused(_PART_LONGER, "part_longer")
    scene = board.scenes[place].model_dump(mode="json")
    scene["narration"] = " ".join([scene["narration"], *more])
    return remake.with_scene(board, place, scene)


def _checked(board: Storyboard, place: int) -> int:
    count = len(board.scenes)
    if not -count <= place < count:
        message = f"prompt: The video has {count} scenes; there is no scene {place + 1}."
        raise ChangeRefused(message, "no_part", count=count)
    return place % count


def _step_scene(board: Storyboard, wish: Wish) -> int:
    return wish.step + 1 if wish.step is not None and wish.step >= 0 else _place(board, wish)


def _shorter(board: Storyboard, place: int | None) -> Storyboard:
    try:
        return remake.shorter(board, None if place is None else _checked(board, place))
    except StoryboardError:
        raise ChangeRefused(_NO_LESS, "no_less") from None


def _asking(board: Storyboard, lesson: Lesson | None) -> Storyboard:
    if any(scene.type == "quiz" for scene in board.scenes):
        raise ChangeRefused(_HAS_QUIZ, "has_quiz")
    if (scene := quiz_for(board, lesson)) is None:
        raise ChangeRefused(_NO_QUIZ, "no_quiz")
    return remake.with_question(board, scene)


def length_anew(board: Storyboard, wish: Wish) -> float | None:
    """How many seconds are wished for, of the whole video and nothing else; None if that is not the wish."""
    if wish.has_part or wish.quiz:
        return None
    seconds = wanted_seconds(board, wish)
    return remake.length(board) * _LONGER if seconds is None and wish.longer else seconds
