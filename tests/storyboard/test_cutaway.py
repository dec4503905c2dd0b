"""Cutaways: every drawing is whole, parts are found by their names, labels find free ways, light follows."""

from __future__ import annotations

import os
import re
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from hackathon_backend.errors import StoryboardError, UnknownDrawing
from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.drawing.brushes import TextBrush
from hackathon_backend.storyboard.drawing.parts.basics import heading
from hackathon_backend.storyboard.drawing.stage import around
from hackathon_backend.storyboard.kinds.cutaway.brushes import FlowBrush, PartBrush
from hackathon_backend.storyboard.kinds.cutaway.drawing import LANGUAGES, CutawayDrawing
from hackathon_backend.storyboard.kinds.cutaway.figure import CutawayFigure, bounds
from hackathon_backend.storyboard.kinds.cutaway.labels import cross
from hackathon_backend.storyboard.kinds.cutaway.layout import wanted_labels
from hackathon_backend.storyboard.kinds.cutaway.library import (
    _plain,
    drawing_of,
    find_flow,
    find_part,
    find_subject,
    subjects,
)
from hackathon_backend.storyboard.kinds.cutaway.outlines import ShapeOutline, outlines
from hackathon_backend.storyboard.kinds.cutaway.scene import CutawayScene
from hackathon_backend.storyboard.kinds.cutaway.timeline import CutawayTimeline
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.schema import scene_schema
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import boards
from tests.storyboard.sizes import each_size

SIZES = [(1280, 720), (720, 1280), (1920, 1080), (1080, 1080), (640, 360), (960, 720)]
DOCS = Path(__file__).parents[2] / "docs" / "storyboard.md"
EACH = pytest.mark.parametrize("subject", subjects())


def scene(subject: str, **fields: Any) -> dict[str, Any]:
    return {"type": "cutaway", "heading": "Inside", "subject": subject, "narration": "Look inside of it.", **fields}


def board(subject: str, language: str = "en", **fields: Any) -> Storyboard:
    return Storyboard.read({"title": "Inside", "language": language, "scenes": [scene(subject, **fields)]})


def shot(read: Storyboard, size: tuple[int, int] = (1280, 720), **form: Any) -> Shot:
    return shots_of(read, Format(size, 30, THEMES["clean"], **form))[0]


def marks(read: Storyboard, size: tuple[int, int] = (1280, 720), **form: Any) -> list[Any]:
    found = shot(read, size, **form)
    return marks_of(found.scene, found.timing, found.place, found.context())


def texts(found: list[Any], at: float) -> set[str]:
    """What can be read at a time."""
    return {m.brush.block.text for m in found if isinstance(m.brush, TextBrush) and m.state(at).opacity > 0.5}


def refused(subject: str, **fields: Any) -> StoryboardError:
    with pytest.raises(StoryboardError) as caught:
        board(subject, **fields)
    return caught.value


@EACH
def test_no_two_parts_of_a_drawing_share_a_word(subject: str) -> None:
    drawing = drawing_of(subject)
    for named in (drawing.parts, drawing.flows):
        for language in LANGUAGES:
            names = [each.names[language].casefold() for each in named.values()]
            assert len(names) == len(set(names))


def test_no_two_subjects_share_a_word() -> None:
    words: dict[str, str] = {}
    for subject in subjects():
        drawing = drawing_of(subject)
        for word in {_plain(each) for each in (subject, *drawing.names.values(), *drawing.synonyms)}:
            assert words.setdefault(word, subject) == subject, word


@EACH
def test_a_subject_and_its_parts_are_found_by_their_names_in_each_language(subject: str) -> None:
    drawing = drawing_of(subject)
    for language in LANGUAGES:
        assert find_subject(drawing.names[language]) == subject
        assert {id_: find_part(drawing, each.names[language]) for id_, each in drawing.parts.items()} == {
            id_: id_ for id_ in drawing.parts
        }, language
        for id_, flow in drawing.flows.items():
            assert find_flow(drawing, flow.names[language]) == id_


