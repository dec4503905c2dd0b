"""A worker that takes `DRAWING` seconds longer for each scene: as on a machine of its own, whatever this one has to do.

`python -m benchmarks.slow_worker worker render` is `python -m hackathon_backend worker render` but for that.
"""

from __future__ import annotations

import sys
import time

from hackathon_backend.cli.main import main
from hackathon_backend.films import stages
from hackathon_backend.films.stages import FilmPlan
from hackathon_backend.storyboard import SceneTiming

DRAWING = 3.0

_draw = stages.draw


def slow_draw(plan: FilmPlan, index: int, timing: SceneTiming) -> None:
    """Wait, holding the process, then draw."""
    time.sleep(DRAWING)
    _draw(plan, index, timing)


if __name__ == "__main__":
    # By its name in this module, so that the processes that draw find it.
    from benchmarks.slow_worker import slow_draw as named

    stages.draw = named
    sys.exit(main())
