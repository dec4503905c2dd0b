"""The engine keeps to what Model 7 asks of every engine, and makes what it should."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from model7_example_engine import MODEL
from model7_example_engine.engine import ExampleEngine

from hackathon_backend.engines import Engine, Order
from hackathon_backend.engines.conformance import CHECKS, Check, Mishap
from hackathon_backend.errors import EngineBroken, OrderRejected

RED, BLUE = (200, 30, 30), (30, 30, 200)


@dataclass
class ExampleTarget:
    """What the checks need to know. No server stands behind this engine, so no mishap can be played; it has no key."""

    pictures: Path
    folder: Path
    order: Order
    secret: str = "-" * 20
    asked: int = 0
    taken: int = 0

    def engine(self) -> Engine:
        return ExampleEngine(self.pictures, (MODEL,))

    def can(self, mishap: Mishap) -> bool:
        return False

    def play(self, mishap: Mishap | None) -> None: ...

    def render(self, percent: float) -> None: ...


@pytest.fixture
def target(tmp_path: Path) -> ExampleTarget:
    pictures, folder = tmp_path / "pictures", tmp_path / "work"
    pictures.mkdir()
    folder.mkdir()
    for name, colour in (("lamp.png", RED), ("sea.png", BLUE)):
        write_picture(pictures / name, colour)
    return ExampleTarget(pictures, folder, Order("job-1", "The sea at night", MODEL.id, 2, "320x180"))


def write_picture(path: Path, colour: tuple[int, int, int]) -> None:
    with av.open(str(path), "w", format="image2") as file:
        stream = file.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 90, 60, "rgb24"
        pixels = np.full((60, 90, 3), colour, np.uint8)
        file.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        file.mux(stream.encode(None))


@pytest.mark.parametrize("check", CHECKS, ids=str)
def test_the_engine_conforms(check: Check, target: ExampleTarget) -> None:
    if not check.applies_to(target):
        pytest.skip("nothing like that happens to this engine")
    check.run(target)


def test_the_clip_shows_what_the_prompt_speaks_of(target: ExampleTarget) -> None:
    engine = target.engine()
    clip = engine.download(target.order, engine.submit(target.order, timeout=5), target.folder, timeout=5)
    with av.open(str(clip.video)) as film:
        frames = [frame.to_ndarray(format="rgb24") for frame in film.decode(video=0)]
    assert (len(frames), frames[0].shape) == (48, (180, 320, 3))
    assert np.abs(frames[24].mean(axis=(0, 1)) - BLUE).max() < 12


def test_without_pictures_nothing_is_taken_and_the_setting_is_named(target: ExampleTarget, tmp_path: Path) -> None:
    engine = ExampleEngine(tmp_path / "nowhere", (MODEL,))
    assert "EXAMPLE_FOLDER" in engine.problems()[0]
    with pytest.raises(OrderRejected, match="EXAMPLE_FOLDER"):
        engine.submit(target.order, timeout=5)


def test_a_file_that_is_no_picture_is_named(target: ExampleTarget) -> None:
    (target.pictures / "sea.png").write_text("no picture", "utf-8")
    with pytest.raises(EngineBroken, match=r"sea\.png"):
        target.engine().download(target.order, {"id": "job-1"}, target.folder, timeout=5)