@EACH
def test_names_are_written_in_the_script_of_their_language(subject: str) -> None:
    scripts = {
        "hi": r"[\u0900-\u097f]",
        "ar": r"[\u0600-\u06ff]",
        "zh": r"[\u4e00-\u9fff]",
        "ja": r"[\u3040-\u30ff\u4e00-\u9fff]",
    }
    drawing = drawing_of(subject)
    for named in (drawing, *drawing.parts.values(), *drawing.flows.values()):
        for language, letters in scripts.items():
            name = named.names[language]
            assert re.search(letters, name) or name.isascii(), f"{language}: {name}"


@pytest.mark.slow
@EACH
def test_an_anchor_lies_on_its_part_and_nothing_else_covers_it(subject: str) -> None:
    drawing = drawing_of(subject)
    shapes = outlines(drawing)
    missed = []
    for id_, part in drawing.parts.items():
        for x, y in part.anchors:
            hit = [shape.part for shape in shapes if _touches(shape, x, y)]
            if not hit or hit[-1] not in {id_, *drawing.inside(id_)}:
                missed.append(f"{id_}: at {x}, {y} lies {hit[-1] if hit else 'nothing'}")
    assert missed == []


def _touches(shape: ShapeOutline, x: float, y: float) -> bool:
    """Whether a shape covers a place, or all but does: a dot is larger than a line is broad."""
    return any(shape.covers(x + dx, y + dy) for dx, dy in ((0, 0), (3, 0), (-3, 0), (0, 3), (0, -3)))


@pytest.mark.slow
@EACH
def test_a_flow_runs_over_the_drawing(subject: str) -> None:
    drawing = drawing_of(subject)
    whole = bounds(outlines(drawing)).grown(170)
    for flow in drawing.flows.values():
        assert all(whole.holds((x, y)) for line in flow.lines for x, y, *_ in line)


@pytest.mark.slow
@EACH
@each_size(SIZES)
def test_all_labels_together_give_no_fault(subject: str, size: tuple[int, int]) -> None:
    assert check(board(subject, labels="all"), size) == []


@pytest.mark.slow
@EACH
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)], ids=str)
def test_a_drawing_fills_the_stage(subject: str, size: tuple[int, int]) -> None:
    found = shot(board(subject, labels="all"), size)
    drawn = [m for m in marks(board(subject, labels="all"), size) if m.island]
    stage = found.context().stage.body.below(min(mark.box.y for mark in drawn))
    assert around([mark.box for mark in drawn]).within(stage).overlap(stage) >= 0.45 * stage.width * stage.height
    parts = around([mark.box for mark in drawn if isinstance(mark.brush, PartBrush)])
    assert max(parts.width / stage.width, parts.height / stage.height) >= 0.35


@pytest.mark.slow
@EACH
@each_size(SIZES)
def test_lines_of_labels_never_cross(subject: str, size: tuple[int, int]) -> None:
    found = shot(board(subject, labels="all"), size)
    context = found.context()
    _, area = heading(context, "Inside")
    figure = CutawayFigure(found.scene, drawing_of(subject), context, area, CutawayTimeline((), 5.0))  # type: ignore[arg-type]
    lines = [each.line for each in figure.arrangement.labels]
    assert len(lines) == len(drawing_of(subject).parts)
    crossed = [(a, b) for a, b in combinations(lines, 2) for s in pairwise(a) for t in pairwise(b) if cross(*s, *t)]
    assert crossed == []
    for line in lines:
        for (x, y), (to_x, to_y) in pairwise(line):
            across, down = abs(to_x - x), abs(to_y - y)
            assert min(across, down) < 0.6 or abs(across - down) < 0.6


