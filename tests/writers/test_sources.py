"""Every scene knows the sentence that it shows, and keeps that knowledge as long as it is true."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.films.sources import place_told, source_row
from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.model7.altering import altered
from hackathon_backend.model7.prompt_json import scene_in
from hackathon_backend.storyboard import Storyboard, editor_schema, model_schema, repair, scene_schema
from hackathon_backend.storyboard.kinds.base import BaseScene, texts
from hackathon_backend.storyboard.kinds.source import SceneSource
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.citing import plain
from hackathon_backend.writers.lesson.writer import LessonWriter
from hackathon_backend.writers.recited import recited
from hackathon_backend.writers.wishes import Wish

from .canned_model import OUTLINE, CannedModel
from .test_directing import direct

SLIDES = Lesson.from_markdown(
    "cells",
    """---
title: Cells
language: en
document: Cells.pptx
---
<!-- slide 1 -->
# Cells

A cell is the smallest unit of life. Most cells are 10 to 100 µm wide.

<!-- slide 2 -->
## Parts of a cell

- **Nucleus**: keeps the plan of the cell
- **Membrane**: lets in what the cell needs
- **Mitochondria**: make energy out of sugar

<!-- slide 3 -->
## How big things are

| Thing | Size in µm |
| --- | --- |
| Bacterium | 2 |
| Red blood cell | 8 |
| Plant cell | 50 |

<!-- slide 4 -->
## How a cell divides

1. The cell copies its DNA.
2. The copies move apart.
3. The cell splits in two.

