"""Graphs are laid out in layers, with labels on their own edges, at any size and however they hang together."""

from __future__ import annotations

import time
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
import skia
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.drawing.arrows import ArrowBrush
from hackathon_backend.storyboard.drawing.brushes import ShapeBrush, TextBrush
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.stage import Box
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds.graph.alignment import spread
from hackathon_backend.storyboard.kinds.graph.ordering import layered
from hackathon_backend.storyboard.kinds.graph.ranks import rankings
from hackathon_backend.storyboard.kinds.graph.straight_edges import straightened
from hackathon_backend.storyboard.kinds.graph.walks import cycle_of, path_of
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from tests.storyboard.boards import boards
from tests.storyboard.sizes import each_size

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]


def graph(heading: str, nodes: str, edges: str, narration: str = "") -> dict[str, Any]:
    """A scene with nodes named in `nodes`, parted by commas, and edges such as "a > b: label" parted by semicolons."""
    names = [name.strip() for name in nodes.split(",")]
    parts = []
    for edge in filter(None, edges.split(";")):
        ends, _, label = edge.partition(":")
        source, target = (end.strip() for end in ends.split(">"))
        parts.append({"source": source, "target": target, "label": label.strip()})
    cued = [{"id": name, "label": name, "cue": name if name in narration else ""} for name in names]
    return {"type": "graph", "heading": heading, "nodes": cued, "edges": parts, "narration": narration}


FOOD = graph(
    "Who eats whom in a meadow",
    "Grass, Clover, Grasshopper, Mouse, Rabbit, Frog, Snake, Fox, Hawk",
    "Grass>Grasshopper; Grass>Mouse; Grass>Rabbit; Clover>Rabbit; Clover>Mouse; Grasshopper>Frog; Frog>Snake;"
    "Mouse>Snake; Rabbit>Fox; Mouse>Fox; Snake>Hawk; Rabbit>Hawk; Mouse>Hawk",
    "Grass and Clover feed the Grasshopper, the Mouse and the Rabbit. Then come Frog, Snake, Fox and Hawk.",
)
HANDSHAKE = graph(
    "Three steps open a TCP connection",
    "Client, Server",
    "Client>Server: SYN; Server>Client: SYN-ACK; Client>Server: ACK",
)
STATES = graph(
    "States of a TCP client",
    "Closed, SYN sent, Established, FIN wait 1, FIN wait 2, Time wait",
    "Closed>SYN sent: connect; SYN sent>Established: SYN-ACK; Established>Established: data; Time wait>Closed: timeout;"
    "Established>FIN wait 1: close; FIN wait 1>FIN wait 2: ACK; FIN wait 2>Time wait: FIN; SYN sent>Closed: reset",
)
WATER = graph(
    "The water cycle",
    "Ocean, Vapour, Clouds, Land, Groundwater",
    "Ocean>Vapour: evaporation; Vapour>Clouds: condensation; Clouds>Land: precipitation; Land>Ocean: runoff;"
    "Land>Groundwater: infiltration; Groundwater>Ocean: seepage",
)
ISLANDS = graph("Parts", "a, b, c, d, e, f", "a>a: self; a>b; a>b; b>a; d>e: gives; e>d: takes")
CHAIN = graph(
    "A chain", ", ".join(f"Step {i}" for i in range(10)), ";".join(f"Step {i}>Step {i + 1}" for i in range(9))
)
STAR = graph(
    "A star", "Hub, " + ", ".join(f"Leaf {i}" for i in range(11)), ";".join(f"Hub>Leaf {i}" for i in range(11))
)
THINGS = graph("Things", ", ".join(f"Thing {i}" for i in range(12)), "")
TREE = graph("A tree", "8, 3, 10, 1, 6, 14, 4, 7, 13", "8>3; 8>10; 3>1; 3>6; 10>14; 6>4; 6>7; 14>13")
ALL = {
    "food": FOOD,
    "handshake": HANDSHAKE,
    "states": STATES,
    "water": WATER,
    "islands": ISLANDS,
    "chain": CHAIN,
    "star": STAR,
    "things": THINGS,
    "tree": TREE,
}


