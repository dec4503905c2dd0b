"""Drawn things in relation: where they stand, how links run between them, and what happens to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import ValidationError

from hackathon_backend.storyboard import Storyboard, check, render, repair
from hackathon_backend.storyboard.checking.shapes import along, posed
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds.cast.check import findings
from hackathon_backend.storyboard.kinds.cast.figures import figure_of
from hackathon_backend.storyboard.kinds.cast.forms import ActorBrush
from hackathon_backend.storyboard.kinds.cast.layout import laid_out
from hackathon_backend.storyboard.kinds.cast.links.arrows import LinkBrush
from hackathon_backend.storyboard.kinds.cast.links.routing import crossings
from hackathon_backend.storyboard.kinds.cast.scene import CastScene
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import ARRANGEMENTS, boards
from tests.storyboard.sizes import each_size

SIZES = [(1280, 720), (720, 1280), (1080, 1080), (640, 360), (360, 640), (1024, 1792)]
CHAIN = [{"art": name, "label": name} for name in ("sun", "grass", "rabbit", "fox")]
PLANETS = {"Sun": 1392700, "Mercury": 4879, "Earth": 12742, "Jupiter": 139820}


def cast(**fields: Any) -> dict[str, Any]:
    return {
        "type": "cast",
        "heading": "A food chain",
        "actors": CHAIN,
        "narration": "Who eats whom? Look at it.",
    } | fields


def shots(
    *scenes: dict[str, Any], size: tuple[int, int] = (1280, 720), language: str = "en", **look: Any
) -> list[Shot]:
    board = Storyboard.read({"title": "Cast", "language": language, "scenes": list(scenes)})
    return shots_of(board, Format(size, 30, THEMES["clean"], **look))


def marks(shot: Shot) -> list[Mark]:
    return marks_of(shot.scene, shot.timing, shot.place, shot.context(), shot.neighbours)


def drawn(shot: Shot) -> list[Mark]:
    """The drawings of all actors, in their order; what moves lies over the others."""
    found = {mark.identity: mark for mark in marks(shot) if isinstance(mark.brush, ActorBrush)}
    assert isinstance(shot.scene, CastScene)
    return [found[f"actor {actor.id}"] for actor in shot.scene.actors]


def arrows(shot: Shot) -> list[Mark]:
    return [mark for mark in marks(shot) if isinstance(mark.brush, LinkBrush)]


def at_the_end(shot: Shot, mark: Mark) -> Any:
    return mark.stands(mark.state(shot.timing.duration - 0.3))


@pytest.mark.slow
@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
@each_size(SIZES)
def test_every_arrangement_has_a_place_for_each_thing(arrangement: str, size: tuple[int, int]) -> None:
    actors = [actor | {"value": 10.0 ** (3 - n)} for n, actor in enumerate(CHAIN)]
    links = [{"source": "sun", "target": name} for name in ("grass", "rabbit")]
    scene = cast(arrangement=arrangement, actors=actors, links=links)
    assert check(Storyboard.read({"title": "Cast", "scenes": [scene]}), size) == []
    boxes = [at_the_end(shots(scene, size=size)[0], mark) for mark in drawn(shots(scene, size=size)[0])]
    assert len(boxes) == 4
    assert all(one.overlap(other) == 0 for n, one in enumerate(boxes) for other in boxes[n + 1 :])


def test_what_leads_to_the_middle_stands_left_of_it_and_what_it_leads_to_right() -> None:
    links = [
        {"source": "sun", "target": "rabbit"},
        {"source": "rabbit", "target": "fox"},
        {"from": "grass", "to": "rabbit"},
    ]
    (shot,) = shots(cast(arrangement="around", middle="rabbit", links=links))
    sun, grass, rabbit, fox = (at_the_end(shot, mark).centre[0] for mark in drawn(shot))
    assert max(sun, grass) < rabbit < fox


def test_the_sizes_of_things_are_true_to_scale() -> None:
    actors = [{"label": name, "value": value} for name, value in PLANETS.items() if name != "Sun"]
    (shot,) = shots(cast(arrangement="big_and_small", unit="km", actors=actors))
    boxes = [at_the_end(shot, mark) for mark in drawn(shot)]
    scales = [box.width / actor["value"] for box, actor in zip(boxes, actors, strict=True)]
    assert scales == pytest.approx([scales[0]] * 3)


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280)])
def test_animals_are_true_to_scale_by_their_lines_and_never_an_edge(size: tuple[int, int]) -> None:
    heights = {"elephant": 3.3, "horse": 1.7, "dog": 0.6, "mouse": 0.08}
    actors = [{"art": name, "label": name, "value": value} for name, value in heights.items()]
    (shot,) = shots(cast(arrangement="big_and_small", unit="m", actors=actors), size=size)
    sides = [max(mark.box.width, mark.box.height) for mark in drawn(shot)]
    assert sides[0] > 0.3 * min(size)
    assert [side / sides[0] for side in sides[:3]] == pytest.approx([1, 1.7 / 3.3, 0.6 / 3.3])


def test_of_a_giant_only_its_edge_is_shown_at_its_true_curve() -> None:
    actors = [{"label": name, "value": value} for name, value in PLANETS.items()]
    (shot,) = shots(cast(arrangement="big_and_small", unit="km", actors=actors))
    sun, *planets = drawn(shot)
    assert isinstance(sun.brush, ActorBrush)
    radius = sun.brush.forms[0].drawing.radius  # type: ignore[union-attr]
    assert radius * 2 / PLANETS["Sun"] == pytest.approx(planets[0].box.width / PLANETS["Mercury"])


def test_links_go_around_things() -> None:
    (shot,) = shots(cast(links=[{"source": "sun", "target": "fox"}]))
    (arrow,) = arrows(shot)
    points = posed(along(arrow.brush.path), arrow, arrow.state(shot.timing.duration))  # type: ignore[attr-defined]
    for mark in drawn(shot)[1:3]:
        box = at_the_end(shot, mark)
        x, y = points.T
        assert not ((x > box.x) & (x < box.right) & (y > box.y) & (y < box.bottom)).any()


def test_a_link_and_the_one_back_are_told_apart() -> None:
    links = [
        {"source": "sun", "target": "grass", "label": "light"},
        {"source": "grass", "target": "sun", "label": "shade"},
    ]
    layout = laid_out(
        CastScene.model_validate(cast(links=links)), shots(cast())[0].context(), shots(cast())[0].context().stage.body
    )
    there, back = (link.points for link in layout.links)
    assert np.hypot(*(there[len(there) // 2] - back[len(back) // 2])) > 12


def test_beads_run_along_a_flow_only_while_it_is_spoken_of() -> None:
    links = [{"source": "sun", "target": "grass", "style": "flow", "cue": "light"}]
    spoken = "The sun sends its light. Much later there comes a rabbit, and then another one, and then the fox."
    (shot,) = shots(cast(links=links, narration=spoken))
    (arrow,) = arrows(shot)
    start = arrow.opacity.moves[0].at
    phases = [
        arrow.state(t).shape for t in (start + 0.8, start + 1.6, shot.timing.duration - 0.5, shot.timing.duration)
    ]
    assert phases[1] > phases[0]
    assert phases[2] == phases[3] == round(phases[3])


def test_what_is_spoken_of_is_at_full_strength_and_all_is_in_the_end() -> None:
    spoken = (
        "First there is the sun. It feeds the grass. The grass feeds the rabbit. And that feeds the fox in the end."
    )
    (shot,) = shots(cast(narration=spoken))
    sun, *_, fox = drawn(shot)
    at = fox.opacity.moves[0].at + 0.6
    assert [round(mark.state(at).opacity, 2) for mark in (sun, fox)] == [0.35, 1.0]
    assert sun.state(shot.timing.duration - 0.3).opacity == 1.0


def test_a_thing_moves_to_another_and_stands_free_beside_it() -> None:
    (shot,) = shots(cast(beats=[{"action": "move", "actors": ["rabbit"], "to": "sun"}]))
    sun, grass, rabbit, _ = (at_the_end(shot, mark) for mark in drawn(shot))
    assert abs(rabbit.centre[0] - sun.centre[0]) < abs(grass.centre[0] - sun.centre[0])
    assert rabbit.overlap(sun) == rabbit.overlap(grass) == 0


def test_a_thing_becomes_another_by_its_outline() -> None:
    beats = [{"action": "become", "actors": ["rabbit"], "to": "fox", "label": "a fox", "cue": "Look"}]
    (shot,) = shots(cast(beats=beats))
    mark = drawn(shot)[2]
    change = mark.shape.moves[0]
    middle = mark.brush_in(mark.state(change.at + 0.3))
    assert type(middle).__name__ == "BetweenBrush"
    last = mark.brush_in(mark.state(shot.timing.duration))
    assert isinstance(last, ActorBrush)
    assert "fox" in last.forms[0].drawing.art.name  # type: ignore[union-attr]
    shown = {m.path for m in marks(shot) if m.state(shot.timing.duration - 0.3).opacity > 0.5}
    assert "beats.0.label" in shown
    assert "actors.2.label" not in shown


@pytest.mark.parametrize(("count", "copies"), [(1, 1), (7, 7), (60, 60), (2000, 1)])
def test_as_many_are_drawn_as_there_are_or_the_number_is_said(count: int, copies: int) -> None:
    (shot,) = shots(cast(actors=[{"art": "fish", "label": "fish", "count": count}]))
    (mark,) = drawn(shot)
    assert isinstance(mark.brush, ActorBrush)
    assert len(mark.brush.forms[0].cells()) == copies
    said = [m.brush.block.text for m in marks(shot) if hasattr(m.brush, "block")]
    assert ("× 2,000" in said) == (count == 2000)


def test_a_crossed_out_thing_has_a_cross_from_then_on() -> None:
    (shot,) = shots(cast(beats=[{"action": "cross_out", "actors": ["fox"], "cue": "Look"}]))
    cross = next(mark for mark in marks(shot) if type(mark.brush).__name__ == "CrossBrush")
    assert [round(cross.state(t).opacity) for t in (0.5, shot.timing.duration - 0.3)] == [0, 1]


def test_which_molecule_or_planet_is_drawn_its_label_tells() -> None:
    actors = [
        {"id": "a", "art": "molecule", "label": "O3"},
        {"id": "b", "art": "oxygen", "label": "6 O2"},
        {"id": "c", "art": "planet", "label": "Jupiter"},
        {"id": "d", "art": "molecule", "label": "a large one"},
    ]
    scene = CastScene.model_validate(cast(arrangement="row", actors=actors))
    found = [figure_of(actor, scene, "en") for actor in scene.actors]
    assert [art.id for art in found if art] == ["own:molecule-o3", "own:molecule-o2", "own:jupiter", "mdi:molecule"]


def test_an_actor_of_two_scenes_goes_from_its_old_place_to_its_new_one() -> None:
    first, second = shots(cast(), cast(heading="Another", arrangement="around", middle="fox"))
    old, new = drawn(first)[3], drawn(second)[3]
    was, becomes = old.stands(old.state(first.timing.duration)), new.stands(new.state(0.0))
    assert becomes.centre == pytest.approx(was.centre, abs=1)
    assert becomes.width == pytest.approx(was.width, rel=0.02)
    assert new.stands(new.state(5.0)) != becomes


def test_an_actor_that_is_drawn_otherwise_in_the_next_scene_becomes_that() -> None:
    caterpillar, butterfly = ({"id": "it", "art": name, "label": name} for name in ("caterpillar", "butterfly"))
    beats = [{"action": "multiply", "actors": ["it"], "count": 4, "cue": "Look"}]
    _, second = shots(cast(actors=[caterpillar]), cast(heading="Another", actors=[butterfly], beats=beats))
    (mark,) = drawn(second)
    assert isinstance(mark.brush, ActorBrush)
    names = [(form.drawing.art.name, form.count) for form in mark.brush.forms]  # type: ignore[union-attr]
    assert names == [("caterpillar", 1), ("butterfly", 1), ("butterfly", 4)]
    assert [mark.state(t).shape for t in (0.0, 0.7, second.timing.duration)] == [0.0, 1.0, 2.0]


def test_a_thing_without_a_colour_of_its_own_keeps_its_accent_through_the_film() -> None:
    boxes = [{"id": name, "label": name} for name in ("qqq", "www", "zzz")]
    first, second = shots(cast(actors=boxes), cast(actors=boxes[::-1], heading="Another"))
    colours = [{m.identity: m.brush.forms[0].drawing.colour for m in drawn(shot)} for shot in (first, second)]  # type: ignore[attr-defined]
    assert colours[0] == colours[1]
    assert len(set(colours[0].values())) == 3


def test_a_word_without_a_drawing_becomes_a_box_with_its_name_and_the_notes_say_so(tmp_path: Path) -> None:
    scene = cast(actors=[{"art": "xyzzy", "label": "xyzzy"}, {"art": "fox", "label": "fox"}])
    board = Storyboard.read({"title": "Cast", "scenes": [scene]})
    notes = render(board, tmp_path / "a.mp4", size=(320, 240)).notes
    assert notes == ("scenes.0.actors.0.art: no drawing was found for “xyzzy”, a plain shape stands for it",)


def test_with_reduced_motion_things_are_at_once_where_they_go_to() -> None:
    beats = [{"action": "move", "actors": ["rabbit"], "to": "sun"}, {"action": "grow", "actors": ["fox"]}]
    links = [{"source": "sun", "target": "grass", "style": "flow"}]
    (shot,) = shots(cast(beats=beats, links=links), reduced_motion=True)
    moves = [
        m
        for mark in marks(shot)
        for track in (mark.dx, mark.dy, mark.scale, mark.shape, mark.grow)
        for m in track.moves
    ]
    assert moves
    assert all(move.seconds == 0 for move in moves)
    assert (still(shot, 2.0) == still(shot, 2.0)).all()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"actors": [{"label": f"thing {n}"} for n in range(2000)]}, "at most 16"),
        ({"actors": []}, "at least 1"),
        ({"actors": [{"label": "a"}, {"label": "a"}]}, "different ids"),
        ({"actors": [{"label": "one two three four five"}]}, "at most 4 words"),
        ({"actors": [{"label": "a", "count": 0}]}, "greater than or equal to 1"),
        ({"links": [{"source": "sun", "target": "moon"}]}, "links.0.target names no actor: 'moon'"),
        ({"links": [{"source": "sun", "target": "sun"}]}, "to itself"),
        ({"beats": [{"action": "leave", "actors": ["moon"]}]}, "beats.0.actors names no actor"),
        ({"beats": [{"action": "move", "actors": ["sun"], "to": ""}]}, "beats.0.to names no actor"),
        ({"beats": [{"action": "become", "actors": ["sun"]}]}, "beats.0.to must say"),
        ({"beats": [{"action": "multiply", "actors": ["sun"]}]}, "beats.0.count must say"),
        ({"beats": [{"action": "explode", "actors": ["sun"]}]}, "appear"),
        ({"arrangement": "big_and_small"}, "actors.0.value must be given"),
        ({"middle": "moon"}, "middle names no actor"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_is_wrong(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        CastScene.model_validate(cast(**fields))


def mended(**fields: Any) -> tuple[CastScene, str]:
    board, changes = repair({"title": "Cast", "scenes": [cast(**fields)]})
    scene = board.scenes[0]
    assert isinstance(scene, CastScene)
    return scene, "\n".join(changes)


def test_actors_as_words_and_links_as_arrows_are_understood() -> None:
    scene, _ = mended(actors=["Sun", "Grass", "Rabbit"], links=["Sun -> Grass -> Rabbit: feeds"])
    assert [actor.label for actor in scene.actors] == ["Sun", "Grass", "Rabbit"]
    assert [(link.source, link.target, link.label) for link in scene.links] == [
        ("Sun", "Grass", "feeds"),
        ("Grass", "Rabbit", "feeds"),
    ]


def test_links_and_beats_by_labels_in_any_case_find_their_actors() -> None:
    actors = [{"id": "a1", "art": "sun", "label": "The Sun"}, {"id": "a2", "label": "plants"}]
    beats = [{"action": "fade out", "target": "SUN"}, {"action": "glow", "actor": "plant"}]
    scene, _ = mended(actors=actors, links=[{"from": "sun", "to": "Plants", "style": "dotted"}], beats=beats)
    assert [(link.source, link.target, link.style) for link in scene.links] == [("a1", "a2", "flow")]
    assert [(beat.action, beat.actors) for beat in scene.beats] == [("leave", ("a1",)), ("highlight", ("a2",))]


def test_a_beat_about_nobody_is_left_out_and_said() -> None:
    scene, changes = mended(
        beats=[{"action": "leave", "actors": ["moon"]}, {"action": "move", "actors": ["fox"], "to": "moon"}]
    )
    assert [beat.action for beat in scene.beats] == ["highlight"]
    assert "'moon' is none of the actors" in changes
    assert "move lacks what it needs" in changes


def test_an_actor_that_only_a_link_names_is_added_and_said() -> None:
    scene, changes = mended(links=["fox -> eagle"])
    assert scene.actors[-1].id == "eagle"
    assert "only named by a link" in changes


def test_long_labels_are_cut_and_arrangements_by_other_names_are_understood() -> None:
    scene, changes = mended(actors=[{"label": "The very first thing in the world", "art": "sun"}], arrangement="Circle")
    assert scene.arrangement == "ring"
    assert len(scene.actors[0].label.split()) <= 4
    assert "too long for a label" in changes


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_script_from_right_to_left_turns_the_picture_around(language: str) -> None:
    links = [{"source": "sun", "target": "grass"}]
    (plain,), (turned,) = shots(cast(links=links)), shots(cast(links=links), language=language)
    for one, other in zip(drawn(plain), drawn(turned), strict=True):
        assert at_the_end(plain, one).centre[0] == pytest.approx(1280 - at_the_end(turned, other).centre[0], abs=1)


@pytest.mark.slow
@each_size(SIZES)
@settings(
    phases=[Phase.generate], max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(data=boards("cast"))
def test_no_cast_has_a_fault(size: tuple[int, int], data: dict[str, Any]) -> None:
    language = "ar" if size[0] % 3 == 0 else "en"
    assert check(Storyboard.read(data | {"language": language}), size) == []


def test_the_name_of_a_box_goes_wherever_it_goes_and_stays_in_it() -> None:
    actors = [{"art": "rat", "label": "Rat"}, {"art": "qqqq", "label": "Flea"}, {"art": "person", "label": "Person"}]
    beats = [
        {"action": "leave", "actors": ["Rat"], "cue": "dies"},
        {"action": "move", "actors": ["Flea"], "to": "Person", "cue": "jumps"},
        {"action": "shrink", "actors": ["Flea"], "cue": "bites"},
    ]
    spoken = "A flea drinks the blood of a sick rat. When the rat dies, the flea jumps off and bites a person at once."
    (shot,) = shots(cast(actors=actors, beats=beats, narration=spoken))
    found = marks(shot)
    box = next(mark for mark in found if mark.identity == "actor Flea")
    name = next(mark for mark in found if mark.path == "actors.1.label")
    assert box.dx.moves
    for at in np.arange(0.6, shot.timing.duration - 0.3, 0.1):
        assert name.state(at).opacity > 0.3
        assert box.stands(box.state(at)).contains(name.stands(name.state(at)))


def test_the_name_of_a_drawing_goes_with_it_around_other_names() -> None:
    beats = [{"action": "move", "actors": ["rabbit"], "to": "sun"}]
    (shot,) = shots(cast(beats=beats))
    name = next(mark for mark in marks(shot) if mark.path == "actors.2.label")
    rabbit = drawn(shot)[2]
    move = name.dx.moves[-1]
    half = move.at + move.seconds / 2
    assert name.state(half).opacity > 0.3
    assert name.state(half).dx == pytest.approx(rabbit.state(half).dx)


def test_a_box_takes_its_name_along_into_the_next_scene() -> None:
    boxes = [{"id": name, "label": name} for name in ("qqq", "www", "zzz")]
    _, second = shots(cast(actors=boxes), cast(actors=boxes[::-1], heading="Another"))
    found = marks(second)
    for at in (0.15, 0.3, 0.45):
        name = next(mark for mark in found if mark.path == "actors.0.label")
        box = next(mark for mark in found if mark.identity == "actor zzz")
        assert name.state(at).opacity > 0.3
        assert box.stands(box.state(at)).contains(name.stands(name.state(at)))


def test_a_shape_that_has_lost_its_name_is_found() -> None:
    (shot,) = shots(cast(actors=[{"id": "qqq", "label": "qqq"}, {"art": "fox", "label": "fox"}]))
    found = marks(shot)
    assert list(findings(shot.scene, found, shot.context(), shot.timing.duration)) == []  # type: ignore[arg-type]
    nameless = [mark for mark in found if mark.path != "actors.0.label"]
    ((kind, path, _),) = findings(shot.scene, nameless, shot.context(), shot.timing.duration)  # type: ignore[arg-type]
    assert (kind, path) == ("empty", "actors.0.art")


@pytest.mark.parametrize(("art", "to"), [("qqqq", "fox"), ("fox", "qqqq")])
def test_what_has_a_drawing_only_at_times_has_its_name_below_it(art: str, to: str) -> None:
    beats = [{"action": "become", "actors": ["it"], "to": to, "cue": "Look"}]
    scene = cast(actors=[{"id": "it", "art": art, "label": "name"}, {"art": "sun", "label": "sun"}], beats=beats)
    (shot,) = shots(scene)
    name = next(mark for mark in marks(shot) if mark.path == "actors.0.label")
    assert name.box.y > drawn(shot)[0].box.bottom


@pytest.mark.slow
@pytest.mark.parametrize(("size", "share"), [((1280, 720), 0.2), ((1080, 1080), 0.13), ((720, 1280), 0.1)])
@pytest.mark.parametrize("count", [5, 6])
def test_things_in_a_ring_are_drawn_large_and_their_arrows_do_not_cross(
    size: tuple[int, int], share: float, count: int
) -> None:
    names = ["sun", "grass", "rabbit", "fox", "bacteria", "cloud"][:count]
    actors = [{"art": name, "label": name} for name in names]
    links = [{"source": names[n], "target": names[(n + 1) % count], "label": "goes to"} for n in range(count)]
    (shot,) = shots(cast(arrangement="ring", actors=actors, links=links), size=size)
    assert min(at_the_end(shot, mark).height for mark in drawn(shot)) > share * size[1]
    layout = laid_out(shot.scene, shot.context(), shot.context().stage.body)  # type: ignore[arg-type]
    ways = [link.points for link in layout.links]
    assert sum(crossings(one, other) for n, one in enumerate(ways) for other in ways[n + 1 :]) == 0
