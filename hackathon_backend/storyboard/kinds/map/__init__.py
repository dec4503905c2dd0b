"""Countries, places and routes on a map."""

from __future__ import annotations

from ..kind import Kind
from .mending import gather, mend
from .scene import MapScene
from .spoken import meant
from .timeline import ends

KIND = Kind(
    "map",
    MapScene,
    __name__,
    when="When it matters where something is: countries, continents, journeys, trade, wars, migrations, borders.",
    also=("world_map", "geography", "atlas", "countries"),
    mend=mend,
    gather=gather,
    meant=meant,
    ends=ends,
    # The world is twice as wide as it is high, also in a frame that is not.
    fills=0.25,
)