def shot(scene: dict[str, Any], size: tuple[int, int] = (1280, 720), language: str = "en") -> Shot:
    board = Storyboard.read({"title": "A lesson", "language": language, "scenes": [scene]})
    return shots_of(board, Format(size, 30, THEMES["clean"]))[0]


def marks(of: Shot) -> list[Mark]:
    return marks_of(of.scene, of.timing, of.place, of.context())


def boxes(of: Shot) -> list[Box]:
    """The boxes of the nodes in the order of the scene."""
    found = marks(of)
    labels = [mark.box for mark in found if mark.path.startswith("nodes.")]
    grounds = [mark.box for mark in found if isinstance(mark.brush, ShapeBrush) and mark.box.height > 20]
    return [next(ground for ground in grounds if ground.contains(label)) for label in labels]


def arrows(of: Shot) -> dict[str, Mark]:
    return {mark.path: mark for mark in marks(of) if isinstance(mark.brush, ArrowBrush)}


def ends(arrow: Mark) -> tuple[tuple[float, float], tuple[float, float]]:
    """The first and the last point of an arrow, in pixels of the frame."""
    assert isinstance(arrow.brush, ArrowBrush)
    measure = skia.PathMeasure(arrow.brush.path, False)
    points = [measure.getPosTan(part)[0] for part in (0, measure.getLength())]
    first, last = ((arrow.box.x + point.x(), arrow.box.y + point.y()) for point in points)
    return first, last


def distance(box: Box, point: tuple[float, float]) -> float:
    dx = max(box.x - point[0], point[0] - box.right, 0.0)
    dy = max(box.y - point[1], point[1] - box.bottom, 0.0)
    return float(np.hypot(dx, dy))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (1080, 1080)])
@pytest.mark.parametrize("name", ALL)
def test_nothing_is_in_the_way_of_anything(name: str, size: tuple[int, int]) -> None:
    assert check(Storyboard.read({"title": "x", "scenes": [ALL[name]]}), size) == []


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(board=boards("graph"), size=st.sampled_from(SIZES))
def test_a_tangle_takes_further_pages_instead_of_small_type(board: dict[str, Any], size: tuple[int, int]) -> None:
    assert check(Storyboard.read(board), size) == []


@each_size(SIZES)
@pytest.mark.parametrize("name", ["food", "water", "islands"])
def test_boxes_stand_apart_inside_the_safe_frame(name: str, size: tuple[int, int]) -> None:
    of = shot(ALL[name], size)
    found = boxes(of)
    assert all(of.context().stage.safe.contains(box) for box in found)
    assert not any(one.overlap(other) for one, other in combinations(found, 2))


@each_size(SIZES)
@pytest.mark.parametrize("name", ["food", "water", "states", "handshake"])
def test_every_arrow_leads_from_its_source_to_its_target(name: str, size: tuple[int, int]) -> None:
    of = shot(ALL[name], size)
    ids, found, drawn = [node["id"] for node in ALL[name]["nodes"]], boxes(of), arrows(of)
    for number, edge in enumerate(ALL[name]["edges"]):
        start, end = ends(drawn[f"edges.{number}"])
        near = of.context().u(13)
        assert distance(found[ids.index(edge["source"])], start) < near
        assert distance(found[ids.index(edge["target"])], end) < near


def test_a_wide_frame_is_read_to_the_right_and_a_tall_one_downwards() -> None:
    eaters = [[node["id"] for node in FOOD["nodes"]].index(name) for name in ("Grass", "Grasshopper", "Frog", "Snake")]
    wide, tall = ([box.centre for box in boxes(shot(FOOD, size))] for size in ((1920, 1080), (720, 1280)))
    assert all(wide[one][0] < wide[other][0] for one, other in pairwise(eaters))
    assert all(tall[one][1] < tall[other][1] for one, other in pairwise(eaters))


def test_a_wide_frame_is_read_to_the_left_in_hebrew() -> None:
    wide = [box.centre for box in boxes(shot(HANDSHAKE, language="he"))]
    assert wide[0][0] > wide[1][0]


