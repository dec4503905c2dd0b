"""Films of a brand: its logo is seen on any paper, words stand on its colour, and a platform's edges stay free."""

from __future__ import annotations

import base64

import numpy as np
import pytest
import skia

from hackathon_backend.storyboard import Brand, Storyboard, check, repair
from hackathon_backend.storyboard.drawing.parts.chrome import chrome
from hackathon_backend.storyboard.drawing.parts.logo import LogoBrush, logo_of
from hackathon_backend.storyboard.drawing.stage import Box
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import THEMES, Colour
from tests.storyboard.sizes import each_size

WHITE, BLACK, GREEN = 0xFFFFFFFF, 0xFF000000, 0xFF1F6F5C
SIZES = ((1280, 720), (720, 1280), (1080, 1080))


def url(width: int, height: int, colour: int, ground: int = 0, pad: int = 30) -> str:
    surface = skia.Surface(width + 2 * pad, height + 2 * pad)
    surface.getCanvas().clear(ground)
    surface.getCanvas().drawRect(skia.Rect.MakeXYWH(pad, pad, width, height), skia.Paint(Color=colour))
    return f"data:image/png;base64,{base64.b64encode(bytes(surface.makeImageSnapshot().encodeToData())).decode()}"


def board(logo: str, name: str = "Norden", line: str = "Built for long winters", **more: object) -> Storyboard:
    brand = {"name": name, "colour": "#1F6F5C", "logo": logo, "cards": True}
    scenes = [
        {"type": "title", "title": name, "narration": name},
        {"type": "title", "title": line, "narration": line},
        {"type": "image", "heading": line, "source": url(90, 90, GREEN), "narration": line},
        {"type": "title", "title": name, "subtitle": line, "narration": ""},
    ]
    return Storyboard.read({"title": name, "brand": brand, "scenes": scenes, **more})


@pytest.mark.parametrize(
    ("logo", "theme", "plate"),
    [
        (url(400, 100, GREEN), "clean", None),
        (url(400, 100, WHITE), "clean", THEMES["clean"].ink),
        (url(400, 100, BLACK), "clean", None),
        (url(400, 100, WHITE), "chalkboard", None),
        (url(400, 100, BLACK), "chalkboard", THEMES["chalkboard"].ink),
        (url(100, 100, 0xFFFFD23F, 0xFF10305F), "clean", Colour(0x10, 0x30, 0x5F)),
    ],
)
def test_a_logo_lies_on_a_plate_where_it_could_not_be_seen(logo: str, theme: str, plate: Colour | None) -> None:
    found = logo_of(logo, None, THEMES[theme])
    assert found.plate == plate
    assert found.image.width() < 410, "its empty edges are cut away"


@pytest.mark.slow
@each_size(SIZES)
@pytest.mark.parametrize("logo", [url(1600, 160, GREEN), url(120, 900, GREEN), url(300, 300, WHITE)])
@pytest.mark.parametrize(
    ("name", "language"),
    [("Norden", "en"), ("The Extraordinarily Long Name of a Company for Instruments", "en"), ("مصباح لومو", "ar")],
)
def test_nobody_stumbles_over_anything(logo: str, size: tuple[int, int], name: str, language: str) -> None:
    faults = check(board(logo, name, language=language), size)
    assert not [fault for fault in faults if fault.kind != "still"], faults


def test_a_wide_logo_keeps_its_proportions() -> None:
    drawn = logo_of(url(1200, 150, GREEN), None, THEMES["clean"]).marks(Box(0, 0, 300, 300))[-1]
    assert isinstance(drawn.brush, LogoBrush)
    assert drawn.box.width == pytest.approx(300)
    assert drawn.box.width / drawn.box.height == pytest.approx(8, rel=0.02)


def test_the_mark_is_in_the_corner_and_not_beside_itself() -> None:
    shots = shots_of(board(url(400, 100, GREEN)), Format((1280, 720), 30, THEMES["clean"]))
    marks = [chrome(shot.context(), shot.place) for shot in shots]
    assert [len([mark for mark in each if isinstance(mark.brush, LogoBrush)]) for each in marks] == [0, 0, 1, 0]
    assert all(not mark.path for mark in marks[2])


def test_words_stand_on_the_brands_own_colour_if_they_can_be_read_there() -> None:
    shots = shots_of(board(url(400, 100, GREEN)), Format((640, 360), 30, THEMES["clean"]))
    frame = still(shots[1], 1.5)
    assert (frame[300, 250] == (0x1F, 0x6F, 0x5C)).all()


@each_size(SIZES)
def test_nothing_is_drawn_where_a_platform_has_its_buttons(size: tuple[int, int]) -> None:
    free = {"top": 0.14, "right": 0.13, "bottom": 0.35, "left": 0.06}
    shots = shots_of(board(url(400, 100, GREEN), safe_area=free), Format(size, 30, THEMES["clean"]))
    inside = Box(size[0] * 0.06, size[1] * 0.14, size[0] * 0.81, size[1] * 0.51)
    for shot in shots:
        marks = marks_of(shot.scene, shot.timing, shot.place, shot.context(), shot.neighbours)
        for mark in marks:
            seen = mark.brush.kind != "glow"
            assert not seen or inside.contains(mark.box, 3), (shot.scene.type, mark.path, mark.box)


def test_a_board_keeps_its_brand_when_it_is_read_again() -> None:
    before = board(url(40, 10, GREEN), safe_area={"bottom": 0.2})
    again, changes = repair(before.model_dump(mode="json"))
    assert (again, changes) == (before, [])
    assert again.brand == Brand("Norden", "#1F6F5C", before.brand.logo if before.brand else "", cards=True)


def test_what_a_brand_can_not_be_is_named() -> None:
    from hackathon_backend.errors import StoryboardError

    with pytest.raises(StoryboardError, match=r"^brand\.colour"):
        Storyboard.read({"title": "x", "brand": {"colour": "red"}, "scenes": [{"type": "title", "title": "x"}]})


def test_frames_of_a_film_without_a_brand_are_as_before() -> None:
    plain = Storyboard.read({"title": "x", "scenes": [{"type": "title", "title": "Leaves", "narration": "Leaves."}]})
    free = plain.model_copy(update={"safe_area": None})
    look = Format((320, 240), 30, THEMES["clean"])
    assert np.array_equal(still(shots_of(plain, look)[0], 1.0), still(shots_of(free, look)[0], 1.0))
