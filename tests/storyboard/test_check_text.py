"""The checker finds texts that can't be read as they were meant."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.storyboard import Storyboard, check, letters_missing
from hackathon_backend.storyboard.drawing.parts.icons import IconArtBrush
from hackathon_backend.storyboard.drawing.text import text as text_module
from hackathon_backend.storyboard.drawing.text.typefaces import Typefaces


def board(language: str, *texts: str, icon: str = "none") -> Storyboard:
    points = [{"text": text, "icon": icon} for text in texts]
    scene: dict[str, Any] = {"type": "points", "heading": "1", "points": points, "narration": texts[0]}
    return Storyboard.read({"title": "1", "language": language, "scenes": [scene]})


def kinds(storyboard: Storyboard, size: tuple[int, int] = (1280, 720)) -> set[str]:
    return {fault.kind for fault in check(storyboard, size)}


@pytest.fixture
def every_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Typefaces, "has", lambda _self, _char: True)


def test_letters_that_no_font_has_are_a_fault_that_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Typefaces, "has", lambda _self, char: char not in "जलचक्र")
    faults = check(board("hi", "जल"))
    assert {(fault.kind, fault.path) for fault in faults} == {("letters", "points.0.text")}
    assert "Devanagari" in faults[0].message
    assert "apt-get install fonts-noto-core" in faults[0].message
    assert [line.count("fonts-noto-core") for line in letters_missing(board("hi", "जल"))] == [1]


def test_what_is_only_spoken_needs_no_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Typefaces, "has", lambda _self, char: char not in "जलचक्र")
    silent = board("hi", "Water").model_dump()
    silent["scenes"][0]["narration"] = "जल"
    assert letters_missing(Storyboard.read(silent)) == []


@pytest.mark.usefixtures("every_letter")
def test_a_line_that_may_break_inside_of_a_word_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    korean = board("ko", "혀뿌리가 목구멍을 막는 모양이고 혀끝이 윗잇몸에 닿는 모양입니다")
    assert kinds(korean, (320, 480)) == set()
    monkeypatch.setattr(text_module, "words_kept", lambda text, *_: text)
    assert kinds(korean, (320, 480)) == {"word"}


@pytest.mark.parametrize("text", ["13 ÷ 2 = 6.5", "הספרות 0–9 כאן", "מים → אדים"])
@pytest.mark.usefixtures("every_letter")
def test_what_is_turned_around_is_a_fault(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kinds(board("he", text)) == set()
    monkeypatch.setattr("hackathon_backend.storyboard.checking.text.ordered", lambda text, *, rtl: text)
    assert kinds(board("he", text)) == {"order"}


@pytest.mark.usefixtures("every_letter")
def test_formulas_in_the_digits_of_arabic_run_as_its_words_do() -> None:
    assert kinds(board("ar", "٣ ÷ ٢ و ٠–٩")) == set()


@pytest.mark.usefixtures("every_letter")
def test_an_arrow_is_drawn_the_way_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert kinds(board("he", "1", icon="arrow")) == set()
    monkeypatch.setattr(IconArtBrush, "mirrored", lambda brush, _width: brush)
    assert kinds(board("he", "1", icon="arrow")) == {"order"}