def test_an_arrow_and_the_one_back_both_run_straight() -> None:
    stops = [[(351.0, 373.0), (468.0, 462.0), (468.0, 476.0)], [(498.0, 476.0), (381.0, 387.0), (381.0, 373.0)]]
    curves = [skia.Path().moveTo(*first).cubicTo(first[0], 424, last[0], 424, *last) for first, _, last in stops]
    found = straightened(curves, stops, [], 1.5)
    assert [path.countVerbs() for path in found] == [2, 2]


def test_a_chain_is_in_line() -> None:
    found = boxes(shot({**WATER, "edges": WATER["edges"][:3], "nodes": WATER["nodes"][:4]}))
    assert len({round(box.centre[1]) for box in found}) == 1


def test_a_long_chain_turns_around_instead_of_becoming_small() -> None:
    of = shot(CHAIN)
    found = boxes(of)
    assert len({round(box.centre[1]) for box in found}) == 2
    labels = [mark.brush for mark in marks(of) if mark.path.startswith("nodes.")]
    assert all(label.block.type.size >= of.context().stage.floor - 0.01 for label in labels)


def test_a_cycle_with_an_edge_across_is_a_ring_with_a_chord() -> None:
    of = shot(WATER)
    found = {node["id"]: box for node, box in zip(WATER["nodes"], boxes(of), strict=True)}
    assert len({round(box.centre[1]) for box in found.values()}) >= 3
    start, end = ends(arrows(of)["edges.3"])
    assert distance(found["Land"], start) < of.context().u(13)
    assert distance(found["Ocean"], end) < of.context().u(13)


def test_a_cycle_of_three_long_names_keeps_its_arrows_apart() -> None:
    names = "When matrix, Ion catalyst, Counterrevolutionaries setstate graph"
    edges = "When matrix>Counterrevolutionaries setstate graph; Counterrevolutionaries setstate graph>Ion catalyst"
    scene = graph("Around", names, f"{edges}; Ion catalyst>When matrix: Returns")
    assert check(Storyboard.read({"title": "x", "scenes": [scene]}), (1080, 1080)) == []


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1080)])
def test_an_edge_to_itself_stays_clear_of_the_arrows_around_it(size: tuple[int, int]) -> None:
    drawn = arrows(shot(STATES, size))
    looping = drawn.pop("edges.4").box
    assert not any(looping.overlap(arrow.box) for arrow in drawn.values())


@pytest.mark.parametrize(
    ("pairs", "order"),
    [
        ([(0, 2), (2, 1), (1, 3), (3, 0)], [0, 2, 1, 3]),
        ([(0, 1), (1, 2), (2, 3), (3, 0), (3, 1), (2, 2)], [0, 1, 2, 3]),
        ([(0, 1), (1, 2), (2, 3), (3, 0), (0, 2), (1, 3), (2, 0)], []),
        ([(0, 1), (1, 2), (2, 3)], []),
        ([(0, 1), (1, 0), (2, 3), (3, 2)], []),
    ],
)
def test_a_cycle_is_found_if_little_else_is_there(pairs: list[tuple[int, int]], order: list[int]) -> None:
    assert cycle_of(4, pairs) == order


@pytest.mark.parametrize(
    ("pairs", "order"),
    [([(2, 0), (0, 1), (1, 3)], [2, 0, 1, 3]), ([(0, 1), (1, 2), (2, 0)], []), ([(0, 1), (2, 1), (1, 3)], [])],
)
def test_a_path_is_found_if_nothing_else_is_there(pairs: list[tuple[int, int]], order: list[int]) -> None:
    assert path_of(4, pairs) == order


@pytest.mark.slow
def test_many_leaves_stand_on_both_sides_of_their_hub() -> None:
    hub, *leaves = (box.centre for box in boxes(shot(STAR, (1080, 1080))))
    assert {np.sign(leaf[0] - hub[0]) for leaf in leaves} == {-1, 1}


