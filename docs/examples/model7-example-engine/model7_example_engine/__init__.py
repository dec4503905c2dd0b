"""Clips made of a folder of pictures, as an engine of Model 7."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hackathon_backend.engines import EngineDeps, EngineKind, EngineSettings, Model

if TYPE_CHECKING:
    from .engine import ExampleEngine

MODEL = Model(
    id="example-slideshow",
    name="Slideshow",
    description="The pictures of a folder, one fading into the next.",
    seconds=(2, 30),
    sizes=("1280x720", "720x1280", "1080x1080"),
    any_length=True,
    default_seconds=8,
    price_per_second=0.0,
)


class ExampleSettings(EngineSettings):
    """Read from the environment and `.env`: EXAMPLE_FOLDER."""

    example_folder: Path = Path("pictures")


def _build(deps: EngineDeps) -> ExampleEngine:
    # Imported when the engine is wanted: who only looks for its name needs nothing of it.
    from .engine import ExampleEngine

    return ExampleEngine(deps.settings_of(ExampleSettings).example_folder, deps.catalogue((MODEL,)))


EXAMPLE = EngineKind("example", _build, (MODEL,), ExampleSettings)
