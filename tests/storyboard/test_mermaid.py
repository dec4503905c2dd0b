"""Diagrams in Mermaid become scenes as far as they map."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.kinds.base import BaseScene
from hackathon_backend.storyboard.kinds.chart.scene import ChartScene
from hackathon_backend.storyboard.kinds.graph.scene import GraphScene
from hackathon_backend.storyboard.kinds.timeline.scene import TimelineScene
from hackathon_backend.storyboard.reading.figure import figure_scene, read_figure

TIMELINE = "timeline\n  title Flight\n  section Early\n  1783 : Balloon\n  1903 : First aeroplane\n       : in the USA"
PIE = 'pie showData title Air\n  "Nitrogen" : 78\n  "Oxygen" : 21\n  "Other" : 1'
MINDMAP = "mindmap\n  root((Plant))\n    Leaf\n      Stoma\n    Root[The root]"
SEQUENCE = """sequenceDiagram
  participant B as Browser
  actor S as Server
  B->>S: request
  S-->>B: page
  Note over B: thinks"""
CLASSES = """classDiagram
  Animal <|-- Duck
  Animal <|-- Fish
  Duck "1" --> "many" Egg : lays
  class Duck{
  +swim()
  }"""


def scene(text: str) -> BaseScene:
    figure = read_figure("mermaid", text)
    assert figure is not None and figure.drawable
    made = figure_scene(figure.fields, "A heading", "This is said of it.")
    assert check(Storyboard(title="x", scenes=(made,))) == []
    return made


def test_a_timeline_has_its_events_and_its_title() -> None:
    made = scene(TIMELINE)
    assert isinstance(made, TimelineScene)
    events = [(event.when, event.text) for event in made.events]
    assert events == [("1783", "Balloon"), ("1903", "First aeroplane"), ("1903", "in the USA")]
    assert made.heading == "Flight"


def test_a_pie_has_its_slices() -> None:
    made = scene(PIE)
    assert isinstance(made, ChartScene)
    assert (made.kind, made.labels, made.series[0].values) == ("pie", ("Nitrogen", "Oxygen", "Other"), (78, 21, 1))


def edges(made: BaseScene) -> set[tuple[str, str, str]]:
    assert isinstance(made, GraphScene)
    names = {node.id: node.label for node in made.nodes}
    return {(names[edge.source], names[edge.target], edge.label) for edge in made.edges}


def test_a_mind_map_hangs_together_as_it_is_indented() -> None:
    assert edges(scene(MINDMAP)) == {("Plant", "Leaf", ""), ("Leaf", "Stoma", ""), ("Plant", "The root", "")}


def test_messages_go_between_actors() -> None:
    assert edges(scene(SEQUENCE)) == {("Browser", "Server", "request"), ("Server", "Browser", "page")}


def test_classes_have_their_relations() -> None:
    assert edges(scene(CLASSES)) == {("Duck", "Animal", ""), ("Fish", "Animal", ""), ("Duck", "Egg", "lays")}


@pytest.mark.parametrize(
    "text", ["", "flowchart LR\n A --> B", "pie\n", "gantt\n a : 1", "mindmap\n  alone", "pie\n a : 0"]
)
def test_what_does_not_map_is_a_listing(text: str) -> None:
    assert read_figure("mermaid", text) is None


@pytest.mark.slow
@given(st.sampled_from(["timeline", "pie", "mindmap", "sequenceDiagram", "classDiagram"]), st.text(max_size=300))
def test_no_diagram_is_too_odd(kind: str, text: str) -> None:
    read_figure("mermaid", f"{kind}\n{text}")
