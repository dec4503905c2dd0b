"""Words find the drawings of what they mean, and the drawings are drawn."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skia
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hackathon_backend.storyboard.drawing.art import art_named, build_index, chosen, find, search
from hackathon_backend.storyboard.drawing.art.brush import ArtBrush, art_brush
from hackathon_backend.storyboard.drawing.art.index import LANGUAGES, drawings, words
from hackathon_backend.storyboard.drawing.art.packs import own_drawing
from hackathon_backend.storyboard.drawing.art.shapes import art_shape
from hackathon_backend.storyboard.kinds.icon import Icon
from hackathon_backend.storyboard.theme import THEMES, Colour, contrast

HERE = Path(__file__).parent / "art"
NOUNS: list[dict[str, Any]] = json.loads((HERE / "nouns.json").read_text(encoding="utf-8"))
"""Everyday nouns in ten languages, as lessons have them, and the drawings that fit, judged by eye."""
TRAPS: list[dict[str, Any]] = json.loads((HERE / "traps.json").read_text(encoding="utf-8"))
"""Words with several meanings, compounds that are not what their parts are, and words that are no things."""
ROOT = Path(__file__).parents[2]
DATA = ("colours", "directed", "icons", "own", "senses")
CLEAN = THEMES["clean"]


def found(word: str, language: str = "en", context: str = "") -> str:
    art = find(word, language, context)
    return art.id if art else ""


def brush_of(name: str, size: float = 128.0, colour: Colour | None = None) -> ArtBrush:
    art = art_named(name)
    assert art
    return art_brush(art, size, colour, CLEAN)


def drawn(brush: Any, grow: float = 1.0, size: int = 128) -> NDArray[np.uint8]:
    """The picture of a brush on white, with room of a fifth around it."""
    room = size // 5
    surface = skia.Surface(size + 2 * room, size + 2 * room)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    canvas.translate(room, room)
    brush.paint(canvas, grow)
    return np.array(surface.toarray(colorType=skia.kRGBA_8888_ColorType))[..., :3]


def ink(picture: NDArray[np.uint8]) -> float:
    """The part of a picture that is not white."""
    return float((picture.min(axis=-1) < 250).mean())


@pytest.mark.parametrize("word", ["leaf", "Leaves", "the leaf", "a green leaf", "leaf of a tree", "LEAF"])
def test_a_noun_finds_its_drawing_in_any_form(word: str) -> None:
    assert found(word) == "phosphor:leaf"


@pytest.mark.parametrize("word", ["because", "important", "equilibrium", "", " ", "!!", "of", "x" * 5000])
def test_what_is_no_thing_finds_none(word: str) -> None:
    assert found(word) == ""


def test_a_word_with_several_meanings_finds_the_one_that_its_context_tells() -> None:
    assert found("cell") == "own:cell"
    assert found("cell", context="The prisoner waited in his cell") == ""
    assert found("mouse") == "emoji:1f401"
    assert found("mouse", context="Click with the mouse on your computer") == "phosphor:mouse"
    assert found("bank") == "phosphor:bank"
    assert found("bank of a river") == ""


def test_a_nucleus_is_that_of_a_cell_or_of_an_atom_as_its_context_tells() -> None:
    assert found("nucleus") == ""
    assert found("nucleus", context="The cell keeps its DNA there") == "own:nucleus"
    assert found("nucleus", context="Protons and neutrons of the atom") == "own:atomic-nucleus"
    assert found("noyau", "fr", "Le noyau de la cellule") == "own:nucleus"
    assert (found("Zellkern", "de"), found("Atomkern", "de")) == ("own:nucleus", "own:atomic-nucleus")


@pytest.mark.parametrize("formula", ["H2", "O2", "N2", "O3", "H2O", "CO2", "NH3", "CH4", "SO2"])
def test_a_formula_finds_its_molecule_with_as_many_atoms(formula: str) -> None:
    name = found(formula)
    assert name == f"own:molecule-{formula.lower()}"
    atoms = sum(int(figure or 1) for figure in re.findall(r"[A-Z][a-z]?(\d?)", formula))
    art = art_named(name)
    assert art
    assert own_drawing(art).line.count("Z") == atoms


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyday_nouns_find_a_fitting_drawing_in_every_language(language: str) -> None:
    wrong = {noun[language] for noun in NOUNS if found(noun[language], language) not in noun["fits"]}
    share = 1 - len(wrong) / len(NOUNS)
    assert len(NOUNS) >= 290
    assert share >= (0.9 if language == "en" else 0.75), wrong


def test_a_wrong_drawing_is_never_found_for_the_sake_of_one() -> None:
    wrong = {
        (trap["language"], trap["word"]): drawing
        for trap in TRAPS
        if (drawing := found(trap["word"], trap["language"], trap["context"])) not in (trap["fits"] or [""])
    }
    assert wrong == {}


def test_the_index_is_what_the_words_written_by_hand_make() -> None:
    assert build_index.drawings() == {each.id: each.name for each in drawings()}
    for language in LANGUAGES:
        assert build_index.index(language) == words(language)


@pytest.mark.slow
@given(st.text(max_size=120), st.sampled_from([*LANGUAGES, "ko", "", "EN-us"]), st.text(max_size=60))
def test_any_text_finds_a_drawing_or_none(text: str, language: str, context: str) -> None:
    art = find(text, language, context)
    assert art is None or art_named(art.id) == art
    assert len(search(text, language, 5)) <= 5


def test_a_picker_finds_drawings_by_the_beginning_of_their_words() -> None:
    names = [art.name for art in search("lea")]
    assert "leaf" in names
    assert len(search("a", limit=5)) == 5
    assert search("zzzz") == []


@pytest.mark.slow
def test_finding_loads_no_drawing_library() -> None:
    module = "hackathon_backend.storyboard.drawing.art"
    code = f"import sys; from {module} import find; find('sun'); print('skia' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert said.strip() == "False"


@pytest.mark.slow
def test_every_drawing_of_the_index_can_be_drawn_in_its_square() -> None:
    for drawing in drawings():
        art = art_named(drawing.id)
        assert art
        shape = art_shape(art)
        bounds = shape.line.computeTightBounds()
        assert min(bounds.left(), bounds.top()) >= -1, art
        assert max(bounds.right(), bounds.bottom()) <= 257, art
        assert max(bounds.width(), bounds.height()) > 100, art
        assert shape.outline.isFinite(), art


@pytest.mark.parametrize("name", ["phosphor:sun", "mdi:stomach", "emoji:1f992"])
def test_a_drawing_grows_from_nothing_to_all_of_it(name: str) -> None:
    brush = brush_of(name)
    shares = [ink(drawn(brush, grow)) for grow in (0.0, 0.3, 1.0)]
    assert shares[0] == 0.0
    assert 0.0 < shares[1] < shares[2]


@pytest.mark.parametrize("name", ["phosphor:tree", "mdi:stomach", "emoji:1f418"])
def test_a_drawing_has_its_line_at_full_strength_and_a_fifth_of_it_inside(name: str) -> None:
    accent = CLEAN.accent(0)
    picture = drawn(brush_of(name, colour=accent)).reshape(-1, 3)
    colours = {tuple(int(part) for part in each) for each in picture}
    assert (accent.red, accent.green, accent.blue) in colours
    pale = Colour(255, 255, 255).mixed(accent, 0.2)
    assert any(
        max(abs(a - b) for a, b in zip(each, (pale.red, pale.green, pale.blue), strict=True)) <= 2 for each in colours
    )


@pytest.mark.parametrize("name", ["phosphor:flask", "own:roots", "emoji:1f34e"])
def test_large_drawings_are_drawn_by_a_finer_pen_for_their_size(name: str) -> None:
    accent = CLEAN.accent(0)

    def strong(size: int) -> float:
        picture = drawn(brush_of(name, size, accent), size=size).astype(int)
        far = np.abs(picture - np.array([accent.red, accent.green, accent.blue])).sum(axis=-1)
        return float((far < 30).mean())

    assert strong(320) < 0.85 * strong(96)


def test_what_has_a_colour_of_its_own_is_drawn_in_it_with_contrast_in_every_theme() -> None:
    for theme in THEMES.values():
        for name in ("phosphor:leaf", "phosphor:heart", "phosphor:sun", "emoji:1f43b", "phosphor:cloud"):
            art = art_named(name)
            assert art
            assert contrast(art_brush(art, 100, None, theme).colour, theme.paper) >= 3.0
    assert brush_of("phosphor:leaf").colour == CLEAN.accent(4)
    assert brush_of("phosphor:gavel").colour == CLEAN.accent(0)


def test_all_data_speaks_of_drawings_that_there_are() -> None:
    folder = ROOT / "hackathon_backend/storyboard/drawing/art"
    read = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in DATA}
    told = {drawing for drawings in read["colours"].values() for drawing in drawings.split()}
    told |= {*read["directed"], *read["icons"].values(), *(f"own:{name}" for name in read["own"])}
    told |= {sense[0] for words in read["senses"].values() for senses in words.values() for sense in senses}
    assert {drawing for drawing in told if drawing and not art_named(drawing)} == set()
    assert all(chosen(icon) for icon in Icon if icon is not Icon.none)


def test_drawings_stay_as_they_are_where_one_reads_from_right_to_left() -> None:
    for name in ("phosphor:clock", "phosphor:question", "phosphor:check-circle", "phosphor:sun"):
        art = art_named(name)
        if art:
            brush = art_brush(art, 64, None, CLEAN)
            assert brush.mirrored(64) == brush