def test_what_is_spoken_of_is_in_full_and_the_rest_steps_back() -> None:
    parts = [{"part": "nucleus", "cue": "nucleus"}, {"part": "lysosome", "cue": "lysosome"}]
    read = board("animal cell", parts=parts, narration="First the nucleus keeps it. Then a lysosome digests it all.")
    found = marks(read)
    drawn = [mark for mark in found if isinstance(mark.brush, PartBrush)]
    lit = {
        at: sum(mark.state(at).grow > 0.99 for mark in drawn) for at in (0.25, 2.0, shot(read).timing.duration - 0.5)
    }
    assert lit[0.25] == len(drawn)
    assert min(lit[2.0], lit[shot(read).timing.duration - 0.5]) > 0
    assert max(lit[2.0], lit[shot(read).timing.duration - 0.5]) < len(drawn) / 2
    assert all(mark.state(2.0).grow >= 0.34 for mark in drawn)
    assert "nucleus" in texts(found, 2.0)
    assert "lysosome" not in texts(found, 2.0)
    assert {"nucleus", "lysosome"} <= texts(found, shot(read).timing.duration - 0.5)


def test_labels_are_in_the_language_of_the_film_whatever_the_part_is_called_by() -> None:
    found = marks(board("Tierzelle", "fr", parts=[{"part": "cell nucleus", "label": "garde l'ADN"}]))
    assert {"noyau", "garde l'ADN"} <= texts(found, 2.5)


def test_a_label_that_is_the_name_again_is_written_once() -> None:
    parts = [{"part": "piston", "label": "Kolben"}, {"part": "crankshaft", "label": "macht eine Drehung daraus"}]
    board = Storyboard.read(
        {"title": "Motor", "language": "de", "scenes": [{"type": "cutaway", "heading": "Ein Zylinder",
         "subject": "four-stroke engine", "parts": parts, "narration": "Der Kolben dreht die Kurbelwelle."}]}
    )  # fmt: skip
    scene = board.scenes[0]
    assert isinstance(scene, CutawayScene)
    labels = wanted_labels(scene, drawing_of("four-stroke-engine"), "de")
    assert [(each.name, each.note) for each in labels] == [("Kolben", ""), ("Kurbelwelle", "macht eine Drehung daraus")]


def test_beads_run_while_the_flow_is_spoken_of_and_stand_still_for_those_who_want_no_movement() -> None:
    read = board("heart", flows=[{"flow": "oxygen-rich blood"}])
    for reduced in (False, True):
        (flow,) = (m for m in marks(read, reduced_motion=reduced) if isinstance(m.brush, FlowBrush))
        assert (flow.state(2.0).grow != flow.state(1.5).grow) is not reduced
        assert flow.state(2.0).opacity == 1.0


def test_a_drawing_is_not_turned_around_in_arabic() -> None:
    ways = [
        [mark.box for mark in marks(board("heart", language)) if isinstance(mark.brush, PartBrush)]
        for language in ("en", "ar")
    ]
    for one, other in zip(*ways, strict=True):
        assert abs((one.x - ways[0][0].x) - (other.x - ways[1][0].x)) < 0.01


def test_an_unknown_subject_is_refused_with_what_there_is() -> None:
    error = refused("hart")
    assert error.param == "scenes.0"
    assert "subject" in error.message
    assert "heart" in error.message
    assert "there is no drawing of 'unicorn'" in refused("unicorn").message


def test_an_unknown_part_is_refused_with_the_parts_that_there_are() -> None:
    message = refused("heart", parts=[{"part": "aorta"}, {"part": "nucleus"}]).message
    assert "parts.1.part: the heart has no 'nucleus'; it has: right atrium" in message
    message = refused("heart", flows=[{"flow": "lymph"}]).message
    assert "oxygen-poor blood" in message
    assert "two parts" in refused("heart", flows=[{"parts": ["aorta"]}]).message


