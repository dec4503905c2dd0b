"""One picture of each scene, with everything on it: what a storyboard looks like before it is a film."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .board import Storyboard
from .cache import key_of
from .checking.checker import faults_of
from .checking.fault import Fault
from .film import still
from .shot import Format, shots_of


@dataclass(frozen=True)
class Still:
    """A scene as it stands when all has come.

    `key` names all that the picture depends on; `seconds` is how long the scene stays at 150 words a minute. `picture`
    is height x width x 3, as red, green and blue, or None if it was not wanted.
    """

    key: str
    title: str
    seconds: float
    faults: tuple[Fault, ...] = ()
    picture: NDArray[np.uint8] | None = field(default=None, repr=False)


def stills(
    storyboard: Storyboard, format_: Format, scenes: Sequence[int] | None, wanted: Callable[[str], bool]
) -> list[Still]:
    """The stills of these scenes (by default of all); see `entry.stills`."""
    shots = shots_of(storyboard, format_)
    found = []
    for index in range(len(shots)) if scenes is None else scenes:
        shot, key = shots[index], key_of(shots[index])
        picture = still(shot, shot.settled) if wanted(key) else None
        faults = tuple(faults_of(shot, index))
        found.append(Still(key, shot.scene.chapter, shot.timing.duration, faults, picture))
    return found