def test_an_arrow_is_drawn_in_half_a_second_as_the_sentence_begins_that_speaks_of_it() -> None:
    scene = {**HANDSHAKE, "narration": "A client and a server meet. The client sends a hello, and waits for a moment."}
    scene["edges"] = [{**HANDSHAKE["edges"][0], "cue": "hello"}]
    of = shot(scene)
    spoken = next(said.start for said in of.timing.words if said.text == "The")
    arrow = arrows(of)["edges.0"]
    assert arrow.state(spoken - 0.2).opacity == 0
    assert 0.3 < arrow.state(spoken + 0.25).grow < 0.7
    assert arrow.state(spoken + 0.55).grow == 1


def test_no_arrow_comes_before_both_of_its_ends() -> None:
    of = shot(FOOD)
    ids = [node["id"] for node in FOOD["nodes"]]
    comes = {mark.path: next(mark.busy())[0] for mark in marks(of) if mark.path and mark.moves}
    for number, edge in enumerate(FOOD["edges"]):
        for end in (edge["source"], edge["target"]):
            assert comes[f"edges.{number}"] >= comes[f"nodes.{ids.index(end)}.label"]


def test_what_is_not_spoken_of_steps_back_and_all_is_there_at_the_end() -> None:
    of = shot(FOOD)
    grass = next(mark for mark in marks(of) if mark.path == "nodes.0.label")
    assert grass.state(of.timing.speech_end - 1.5).opacity < 0.7
    assert grass.state(of.timing.duration - 0.05).opacity > 0.9


def test_nodes_of_one_group_share_a_colour() -> None:
    nodes = [{**node, "group": "plants" if node["id"] in {"Grass", "Clover"} else "animals"} for node in FOOD["nodes"]]
    of = shot({**FOOD, "nodes": nodes})
    grounds = {mark.box: mark.brush for mark in marks(of) if isinstance(mark.brush, ShapeBrush)}
    outlines = [grounds[box].outline for box in boxes(of)]
    assert outlines[0] == outlines[1] != outlines[2] == outlines[8]


def test_an_edge_to_itself_and_double_edges_are_all_drawn() -> None:
    found = arrows(shot(ISLANDS))
    assert len(found) == 6
    assert len({(mark.box.x, mark.box.y, mark.box.width, mark.box.height) for mark in found.values()}) == 6


@pytest.mark.slow
def test_a_deep_tree_stands_densely_rather_than_in_small_type() -> None:
    nodes = "100, E 45, 55, 25, 30, A 12, T 13, 14, O 16, Q 5, N 9"
    edges = "100>E 45; 100>55; 55>25; 55>30; 25>A 12; 25>T 13; 30>14; 30>O 16; 14>Q 5; 14>N 9"
    of = shot(graph("The rarest letters hang lowest", nodes, edges))
    texts = [mark.brush.block for mark in marks(of) if isinstance(mark.brush, TextBrush) and "nodes." in mark.path]
    assert min(block.type.size for block in texts) >= 30


@pytest.mark.slow
def test_the_largest_graph_is_laid_out_quickly() -> None:
    names = [f"Module {i} of the application" for i in range(14)]
    pairs = [(i, j) for i in range(14) for j in range(i + 1, 14) if (i * 7 + j * 3) % 4 == 0][:24]
    scene = graph("Modules", ", ".join(names), ";".join(f"{names[i]}>{names[j]}" for i, j in pairs))
    of = shot(scene, (1080, 1080))
    started = time.process_time()
    marks(of)
    assert time.process_time() - started < 3


def test_the_same_graph_gives_the_same_picture() -> None:
    assert np.array_equal(still(shot(WATER), 3.0), still(shot(WATER), 3.0))


def test_layers_follow_the_longest_path() -> None:
    assert next(rankings(4, [(0, 1), (1, 2), (0, 2), (2, 3)], down=False)) == [0, 1, 2, 3]


def test_a_cycle_is_broken_where_it_comes_back() -> None:
    assert next(rankings(3, [(0, 1), (1, 2), (2, 0)], down=False)) == [0, 1, 2]


