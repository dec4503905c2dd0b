"""Which pictures of a document are worth keeping."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from hackathon_backend.lessons.documents.losses import Losses
from hackathon_backend.lessons.documents.pictures import PictureFolder


def png(mode: str, background: str | tuple[int, ...], *, dot: bool = False) -> bytes:
    picture = Image.new(mode, (240, 120), background)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 239, 119), outline="black")
    if dot:
        draw.ellipse((110, 50, 130, 70), fill="black")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize(("mode", "background"), [("RGB", "white"), ("RGBA", (0, 0, 0, 0)), ("L", "white")])
def test_an_empty_frame_is_left_out_and_counted(tmp_path: Path, mode: str, background: str | tuple[int, ...]) -> None:
    losses = Losses()
    folder = PictureFolder(tmp_path, losses)
    assert folder.add(png(mode, background)) == "" and not list(tmp_path.iterdir())
    assert losses.told() == ("1 empty frame was left out.",)
    assert folder.add(png(mode, background, dot=True)) == "picture-1.png"
