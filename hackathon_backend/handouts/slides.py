"""A film as slides: a scene on each, with what is said in its notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import NotFound
from ..files import replaced
from ..films.casting import in_turns
from ..films.sources import place_told
from ..storyboard import Storyboard, estimate_scene, printed, thinking_time
from ..storyboard.kinds.quiz.scene import QuizScene
from .content import Handout
from .pdf import PRINTED

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Slides

_EMU = 9525
"""English Metric Units to a pixel of 1/96 inch."""
_WIDE = 1920
"""Pixels across a picture."""
_TITLE_ONLY = 5


class _SceneSlide(NamedTuple):
    """A scene as it stands at `at` seconds; None: when all has come. `source` stands below what is said."""

    scene: int
    title: str
    notes: str
    at: float | None = None
    source: str = ""


def write_slides(handout: Handout, path: Path) -> None:
    """Write a presentation at `path`. Raises `NotFound` for a film that was not drawn, `StoryboardError`."""
    # It takes as long to load as the server itself, and only whoever asks for slides needs it.
    from pptx import Presentation
    from pptx.util import Emu

    board = handout.board()
    if board is None:
        raise NotFound("There are slides only of films that are drawn, scene by scene.", param="video_id")
    slides = Presentation()
    slides.slide_width, slides.slide_height = (Emu(side * _EMU) for side in PRINTED)
    slides.core_properties.title, slides.core_properties.language = handout.title, handout.language
    scenes = printed(board, PRINTED, handout.folder)
    for each in _slides(board):
        _add(slides, each, scenes[each.scene].png(_WIDE, each.at))
    with replaced(path) as half:
        slides.save(str(half))


def _slides(board: Storyboard) -> Iterator[_SceneSlide]:
    for index, scene in enumerate(board.scenes):
        source = place_told(scene, board.language)
        if isinstance(scene, QuizScene):
            asked, _told = thinking_time(scene, estimate_scene(scene))
            yield _SceneSlide(index, scene.chapter, scene.narration, asked, source)
            yield _SceneSlide(index, scene.chapter, scene.answer_narration or scene.reason, source=source)
        else:
            yield _SceneSlide(index, scene.chapter, in_turns(board, scene), source=source)


def _add(slides: Slides, each: _SceneSlide, picture: bytes) -> None:
    slide = slides.slides.add_slide(slides.slide_layouts[_TITLE_ONLY])
    shown = slide.shapes.add_picture(io.BytesIO(picture), 0, 0, slides.slide_width, slides.slide_height)
    shown.name = each.title
    _describe(shown, f"{each.title}. {each.notes}".strip())
    # The picture shows it; above the slide it stands in the outline, and screen readers tell it.
    title: Any = slide.shapes.title
    title.text, title.left, title.width = each.title, 0, slides.slide_width
    title.top, title.height = -60 * _EMU, 50 * _EMU
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = "\n\n".join(filter(None, (each.notes, each.source)))


def _describe(picture: Any, text: str) -> None:
    """What a screen reader says of a picture."""
    picture._element.nvPicPr.cNvPr.set("descr", text)
