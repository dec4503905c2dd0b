"""`python -m tests.upstream --port 9000 --scenario ok`: the server by itself, until Ctrl-C."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from . import SCENARIOS, Upstream


def main() -> None:
    """Serve one of the named scenarios."""
    parser = argparse.ArgumentParser(prog="python -m tests.upstream", description=__doc__)
    parser.add_argument("--port", type=int, default=9000)
    parser.add_argument("--scenario", choices=sorted(SCENARIOS), default="ok")
    parser.add_argument("--render-seconds", type=float, help="instead of the scenario's own")
    options = parser.parse_args()
    scenario = SCENARIOS[options.scenario]
    if options.render_seconds is not None:
        scenario = replace(scenario, render_seconds=options.render_seconds)
    with Upstream(scenario, port=options.port) as upstream:
        print(f"{options.scenario}: SORA_BASE_URL={upstream.url}", flush=True)
        try:
            while True:
                time.sleep(3600)
        except KeyboardInterrupt:
            print(f"{len(upstream.creates)} orders came, {len(upstream.videos.jobs)} videos were made.")


if __name__ == "__main__":
    main()
