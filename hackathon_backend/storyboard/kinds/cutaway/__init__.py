"""Subjects cut open: a library of drawings whose named parts light up as they are spoken of."""

from __future__ import annotations

from ..kind import Kind
from .library import described
from .mending import as_things, gather, mend
from .scene import CutawayScene
from .spoken import meant

KIND = Kind(
    "cutaway",
    CutawayScene,
    __name__,
    when="When the parts of a thing and what they do are explained: a cell, an organ, a plant, a machine, the Earth.",
    also=("anatomy", "cross_section", "labelled_drawing", "organ", "structure"),
    mend=mend,
    gather=gather,
    meant=meant,
    instead=as_things,
    hints=described,
    # A tall drawing in a wide frame, with one label beside it, takes all the height there is and no more.
    fills=0.2,
)
