"""What is called by a colour is drawn in it."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Storyboard, check, repair
from hackathon_backend.storyboard import theme as theme_module
from hackathon_backend.storyboard.drawing.colours import PURE, colour_of, said_by
from hackathon_backend.storyboard.theme import THEMES, contrast

GRAPH = {
    "type": "graph",
    "heading": "Two marbles",
    "nodes": [
        {"id": "s", "label": "Start", "group": "start"},
        {"id": "r", "label": "Red", "group": "red"},
        {"id": "rb", "label": "Red, blue", "group": "mixed"},
        {"id": "g", "label": "Grass", "color": "green"},
    ],
    "edges": [{"source": "s", "target": "r"}, {"source": "r", "target": "rb"}, {"source": "s", "target": "g"}],
    "narration": "One two three four five six seven eight nine ten.",
}
COLUMNS = [
    {"title": "White cells", "items": [{"text": "a"}]},
    {"title": "Plates", "color": "#F9C80E", "items": [{"text": "b"}]},
]
COMPARE = {"type": "compare", "heading": "Cells", "columns": COLUMNS, "narration": "One two."}
BARS = {
    "type": "chart",
    "heading": "Marbles",
    "labels": ["Red", "Yellow", "Black", "Sky", "Rest"],
    "colors": ["", "", "", "blue", ""],
    "series": [{"values": [1, 2, 3, 4, 5]}],
    "narration": "One two.",
}
STEPS = {
    "type": "process",
    "heading": "Lights",
    "steps": [{"label": "Green"}, {"label": "Red"}],
    "narration": "One two.",
}
SCENES = [GRAPH, COMPARE, BARS, {**BARS, "kind": "pie"}, STEPS]


def board(*scenes: dict[str, Any], theme: str = "clean", language: str = "en") -> Storyboard:
    return Storyboard.read({"title": "Colours", "theme": theme, "language": language, "scenes": list(scenes)})


@pytest.mark.parametrize(
    ("language", "label", "name"),
    [
        ("en", "Red", "red"),
        ("en", "Red, red", "red"),
        ("en", "Blue marble", "blue"),
        ("de", "Roter Ball", "red"),
        ("fr", "Verte", "green"),
        ("es", "Azul", "blue"),
        ("ja", "赤", "red"),
        ("he", "כחול", "blue"),
        ("pt", "Pink", "pink"),
    ],
)
def test_a_label_may_say_the_colour_of_its_thing(language: str, label: str, name: str) -> None:
    assert said_by(label, language) == PURE[name]


@pytest.mark.parametrize("label", ["Red, blue", "Start", "Fred", "All that is red in this bag", ""])
def test_other_labels_say_none(label: str) -> None:
    assert said_by(label, "en") is None


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene.get("kind", scene["type"])))
def test_things_have_their_colours_in_every_theme(scene: dict[str, Any], theme: str) -> None:
    assert check(board(scene, theme=theme)) == []


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene.get("kind", scene["type"])))
def test_a_thing_in_another_colour_than_its_name_is_a_fault(
    scene: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    plum = theme_module.Theme.own(THEMES["clean"], 3)
    monkeypatch.setattr(theme_module.Theme, "tone", lambda *_: plum)
    assert {fault.kind for fault in check(board(scene))} == {"colour"}


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_every_colour_can_be_read_and_seen_in_every_theme(theme: theme_module.Theme) -> None:
    for colour in PURE.values():
        tone = theme.tone(colour)
        assert contrast(tone.line, theme.paper) >= theme_module.READABLE
        assert contrast(theme.ink, tone.ground) >= theme_module.READABLE
        assert contrast(tone.edge or tone.fill, theme.paper) >= 3
        assert tone.fill.is_like(colour)


def test_what_has_no_colour_keeps_away_from_those_that_are_named() -> None:
    theme = THEMES["clean"]
    red, other, blue = theme.tones([PURE["red"], None, PURE["blue"]])
    assert not other.line.is_like(red.line)
    assert not other.line.is_like(blue.line)


def test_what_is_no_colour_is_refused_and_mended() -> None:
    wrong = {**BARS, "colors": ["", "", "", "bleu-ish", ""]}
    with pytest.raises(StoryboardError, match=r"colors\.3"):
        board(wrong)
    mended, changes = repair(
        {"title": "x", "scenes": [wrong, {**GRAPH, "nodes": [{**GRAPH["nodes"][0], "color": "hot"}]}]}
    )
    assert mended.scenes[0].colors == ("", "", "", "", "")
    assert any("bleu-ish" in change for change in changes)
    assert any("hot" in change for change in changes)


def test_colours_stay_with_their_labels_when_some_are_left_out() -> None:
    numbers = {**BARS, "series": [{"values": [1, None, 3, 4, 5]}]}
    mended, _ = repair({"title": "x", "scenes": [numbers]})
    assert mended.scenes[0].labels[2] == "Sky"
    assert mended.scenes[0].colors[2] == "blue"


def test_a_colour_may_be_a_code() -> None:
    assert colour_of("#c62828") == PURE["red"]
    assert colour_of("no colour") is None
