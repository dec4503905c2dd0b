"""Rings that go around something, pyramids, and when things come that are spoken of by what is drawn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard.kinds.cast.arrangements.hub import hub_of
from hackathon_backend.storyboard.kinds.cast.layout import Layout, laid_out
from hackathon_backend.storyboard.kinds.cast.links.routing import crossings
from hackathon_backend.storyboard.kinds.cast.plain import PlainBrush
from hackathon_backend.storyboard.kinds.cast.scene import CastScene
from hackathon_backend.storyboard.shot import Shot
from tests.storyboard.sizes import each_size
from tests.storyboard.test_cast import at_the_end, cast, drawn, shots

MONTHS = ["March", "June", "September", "December"]
ORBIT = [{"art": "sun", "label": "Sun"}, *({"art": "earth", "label": month} for month in MONTHS)]
YEAR = [{"source": one, "target": other} for one, other in zip(MONTHS, [*MONTHS[1:], MONTHS[0]], strict=True)]
STORES = ["air", "tree", "cow", "soil", "sea", "factory"]


def laid(shot: Shot) -> Layout:
    assert isinstance(shot.scene, CastScene)
    return laid_out(shot.scene, shot.context(), shot.context().stage.body)


def ring(**fields: Any) -> dict[str, Any]:
    return cast(arrangement="ring", heading="All around", **fields)


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1080), (720, 1280)])
def test_what_has_no_link_in_a_ring_of_links_stands_in_its_middle(size: tuple[int, int]) -> None:
    scene = ring(actors=ORBIT, links=YEAR)
    (shot,) = shots(scene, size=size)
    sun, *months = (at_the_end(shot, mark).centre for mark in drawn(shot))
    for axis in (0, 1):
        assert min(place[axis] for place in months) < sun[axis] < max(place[axis] for place in months)
    assert check(Storyboard.read({"title": "Orbit", "scenes": [scene]}), size) == []


def test_what_most_others_are_joined_to_is_the_hub_and_joined_things_are_neighbours() -> None:
    links = [{"source": "air", "target": name} for name in STORES[1:]] + [{"source": "tree", "target": "soil"}]
    (shot,) = shots(ring(actors=[{"art": name, "label": name} for name in STORES], links=links))
    air, tree, cow, soil, *_ = (at_the_end(shot, mark).centre for mark in drawn(shot))

    def away(place: tuple[float, float]) -> float:
        return float((place[0] - tree[0]) ** 2 + (place[1] - tree[1]) ** 2)

    assert 0.4 * 1280 < air[0] < 0.6 * 1280
    assert away(soil) <= away(cow)


@pytest.mark.parametrize(
    ("links", "middle", "hub"),
    [
        (YEAR, "", 0),
        ([*YEAR, {"source": "Sun", "target": "June"}], "", None),
        (YEAR, "June", 2),
        ([], "", None),
    ],
)
def test_a_ring_has_a_hub_only_if_something_tells_it(links: list[Any], middle: str, hub: int | None) -> None:
    assert hub_of(CastScene.model_validate(ring(actors=ORBIT, links=links, middle=middle))) == hub


def test_the_greatest_value_of_a_pyramid_is_the_lowest_however_it_is_listed() -> None:
    actors = [{"art": "grass", "label": "Grass", "value": 900}, {"art": "fox", "label": "Fox", "value": 9}]
    scene = cast(arrangement="layers", heading="A pyramid of energy", unit="kJ", actors=actors)
    (shot,) = shots(scene)
    grass, fox = (at_the_end(shot, mark).centre for mark in drawn(shot))
    assert fox[1] < grass[1]


def test_a_middle_that_is_no_actor_becomes_one() -> None:
    scene = cast(arrangement="around", middle="Sleep", actors=[{"art": "brain"}, {"art": "heart"}])
    board, changes = repair({"title": "Sleep", "scenes": [scene]})
    (read,) = board.scenes
    assert isinstance(read, CastScene)
    assert [actor.id for actor in read.actors] == ["Sleep", "brain", "heart"]
    assert read.centre == "Sleep"
    assert any("it was added" in change for change in changes)


def test_the_layers_of_a_pyramid_are_wider_the_lower_they_are() -> None:
    actors = [{"art": name, "label": name} for name in ("eagle", "snake", "frog", "grass")]
    heading = {"en": "A pyramid of energy", "de": "Die Energiepyramide", "es": "Una pirámide de energía"}
    for language, words in heading.items():
        (shot,) = shots(cast(arrangement="layers", heading=words, actors=actors), language=language)
        eagle, *_, grass = (at_the_end(shot, mark).centre for mark in drawn(shot))
        assert eagle[1] < grass[1]
        assert eagle[0] > 1280 * 0.4
    (plain,) = shots(cast(arrangement="layers", heading="Layers of life", actors=actors))
    assert at_the_end(plain, drawn(plain)[0]).centre[0] < 1280 * 0.2


def test_a_thing_comes_when_it_is_spoken_of_by_what_is_drawn() -> None:
    actors = [{"art": "coin", "label": "money", "count": 10}, {"art": "bread", "label": "loaves", "count": 10}]
    told = "Think of a village with ten coins and ten loaves. Nothing else is sold there. Then there is more money."
    (shot,) = shots(cast(actors=actors, narration=told))
    coins, loaves = drawn(shot)
    assert coins.state(loaves.opacity.moves[0].at).opacity > 0


def test_what_a_beat_does_is_understood_under_other_names() -> None:
    beat = {"act": "multiply", "actors": ["sun"], "count": 4, "cue": "Look"}
    board, _ = repair({"title": "Suns", "scenes": [cast(beats=[beat])]})
    scene = board.scenes[0]
    assert isinstance(scene, CastScene)
    assert scene.beats[0].action == "multiply"
    _, told = repair({"title": "Suns", "scenes": [cast(beats=[{"actors": ["sun"], "cue": "Look"}])]})
    assert any("became highlight" in line for line in map(str, told))


def test_layers_without_drawings_are_boxes_of_their_own_with_their_names_in_the_middle() -> None:
    actors = [{"id": name, "label": f"xq {name}"} for name in ("one", "two", "three")]
    (shot,) = shots(cast(arrangement="layers", heading="Layers", actors=actors))
    layout = laid(shot)
    for index, ground in layout.grounds.items():
        ((_, name),) = layout.bodies[index].texts(*layout.places[index])
        assert name.centre == pytest.approx(ground.centre, abs=2)
        (form,) = layout.bodies[index].forms
        assert isinstance(form.drawing, PlainBrush)
        assert form.drawing.colour == form.drawing.ground


def test_many_of_a_thing_take_the_width_of_their_layer() -> None:
    actors = [
        {"id": "owl", "art": "owl", "label": "owl"},
        {"id": "grass", "art": "grass", "label": "grass", "count": 24},
    ]
    (shot,) = shots(cast(arrangement="layers", heading="Layers", actors=actors))
    layout = laid(shot)
    (form,) = layout.bodies[1].forms
    rows = {round(y, 3) for _, y, _ in form.cells()}
    assert len(rows) <= 3
    copy = form.cells()[0][2] * form.own[0]
    assert copy > 0.25 * layout.grounds[1].height


@each_size([(1280, 720), (720, 1280)])
def test_what_is_linked_to_one_side_only_stands_there_and_no_link_passes_the_middle(size: tuple[int, int]) -> None:
    names = {"senate": "temple", "people": "people", "magistrates": "judge", "tribunes": "shield"}
    actors = [{"id": name, "art": art, "label": name} for name, art in names.items()]
    links = [
        {"source": "people", "target": "magistrates", "label": "elect"},
        {"source": "magistrates", "target": "senate", "label": "advise"},
        {"source": "tribunes", "target": "people", "label": "protect"},
    ]
    (shot,) = shots(cast(arrangement="around", middle="senate", actors=actors, links=links), size=size)
    ways = [link.points for link in laid(shot).links]
    assert not any(crossings(one, other) for n, one in enumerate(ways) for other in ways[n + 1 :])
    longest = max(float(np.hypot(*np.diff(way, axis=0).T).sum()) for way in ways)
    assert longest < 0.5 * max(size)


def test_whatever_comes_first_is_seen_within_a_second_though_it_is_spoken_of_later() -> None:
    scene = cast(arrangement="row", narration="Let me show you this. Here is the sun. And there the grass grows.")
    actors = [{"art": "sun", "label": "sun", "cue": "Here is"}, {"art": "grass", "label": "grass", "cue": "And there"}]
    board = Storyboard.read({"title": "Late", "scenes": [scene | {"actors": actors}]})
    assert [fault.kind for fault in check(board, (1280, 720))] == []
