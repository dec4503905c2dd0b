"""A plan as a storyboard: its title, a scene for each beat, a question about them, and the takeaways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ValidationError

from ....lessons import Lesson
from ....storyboard import Storyboard
from ....storyboard.board import fault
from ....storyboard.kinds import Scene
from ....storyboard.kinds.icon import Icon
from ....storyboard.kinds.takeaways.scene import Takeaway, TakeawaysScene
from ....storyboard.kinds.title.scene import TitleScene
from ...cutting import cut_at_word
from ..matter import heading_in
from ..named import shows_again
from ..phrases import key_points_heading
from ..plan import LessonPlan, ToldBeat
from .by_itself import instead_of_points
from .icons import icon_in, things_of
from .key_words import drawings_beside, key_words_of
from .labels import cue_at, heading
from .quiz import Quiz
from .scenes import scene_of
from .sources import beat_source, cited, closing_source, opening_source, quiz_source

_TITLE, _SUBTITLE = 120, 110


class Parts(NamedTuple):
    """What a film has beside the scenes of its beats."""

    title: bool = True
    takeaways: bool = True


ALL_PARTS = Parts()


def storyboard_of(
    lesson: Lesson,
    plan: LessonPlan,
    takeaways: Sequence[str],
    closing: Sequence[str],
    quiz: Quiz | None = None,
    parts: Parts = ALL_PARTS,
) -> Storyboard:
    """The storyboard of a plan. Of the takeaways `closing` is said. A film without any beat has a title in any case.

    Raises `StoryboardError` for a lesson whose texts no scene can show.
    """
    title = heading(heading_in(lesson, plan.focus or lesson.title), _TITLE)
    try:
        scenes = _with_few_statements([(told, scene_of(told, lesson)) for told in plan.beats], lesson)
        if parts.title or not scenes:
            scenes.insert(0, cited(_title(lesson, title, plan.opening), opening_source(lesson, plan)))
        scenes += [cited(quiz.scene(), quiz_source(lesson, plan, quiz))] if quiz else []
        closed = [_takeaways(lesson, takeaways, closing)] if parts.takeaways else []
        scenes += [cited(scene, closing_source(lesson, closing or takeaways)) for scene in closed]
        return Storyboard(title=title, language=lesson.language, scenes=tuple(scenes))
    except ValidationError as error:
        raise fault(error, {}) from error


def _with_few_statements(shown: Sequence[tuple[ToldBeat, Scene]], lesson: Lesson) -> list[Scene]:
    """The scenes, of which at most one is nothing but statements where others can be drawn: a list, or the first."""
    statements = [place for place, (_, scene) in enumerate(shown) if scene.type == "points"]
    kept = next((place for place in statements if shown[place][0].items), min(statements, default=-1))
    drawn: list[Scene] = []
    things: list[frozenset[str]] = []
    for place, (told, scene) in enumerate(shown):
        other = instead_of_points(told, lesson) if place in statements and place != kept else None
        # A document may speak of the same things on every page.
        is_again = other is not None and shows_again(other, things) and bool(lesson.document)
        drawn.append(scene if other is None or is_again else other)
    return [cited(scene, beat_source(told, lesson)) for (told, _), scene in zip(shown, drawn, strict=True)]


def _title(lesson: Lesson, title: str, opening: Sequence[str]) -> TitleScene:
    whole = heading_in(lesson, lesson.title)
    subtitle = whole if title != heading(whole, _TITLE) else lesson.question or lesson.summary
    # Half of the frame is for a drawing.
    icons = (icon_in(lesson, text) for text in (title, lesson.title, lesson.summary))
    return TitleScene(
        title=title,
        subtitle=cut_at_word(subtitle, _SUBTITLE).rstrip("."),
        icon=next((icon for icon in icons if icon != Icon.none), Icon.book.value),
        things=things_of(lesson, title),
        narration=" ".join(opening),
    )


def _takeaways(lesson: Lesson, takeaways: Sequence[str], closing: Sequence[str]) -> TakeawaysScene:
    # Key words are enough of what is said; what is only shown stands there as a whole.
    keys = [key_words_of(each, lesson) if each in closing else "" for each in takeaways]
    icons = drawings_beside(takeaways, keys, lesson)
    return TakeawaysScene(
        heading=key_points_heading(lesson.language),
        takeaways=tuple(
            Takeaway(text=text, key=key, icon=icon, cue=cue_at(text) if text in closing else "")
            for text, key, icon in zip(takeaways, keys, icons, strict=True)
        ),
        narration=" ".join(closing),
    )
