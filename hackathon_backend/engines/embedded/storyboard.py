"""The embedded engine: draws storyboards and speaks them, in processes of its own. It needs no key and no network."""

from __future__ import annotations

from ..base import Model
from ..kind import EngineKind
from .base import EmbeddedEngine
from .film_order import RESULT, problems_here

_SIZES = ("1280x720", "1920x1080", "720x1280", "1080x1080", "1024x1792", "1792x1024")

MODEL = Model(
    id="storyboard-1",
    name="Storyboard",
    description="Drawn scenes with voice and captions: every label is right. Embedded, free.",
    seconds=(5, 60),
    sizes=_SIZES,
    any_length=True,
    default_seconds=60,
    sound=True,
    price_per_second=0.0,
)


class StoryboardEngine(EmbeddedEngine):
    """Draws `Order.storyboard`, in stages that are spread over all processes."""

    name = "storyboard"
    label = "Storyboard"
    service = "Storyboard"
    draws_storyboards = True
    model = MODEL
    result = RESULT

    def problems(self) -> list[str]:
        """Missing shared libraries or fonts."""
        return problems_here()


STORYBOARD = EngineKind("storyboard", lambda deps: StoryboardEngine(deps.film_renders, deps.settings), (MODEL,))