An adult has about 37 trillion cells.
""",
)


def film_of(lesson: Lesson, seconds: float = 60) -> Storyboard:
    asked = Request("", "", lesson.language, lesson=lesson, speech_seconds=seconds)
    return Storyboard.read(LessonWriter(Library([lesson])).brief(asked).storyboard or {})


def places(board: Storyboard) -> list[str]:
    return [scene.cited.place if scene.cited else "none" for scene in board.scenes]


def test_scenes_of_slides_know_their_slide_and_the_sentence() -> None:
    board = film_of(SLIDES)
    shown = {scene.type: scene.cited for scene in board.scenes}
    assert shown["process"] == SceneSource(
        lesson="cells",
        document="Cells.pptx",
        place="slide 4",
        section="How a cell divides",
        quote="The cell copies its DNA.",
    )
    assert shown["chart"] and shown["chart"].place == "slide 3"
    assert shown["title"] and shown["title"].quote == "A cell is the smallest unit of life."
    assert "none" not in places(board)


@pytest.mark.slow
@pytest.mark.parametrize("lesson", Library.load().lessons, ids=lambda lesson: str(lesson.id))
def test_every_scene_of_a_lesson_cites_words_that_stand_in_it(lesson: Lesson) -> None:
    whole = plain(" ".join(block.text for block in lesson.blocks))
    for scene in film_of(lesson, 90).scenes:
        assert scene.cited is not None
        assert scene.cited.lesson == lesson.id
        assert scene.cited.section in lesson.sections
        assert plain(scene.cited.quote) in whole


def test_a_source_is_neither_drawn_nor_asked_for_nor_lost_when_a_board_is_mended() -> None:
    board = film_of(SLIDES)
    fields = board.model_dump(mode="json")
    fields["scenes"][1] |= {"unknown": 1, "cited": fields["scenes"][1]["cited"]}
    mended, _ = repair(fields)
    assert places(mended) == places(board)
    assert "Cells.pptx" not in " ".join(text for scene in board.scenes for text in texts(scene))
    assert "cited" not in str(model_schema()) + str(scene_schema("points"))
    assert editor_schema()["$defs"]["PointsScene"]["properties"]["cited"]["readOnly"]
    assert "cited" not in Storyboard.read({"title": "A", "scenes": [{"type": "title", "title": "A"}]}).model_dump_json()


@pytest.mark.parametrize(
    "cited", [{"place": "slide x"}, {"lesson": "../etc"}, {"lesson": "A b"}, {"other": "x"}, {"quote": "q" * 300}, 5]
)
def test_what_is_no_source_is_refused_and_mended_away(cited: Any) -> None:
    scene = {"type": "title", "title": "A", "narration": "A."}
    with pytest.raises(Exception, match="cited"):
        Storyboard.read({"title": "A", "scenes": [scene | {"cited": cited}]})
    board, changes = repair({"title": "A", "scenes": [scene | {"cited": cited}]})
    assert board.scenes[0].cited is None
    assert any("cited" in change for change in changes)


@pytest.mark.parametrize("wish", [Wish(shorter=True), Wish(remove=True, scene=2), Wish(theme="chalkboard")])
def test_scenes_that_stay_keep_their_sources(wish: Wish) -> None:
    board = film_of(SLIDES)
    before = {scene.chapter: scene.cited for scene in board.scenes}
    after = altered(board, wish, SLIDES)
    assert after != board
    assert all(scene.cited == before[scene.chapter] for scene in after.scenes)


def test_a_step_that_stands_alone_cites_its_own_sentence() -> None:
    [scene] = altered(film_of(SLIDES), Wish(only=True, step=1), SLIDES).scenes
    assert scene.cited and (scene.cited.place, scene.cited.quote) == ("slide 4", "The copies move apart.")


def other(scene: BaseScene, **changes: Any) -> dict[str, Any]:
    return scene.model_dump(mode="json") | changes


def test_a_scene_that_says_something_else_is_looked_up_anew_or_cites_nothing() -> None:
    board = film_of(SLIDES)
    place = next(index for index, scene in enumerate(board.scenes) if scene.type == "process")
    fields = board.model_dump(mode="json")
    for said, lesson, expected in (
        ("An adult has about 37 trillion cells.", SLIDES, "slide 4"),
        ("A cell is the smallest unit of life.", SLIDES, "slide 1"),
        ("Cells like to sing.", SLIDES, None),
        ("A cell is the smallest unit of life.", None, None),
    ):
        scenes = [*fields["scenes"][:place], other(board.scenes[place], narration=said), *fields["scenes"][place + 1 :]]
        after = recited(board, Storyboard.read(fields | {"scenes": scenes}), lesson)
        cited = after.scenes[place].cited
        assert (cited.place if cited else None) == expected
        assert places(after)[:place] == places(board)[:place]


def test_a_translation_keeps_the_sources_scene_by_scene() -> None:
    board = film_of(SLIDES)
    scenes = [other(scene, narration="Auf Deutsch gesagt.", cited=None) for scene in board.scenes]
    german = Storyboard.read(board.model_dump(mode="json") | {"language": "de", "scenes": scenes})
    assert places(recited(board, german)) == places(board)


def test_an_edit_in_json_may_bring_a_source_and_loses_one_that_is_no_longer_true() -> None:
    board = film_of(SLIDES)
    own = '{"scene": 1, "with": {"type": "title", "title": "A", "narration": "B.", "cited": {"place": "page 9"}}}'
    assert places(scene_in(own, board) or board)[0] == "page 9"
    stale = board.scenes[0].model_copy(update={"narration": "Something else."}).model_dump_json()
    changed = scene_in(f'{{"scene": 1, "with": {stale}}}', board)
    assert changed and places(changed)[0] == "none"
    assert places(changed)[1:] == places(board)[1:]


def test_a_source_is_told_in_the_language_of_the_film_with_where_it_can_be_read() -> None:
    scene = film_of(SLIDES).scenes[1]
    row = source_row(scene, "de")
    assert row and row["label"] == "Folie 2"
    assert row["page"].startswith("/?lesson=cells&section=Parts%20of%20a%20cell&quote=Nucleus")
    assert row["page"].endswith("#slide-2")
    assert place_told(scene, "fr") == "Diapositive 2, Cells.pptx"
    plainly = scene.model_copy(update={"cited": SceneSource(lesson="cells", section="Parts")})
    told = source_row(plainly, "es")
    assert told and (told["label"], told["page"]) == ("En la lección", "/?lesson=cells&section=Parts")
    assert source_row(scene.model_copy(update={"cited": SceneSource(section="Of a text that was sent")}), "en") is None


def cited_outline(*passages: str) -> dict[str, Any]:
    scenes = [scene | {"passage": cited} for scene, cited in zip(OUTLINE["scenes"], passages, strict=False)]
    return OUTLINE | {"scenes": scenes + OUTLINE["scenes"][len(scenes) :]}


def test_a_language_model_cites_the_passages_that_it_was_shown() -> None:
    asked = Request("Make a video of cells", "cells", "en", lesson=SLIDES, speech_seconds=90)
    made = direct(CannedModel(outline=cited_outline("p1", "[p4]", "p99", "")), asked, lessons=[SLIDES])
    assert "[p1] A cell is the smallest unit of life." in str(made.calls[0]["messages"])
    assert places(made.board)[:4] == ["slide 1", "slide 4", "none", "none"]
    assert made.board.scenes[0].cited and made.board.scenes[0].cited.document == "Cells.pptx"
    note = made.brief.notes[0]
    assert "does not have" in note and "The idea of plot" in note


def test_a_source_that_a_model_writes_into_a_scene_by_itself_is_not_taken() -> None:
    forged = {"heading": "A", "steps": [{"label": "One"}, {"label": "Two"}], "cited": {"place": "page 666"}}
    made = direct(CannedModel({2: [forged]}))
    assert places(made.board)[1] == "none"
    assert made.brief.notes == ()