@pytest.mark.parametrize(
    "fields",
    [
        {"parts": [{"part": ""}]},
        {"parts": [{"part": "aorta", "x": 3}]},
        {"parts": [{"part": "aorta"}] * 13},
        {"labels": "none"},
        {"zoom": [{"part": "knee"}]},
        {"subject": "../../etc/passwd"},
        {"subject": "heart.json"},
    ],
)
def test_bad_fields_are_refused(fields: dict[str, Any]) -> None:
    assert refused(**{"subject": "heart", **fields}).message


def test_nearly_right_names_are_mended_and_said() -> None:
    given = scene("human hart", parts=["nucleus", "aorrta", {"name": "mitral valve", "note": "a one-way door"}])
    read, told = repair({"title": "Heart", "scenes": [given]})
    mended = read.scenes[0].model_dump(mode="json")
    assert mended["type"] == "cutaway"
    assert [part["part"] for part in mended["parts"]] == ["aorta", "mitral valve"]
    assert mended["parts"][1]["label"] == "a one-way door"
    lines = "\n".join(told)
    assert "was taken for the heart" in lines
    assert "'aorrta' was taken for aorta" in lines
    assert "the heart has no 'nucleus'" in lines


def test_of_a_subject_without_a_drawing_the_texts_are_shown() -> None:
    given = scene("unicorn", parts=[{"part": "horn", "label": "shines in the dark"}])
    read, told = repair({"title": "Unicorn", "scenes": [given]})
    assert read.scenes[0].type != "cutaway"
    assert any("its texts are shown as they are" in line for line in told)


def test_of_a_subject_without_a_drawing_the_parts_are_drawn_as_things() -> None:
    parts = [{"part": "boiler", "label": "makes steam", "cue": "boiler"}, "turbine", {"name": "generator"}]
    read, told = repair({"title": "Power", "scenes": [scene("power station", parts=parts)]})
    [cast] = read.scenes
    assert cast.type == "cast"
    assert [(actor.label, actor.note) for actor in cast.actors] == [
        ("boiler", "makes steam"),
        ("turbine", ""),
        ("generator", ""),
    ]
    assert any("its things are drawn as cast" in line for line in told)


def test_the_camera_goes_near_a_part_and_back_when_something_else_is_spoken_of() -> None:
    parts = [{"part": "nucleus", "cue": "nucleus"}, {"part": "lysosome", "cue": "lysosome"}]
    words = "The nucleus keeps the plans of it. Here is a mitochondrion with its many folds. A lysosome digests it all."
    read = board("animal cell", parts=parts, zoom={"part": "mitochondrion", "cue": "mitochondrion"}, narration=words)
    found, end = marks(read), shot(read).timing.duration - 0.5
    views = [mark.view for mark in found if isinstance(mark.brush, PartBrush)]
    shares = [views[0].view.sight(t).share for t in (2.0, 5.5, end)]
    assert shares[0] == shares[2] == 1.0
    assert 0.4 <= shares[1] < 0.8
    assert texts(found, 5.5) >= {"mitochondrion"}
    assert "nucleus" not in texts(found, 5.5)
    assert {"nucleus", "mitochondrion", "lysosome"} <= texts(found, end)
    assert check(read, (1280, 720)) == check(read, (720, 1280)) == []


def test_a_drawing_stays_over_the_cut_to_a_further_scene_of_it() -> None:
    first = scene("animal cell", parts=[{"part": "nucleus", "cue": "inside"}])
    second = scene("Tierzelle", heading="Once more", parts=[{"part": "lysosome"}], narration="It also has this one.")
    read = Storyboard.read({"title": "Cells", "scenes": [first, second]})
    shots = shots_of(read, Format((1280, 720), 30, THEMES["clean"]))
    before, after = (
        [
            mark
            for mark in marks_of(each.scene, each.timing, each.place, each.context(), each.neighbours)
            if mark.identity.startswith("layer")
        ]
        for each in shots
    )
    last = shots[0].timing.duration
    assert len(before) == len(after) == len(drawing_of("animal-cell").layers())
    for old, new in zip(before, after, strict=True):
        assert (old.state(last).opacity, old.state(last).grow) == (new.state(0.0).opacity, new.state(0.0).grow)


