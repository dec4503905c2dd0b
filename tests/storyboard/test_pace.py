"""Scenes are paced so that everything can be read, and use their stage."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from hackathon_backend.storyboard import SceneTiming, Storyboard, check, estimate_scene
from hackathon_backend.storyboard.checking.checker import faults_of
from hackathon_backend.storyboard.checking.pace import pace_findings
from hackathon_backend.storyboard.checking.stage import stage_findings
from hackathon_backend.storyboard.drawing.art import chosen
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.motion.attention import AIM, RuleBrush
from hackathon_backend.storyboard.drawing.motion.tracks import Track
from hackathon_backend.storyboard.drawing.parts.chrome import chrome
from hackathon_backend.storyboard.drawing.parts.icons import IconArtBrush
from hackathon_backend.storyboard.drawing.stage import Box
from hackathon_backend.storyboard.kinds.process.scene import ProcessScene
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from hackathon_backend.storyboard.timing.cues import SEEN
from hackathon_backend.storyboard.timing.seen import seconds_seen, seen

LATE = "Nothing of this has been spoken of for quite a while, since there is much to say first, as so often. "
SAID = f"{LATE}So finally one. At last two."
PARTS: dict[str, dict[str, Any]] = {
    "points": {"points": [{"text": "One", "cue": "finally"}, {"text": "Two", "cue": "last"}]},
    "process": {"steps": [{"label": "One", "cue": "finally"}, {"label": "Two", "cue": "last"}]},
    "timeline": {"events": [{"when": "1789", "text": "One", "cue": "finally"}, {"text": "Two", "cue": "last"}]},
    "takeaways": {"takeaways": [{"text": text, "cue": "finally"} for text in ("One", "Two", "Three")]},
    "graph": {"nodes": [{"id": "a", "label": "One", "cue": "finally"}, {"id": "b", "label": "Two", "cue": "last"}]},
    "equation": {"steps": [{"latex": "a = b", "cue": "finally"}, {"latex": "b = a", "cue": "last"}]},
    "compare": {
        "columns": [
            {"title": "One", "cue": "last", "items": [{"text": "late", "cue": "last"}]},
            {"title": "Two", "cue": "finally", "items": [{"text": "soon", "cue": "finally"}]},
        ]
    },
}


def shot(
    kind: str, size: tuple[int, int] = (1280, 720), narration: str = f"{LATE}So finally one. At last two."
) -> Shot:
    scene = {"type": kind, "heading": "A heading", "narration": narration, **PARTS[kind]}
    return shots_of(Storyboard.read({"title": "Pace", "scenes": [scene]}), Format(size, 30, THEMES["clean"]))[0]


def content(of: Shot) -> list[Mark]:
    context = of.context()
    return marks_of(of.scene, of.timing, of.place, context)[len(chrome(context, of.place)) :]


def comes(of: Shot, path: str) -> float:
    return min(start for mark in content(of) if mark.path == path for start, _ in seen(mark, of.timing.duration))


@pytest.mark.parametrize("kind", PARTS)
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_places_are_shown_from_the_start_though_their_parts_come_late(kind: str, size: tuple[int, int]) -> None:
    of = shot(kind, size)
    others = [mark for mark in content(of) if mark.path not in of.scene.heads]
    assert min(start for mark in others for start, _ in seen(mark, of.timing.duration)) < 0.5
    assert faults_of(of, 0) == []


def test_no_column_comes_before_the_one_in_front_of_it() -> None:
    of = shot("compare")
    assert comes(of, "columns.0.title") <= comes(of, "columns.1.title")
    assert comes(of, "columns.0.items.0.text") <= comes(of, "columns.1.items.0.text")


def test_pages_of_a_scene_that_is_hardly_spoken_are_held_until_they_have_been_read() -> None:
    text = "A statement that takes up all of the room that there is for one of them, and perhaps more than that"
    scene = {"type": "points", "heading": "Much", "points": [{"text": f"{text} {i}"} for i in range(12)]}
    board = Storyboard.read({"title": "Much", "scenes": [{**scene, "narration": "Go."}]})
    of = shots_of(board, Format((640, 360), 30, THEMES["clean"]))[0]
    assert of.timing.duration > estimate_scene(board.scenes[0]).duration
    assert [fault.kind for fault in faults_of(of, 0)] == []


def test_the_numbers_of_a_chart_on_pages_and_the_notes_of_an_array_can_be_read_though_hardly_anything_is_said() -> None:
    labels = [f"{letter} name that takes up a good deal of room" for letter in "ABCDEFGHIJKLMNOPQRST"]
    chart = {"type": "chart", "heading": "Much", "labels": labels, "series": [{"values": [*range(1, 21)]}]}
    notes = [{"action": "mark", "at": [place], "note": f"Here is number {place}"} for place in range(3)]
    array = {"type": "array", "heading": "Row", "values": ["4", "2", "9"], "steps": notes}
    scenes = [{**scene, "narration": "Go."} for scene in (chart, array)]
    for of in shots_of(Storyboard.read({"title": "Much", "scenes": scenes}), Format((360, 640), 30, THEMES["clean"])):
        shown = seconds_seen(of.scene, content(of), of.timing.duration)
        assert min(seconds for path, seconds in shown.items() if "values" in path or "note" in path) > SEEN - 0.5


def test_a_part_that_is_gone_too_soon_is_a_fault() -> None:
    of = shot("points")
    hurried = replace(of, timing=SceneTiming(1.8, of.timing.words[:3]))
    late = [replace(mark, opacity=Track(0.0).then(1.0, 0.9, 0.1)) for mark in content(hurried) if mark.path]
    found = {(kind, path) for kind, path, _ in pace_findings(of.scene, late, hurried.timing, moving=True)}
    assert ("brief", "points.0.text") in found
    assert not list(pace_findings(of.scene, late, SceneTiming(0.9 + SEEN, hurried.timing.words), moving=True))


def test_a_heading_that_stands_alone_for_long_is_a_fault() -> None:
    of = shot("points")
    bare = [mark for mark in content(of) if mark.path]
    assert "late" in {kind for kind, _, _ in pace_findings(of.scene, bare, of.timing, moving=True)}


def test_a_long_title_moves_unless_no_movement_is_wanted() -> None:
    scene = {"type": "title", "title": "Long", "narration": LATE}
    board = Storyboard.read({"title": "Long", "scenes": [scene]})
    for icon in ("none", "leaf", "wave"):
        titled = board.model_copy(update={"scenes": (board.scenes[0].model_copy(update={"icon": icon}),)})
        of = shots_of(titled, Format((1280, 720), 30, THEMES["clean"]))[0]
        assert faults_of(of, 0) == []
    calm = replace(of, format=replace(of.format, reduced_motion=True))
    assert faults_of(calm, 0) == []
    still = content(calm)
    assert [kind for kind, _, _ in pace_findings(of.scene, still, of.timing, moving=True)] == ["still"]


@pytest.mark.parametrize("kind", ["points", "process", "graph", "compare"])
def test_icons_stand_at_all_siblings_or_at_none(kind: str) -> None:
    ((field, parts),) = PARTS[kind].items()
    for icons, drawn in ((("leaf", "sun"), 2), (("leaf", "none"), 0)):
        dressed = [{**part, "icon": icon} for part, icon in zip(parts, icons, strict=True)]
        scene = {"type": kind, "heading": "A heading", "narration": SAID, field: dressed}
        board = Storyboard.read({"title": "Icons", "scenes": [scene]})
        of = shots_of(board, Format((1280, 720), 30, THEMES["clean"]))[0]
        assert sum(isinstance(mark.brush, IconArtBrush) for mark in content(of)) == drawn
    art = chosen("leaf")
    assert art
    some = [replace(mark, brush=IconArtBrush(art, 32, THEMES["clean"].ink, 2.0)) for mark in content(of)[:1]]
    assert [kind for kind, _, _ in stage_findings(of.scene, some, of.context())] == ["icons"]


@pytest.mark.parametrize(("label", "icon"), [("Sun", "sun"), ("Evaporation", "circle"), ("Leaf", "circle")])
def test_the_one_sibling_without_an_icon_gets_what_it_names_or_a_plain_one(label: str, icon: str) -> None:
    steps = [{"label": "Leaf", "icon": "leaf"}, {"label": "Rain", "icon": "cloud"}, {"label": label}]
    read = Storyboard.read(
        {"title": "x", "scenes": [{"type": "process", "heading": "x", "narration": "x", "steps": steps}]}
    )
    assert isinstance(read.scenes[0], ProcessScene)
    assert [step.icon for step in read.scenes[0].steps] == ["leaf", "cloud", icon]


def test_small_type_in_a_corner_of_the_stage_is_a_fault() -> None:
    of = shot("points", narration="One.")
    head, *others = (mark for mark in content(of) if mark.path)
    small = of.context().measure("small", 24, 400)
    corner = [replace(mark, box=Box(60, 200, 90, 30), brush=replace(mark.brush, block=small)) for mark in others]
    assert [kind for kind, _, _ in stage_findings(of.scene, [head, *corner], of.context())] == ["empty"]


LONG = " ".join(["This goes on for a good while, and says more and more about the very same thing."] * 3)


@pytest.mark.parametrize("kind", PARTS)
def test_something_changes_every_six_seconds_while_the_voice_speaks(kind: str) -> None:
    of = shot(kind, narration=f"So finally one. At last two. {LONG}")
    assert faults_of(of, 0) == []
    moves = sorted(span for mark in content(of) for span in mark.busy())
    reached = 0.0
    for start, end in [*moves, (of.timing.speech_end, math.inf)]:
        assert start - reached <= AIM + 0.1
        reached = max(reached, end)


def test_a_scene_that_stands_still_while_the_voice_speaks_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hackathon_backend.storyboard.scene_frames.attended", lambda *_: [])
    assert {fault.kind for fault in faults_of(shot("points", narration=f"One. {LONG}"), 0)} == {"still"}


def test_a_line_is_drawn_below_the_label_that_is_spoken_of() -> None:
    said = "At last two. Now we come back to the membrane, which has a good deal more to do than it may seem to have."
    scene = {
        "type": "graph",
        "heading": "Parts",
        "nodes": [{"id": "a", "label": "Membrane", "cue": "last"}, {"id": "b", "label": "Nucleus", "cue": "last"}],
        "narration": f"{said} It keeps, as we have seen, what is inside apart from what is outside of it for good.",
    }
    of = shots_of(Storyboard.read({"title": "x", "scenes": [scene]}), Format((1280, 720), 30, THEMES["clean"]))[0]
    marks = content(of)
    (label,) = (mark for mark in marks if mark.path == "nodes.0.label")
    lines = [mark for mark in marks if isinstance(mark.brush, RuleBrush) and mark.box.x == label.box.x]
    assert [0 < mark.box.y - label.box.bottom < 10 for mark in lines] == [True]


def test_what_comes_just_before_the_end_is_a_fault() -> None:
    of = shot("points")
    end = of.timing.duration
    late = [replace(mark, opacity=Track(0.0).then(1.0, end - 1.2, 0.1)) for mark in content(of)]
    found = {(kind, path) for kind, path, _ in pace_findings(of.scene, late, of.timing, moving=True)}
    assert ("late", "points.1.text") in found


def written(kind: str, **fields: Any) -> set[str]:
    scene = {"type": kind, "heading": "A heading", **fields}
    return {fault.kind for fault in check(Storyboard.read({"title": "Words", "scenes": [scene]}))}


def test_a_sentence_that_is_shown_and_read_out_is_a_fault_where_there_is_a_picture() -> None:
    said = "Hot air rises above the land. Cool air flows in from the sea."
    steps = [{"label": "Hot air rises above the land"}, {"label": "Cool air flows in from the sea"}]
    assert written("process", steps=steps, narration=said) == {"redundant"}
    assert written("points", points=[{"text": step["label"]} for step in steps], narration=said) == set()
    names = [{"label": "Hot air"}, {"label": "Cool air"}, {"label": "Sea breeze"}, {"label": "Land"}]
    assert written("process", steps=names, narration=said) == set()


def test_a_picture_full_of_words_is_crowded() -> None:
    text = "These are many words for one of the cells that stand beside each other in here"
    columns = [{"title": name, "items": [{"text": f"{text} {name} {row}"} for row in range(3)]} for name in ("A", "B")]
    assert written("compare", columns=columns, narration="Go.") == {"crowded"}
