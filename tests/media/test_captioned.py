"""Captions drawn into pictures, and films in another shape."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hackathon_backend.media import CaptionLook, Cue, NewFrame, caption_picture, cut_away, probe, redraw
from hackathon_backend.media.edits.captioned import CaptionStyle, caption_corner

from .clips import heard, level, still_clip
from .test_trim import frames

CUES = [Cue(1.0, 3.0, "Leaves are green."), Cue(3.0, 5.0, "Light makes\nsugar.")]
SCRIPTS = {
    "en": "Every green leaf is a small factory that\nmakes sugar out of light, water and air.",
    "ar": "تصنع كل ورقة خضراء السكر من الضوء والماء\nوالهواء في مصنع صغير",
    "hi": "हर हरी पत्ती एक छोटा कारखाना है जो प्रकाश,\nजल और वायु से शर्करा बनाती है",
    "zh": "每片绿叶都是一座小工厂，用光、水和空气\n制造糖",
    "de": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "th": "ใบไม้สีเขียวทุกใบคือโรงงานเล็ก ๆ ที่สร้างน้ำตาลจากแสง น้ำ และอากาศ",
}


def is_lettered(shown: np.ndarray) -> bool:
    """Whether there are white letters on something dark near the lower edge, and nothing of them above it."""
    low, rest = shown[shown.shape[0] * 7 // 10 :].astype(int), shown[: shown.shape[0] // 2].astype(int)
    return bool((low.min(axis=2) > 215).sum() > 40 and (low.max(axis=2) < 70).sum() > 40 and rest.std() < 6)


def test_each_caption_is_in_the_picture_while_it_is_heard(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "grey.mp4", {0.0: 128, 5.5: 128}, 6.0, size=(640, 360))
    redraw(clip, tmp_path / "out.mp4", None, CUES)
    found = {round(time, 2): is_lettered(shown) for time, shown in frames(tmp_path / "out.mp4")}
    assert found == {0.0: False, 1.0: True, 3.0: True, 5.0: False, 5.5: False}


def test_the_sound_stays_as_it_is(sounding_clip: Path, tmp_path: Path) -> None:
    redraw(sounding_clip, tmp_path / "out.mp4", NewFrame(360, 640), CUES[:1])
    assert level(heard(tmp_path / "out.mp4"), 0.5, 3.5) == pytest.approx(level(heard(sounding_clip), 0.5, 3.5), abs=0.5)
    made = probe(tmp_path / "out.mp4")
    assert (made.width, made.height, made.duration) == (360, 640, pytest.approx(4.0, abs=0.05))


@pytest.mark.slow
@pytest.mark.parametrize("style", ["box", "outline"])
@pytest.mark.parametrize("language", SCRIPTS)
def test_captions_of_any_script_lie_within_the_safe_area(language: str, style: CaptionStyle) -> None:
    for size in ((1280, 720), (720, 1280), (1080, 1080), (320, 180)):
        for look in (CaptionLook(style, "bottom", 1.6, 0.25), CaptionLook(style, "top")):
            picture = caption_picture(SCRIPTS[language], *size, look=look, language=language)
            x, y = caption_corner(picture, *size, look=look)
            assert x >= size[0] * 0.03
            assert x + picture.shape[1] <= size[0] * 0.97
            free = look.lift or 0.05
            inside = (
                (y >= size[1] * 0.05) if look.place == "top" else (y + picture.shape[0] <= size[1] * (1 - free) + 1)
            )
            assert inside, (size, look)
            assert (picture[:, :, :3].min(axis=2) > 220).sum() > 30


def test_bars_show_all_of_it_and_cutting_fills_the_frame(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "light.mp4", {0.0: 200, 1.0: 200}, 2.0, size=(640, 360))
    redraw(clip, tmp_path / "bars.mp4", NewFrame(360, 640))
    redraw(clip, tmp_path / "cut.mp4", NewFrame(360, 640, "crop"))
    bars, cut = (frames(tmp_path / name)[0][1].astype(int) for name in ("bars.mp4", "cut.mp4"))
    assert (bars[20].max(), bars[320].min()) == (pytest.approx(0, abs=20), pytest.approx(200, abs=8))
    assert cut.min() > 190
    assert cut_away((640, 360), (360, 640)) == ("width", pytest.approx(1 - (9 / 16) ** 2))
    assert cut_away((360, 640), (1080, 1080)) == ("height", pytest.approx(7 / 16))
