"""Every colour of every theme can be read where it stands."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import Brand, Storyboard, render
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.shot import Format, shots_of
from hackathon_backend.storyboard.theme import READABLE, STRONGEST_TINT, THEMES, Colour, Theme, contrast

themes = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


@themes
def test_text_can_be_read_on_paper_and_cards(theme: Theme) -> None:
    for ground in (theme.paper, theme.card):
        for colour in (theme.ink, theme.muted):
            assert contrast(colour, ground) >= READABLE


@themes
def test_accents_can_be_read_on_paper(theme: Theme) -> None:
    assert all(contrast(accent, theme.paper) >= READABLE for accent in theme.accents)


@themes
def test_ink_can_be_read_on_tints_even_when_it_steps_back(theme: Theme) -> None:
    for accent in theme.accents:
        ground = theme.tint(accent, STRONGEST_TINT)
        assert contrast(ground.mixed(theme.ink, theme.dim), ground) >= READABLE
    assert theme.dim < 0.8


@themes
def test_code_can_be_read_in_focus_and_out_of_it(theme: Theme) -> None:
    for ground in (theme.card, theme.card.mixed(theme.accent(0), 0.1)):
        assert all(contrast(Colour(*colour), ground) >= READABLE for colour in astuple(theme.code))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(Colour.parse("#000000"), Colour.parse("#FFFFFF")) == pytest.approx(21)
    assert contrast(Colour.parse("#777777"), Colour.parse("#FFFFFF")) == pytest.approx(4.48, abs=0.01)


@given(st.sampled_from(list(THEMES.values())), st.integers(0, 0xFFFFFF))
def test_a_brand_of_any_colour_can_be_read(theme: Theme, colour: int) -> None:
    branded = theme.branded(f"#{colour:06x}")
    assert contrast(branded.accent(0), theme.paper) >= READABLE
    assert contrast(theme.code.comment, theme.card.mixed(branded.accent(0), 0.1)) >= READABLE


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345G", "rgb(1,2,3)"])
def test_a_colour_that_is_none_is_refused(colour: str) -> None:
    with pytest.raises(StoryboardError, match="#2457D6"):
        THEMES["clean"].branded(colour)


def test_a_brand_puts_its_name_in_the_corner_and_its_colour_on_what_matters(hooks: dict[str, Any]) -> None:
    look = Format((1280, 720), 30, THEMES["clean"], brand=Brand("Acme School", "#8B1E3F"))
    shot = shots_of(Storyboard.read(hooks), look)[1]
    plain = shots_of(Storyboard.read(hooks), Format((1280, 720), 30, THEMES["clean"]))[1]
    branded, usual = still(shot, 4.0), still(plain, 4.0)
    assert (branded[40:90, 1080:1240] != usual[40:90, 1080:1240]).any()
    assert (branded == (0x8B, 0x1E, 0x3F)).all(-1).any()
    assert not (usual == (0x8B, 0x1E, 0x3F)).all(-1).any()


def test_a_logo_that_is_no_picture_is_refused(hooks: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(StoryboardError) as caught:
        render(Storyboard.read(hooks), tmp_path / "film.mp4", size=(320, 240), brand=Brand(logo="logo.png"))
    assert caught.value.param == "brand.logo"