def test_a_scene_never_ends_near_a_part() -> None:
    read = board("animal cell", zoom={"part": "nucleus"}, narration="Look at this nucleus.")
    view = next(mark.view for mark in marks(read) if isinstance(mark.brush, PartBrush))
    end = shot(read).timing.duration
    assert view.view.sight(end - 1.3).share < 1.0
    assert view.view.sight(end - 0.3).share == 1.0


@pytest.mark.slow
@EACH
def test_each_part_can_be_seen_from_near(subject: str) -> None:
    part = next(iter(drawing_of(subject).parts.values())).names["en"]
    assert check(board(subject, zoom={"part": part, "cue": "inside"}), (1280, 720)) == []


def test_things_in_a_row_have_their_names_below_or_above_them_in_a_wide_frame() -> None:
    found = marks(board("four strokes", labels="all"))
    drawn = around([mark.box for mark in found if isinstance(mark.brush, PartBrush)])
    names = [mark.box for mark in found if isinstance(mark.brush, TextBrush) and mark.path.startswith("all.")]
    assert names
    assert all(box.y >= drawn.bottom or box.bottom <= drawn.y for box in names)


def test_one_zoom_may_stand_without_a_list() -> None:
    assert len(board("heart", zoom={"part": "aorta", "cue": "inside"}).scenes[0].model_dump()["zoom"]) == 1


def test_a_drawing_that_names_what_it_has_not_is_no_drawing() -> None:
    whole = drawing_of("heart").model_dump(mode="json")
    for change in (
        {"shapes": [{"shape": "circle", "part": "tail", "radius": 3, "fill": "red"}]},
        {"shapes": [{"shape": "use", "part": "aorta", "symbol": "none", "at": [[0, 0]]}]},
        {"shapes": [{"shape": "circle", "part": "aorta", "radius": float("nan")}]},
        {"names": {"en": "heart"}},
    ):
        with pytest.raises(ValueError, match=r"there is no|nothing is drawn|missing|finite"):
            CutawayDrawing.model_validate(whole | change)


def test_a_language_model_is_told_what_there_are_drawings_of() -> None:
    told = scene_schema("cutaway")["properties"]["subject"]["description"]
    assert all(drawing_of(subject).names["en"] in told for subject in subjects())


def test_find_part_raises_the_error_of_the_library() -> None:
    with pytest.raises(UnknownDrawing):
        find_part(drawing_of("heart"), "")


def test_the_documentation_lists_every_subject_with_its_parts() -> None:
    text = DOCS.read_text(encoding="utf-8")
    rows = ["| subject | parts | flows |", "| --- | --- | --- |"]
    for subject in subjects():
        drawing = drawing_of(subject)
        columns = (", ".join(each.names["en"] for each in named.values()) for named in (drawing.parts, drawing.flows))
        rows.append(f"| {drawing.names['en']} | {' | '.join(columns)} |")
    table = "<!-- drawings -->\n" + "\n".join(rows) + "\n<!-- /drawings -->"
    if os.environ.get("DRAWINGS") == "write":
        text = re.sub(r"<!-- drawings -->.*?<!-- /drawings -->", lambda _: table, text, flags=re.DOTALL)
        DOCS.write_text(text, encoding="utf-8")
    assert table in text, "DRAWINGS=write pytest tests/storyboard/test_cutaway.py brings it up to date"


@pytest.mark.slow
@given(data=boards("cutaway"))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
def test_whatever_is_named_is_drawn_without_texts_over_one_another(data: dict[str, Any]) -> None:
    read, _ = repair(data)
    for size in ((1280, 720), (720, 1280)):
        faults = check(read, size)
        assert [fault for fault in faults if fault.kind in ("overlap", "outside", "contrast")] == []