def test_a_part_without_edges_does_not_begin_a_layer_of_its_own() -> None:
    assert max(next(rankings(4, [(0, 1), (2, 2)], down=False))) == 1


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14))
@settings(max_examples=60, deadline=None)
def test_every_edge_passes_each_layer_between_its_ends(ends: list[tuple[int, int]]) -> None:
    for ranks in rankings(8, ends, down=True):
        graph_in_layers = layered(ranks, ends, [True] * len(ends))
        for (source, target), route in zip(ends, graph_in_layers.routes, strict=True):
            if source != target:
                assert (route[0], route[-1]) == (source, target)
                layers = [graph_in_layers.vertices[vertex].layer for vertex in route]
                assert all(abs(one - other) == 1 for one, other in pairwise(layers))
                assert sum(graph_in_layers.vertices[vertex].kind == "label" for vertex in route) == 1


@given(st.lists(st.tuples(st.floats(-100, 600), st.floats(5, 40)), min_size=1, max_size=10))
def test_places_keep_their_order_and_their_distances(wishes: list[tuple[float, float]]) -> None:
    offsets = [0.0]
    for _, gap in wishes[1:]:
        offsets.append(offsets[-1] + gap)
    places = spread([wish for wish, _ in wishes], offsets, 0.0, 500.0)
    least = [after - before for before, after in pairwise(offsets)]
    assert all(b - a >= gap - 1e-6 for (a, b), gap in zip(pairwise(places), least, strict=True))
    assert places[0] >= -1e-6
    assert places[-1] <= 500 + 1e-6


def test_an_edge_to_nowhere_is_refused_by_name() -> None:
    with pytest.raises(StoryboardError, match=r"edges.0.target names no node"):
        shot({**HANDSHAKE, "edges": [{"source": "Client", "target": "x"}]})


@each_size(SIZES)
def test_no_word_of_a_label_is_broken(size: tuple[int, int]) -> None:
    blocks = [mark.brush.block for mark in marks(shot(WATER, size)) if isinstance(mark.brush, TextBrush)]
    assert not any(block.breaks_words for block in blocks)


DENSE = graph(
    "Signals in a cell",
    "Receptor, G protein, Adenylyl cyclase, Cyclic AMP, Protein kinase A, Phosphatase, Ion channel, Gene, Calcium, DNA",
    "Receptor>G protein: activates; G protein>Adenylyl cyclase: stimulates; Adenylyl cyclase>Cyclic AMP: produces;"
    "Cyclic AMP>Protein kinase A: binds to; Protein kinase A>Ion channel: phosphorylates; Ion channel>Calcium: lets in;"
    "Protein kinase A>Gene: switches on; Phosphatase>Protein kinase A: inhibits; Calcium>Phosphatase: activates;"
    "Gene>Receptor: feedback; Calcium>G protein: modulates; Gene>Phosphatase: transcription; DNA>Gene: contains;"
    "Phosphatase>Cyclic AMP: degrades",
    "A receptor sets off a cascade of signals, which ends at the DNA. " * 3,
)


@pytest.mark.slow
@each_size(SIZES)
def test_a_dense_graph_is_shown_whole_on_further_pages(size: tuple[int, int]) -> None:
    of = shot(DENSE, size)
    assert {f"edges.{number}" for number in range(14)} == set(arrows(of))
    assert check(Storyboard.read({"title": "x", "scenes": [DENSE]}), size) == []


@pytest.mark.slow
@pytest.mark.parametrize("scene", [FOOD, DENSE], ids=["one page", "several pages"])
@pytest.mark.parametrize("narration", ["Go.", "Look at this graph now.", "Grass and Clover feed the Grasshopper."])
def test_nothing_is_left_faint_when_the_voice_ends(scene: dict[str, Any], narration: str) -> None:
    of = shot({**scene, "narration": narration})
    there = [mark.state(max(of.timing.speech_end, of.timing.duration - 0.9)) for mark in marks(of)]
    assert not any(0.2 < state.opacity < 0.7 for state in there)
