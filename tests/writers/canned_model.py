"""A language model that directs a film of seven scenes, right or wrong as a test wants it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from threading import Lock
from typing import Any

from hackathon_backend.storyboard.kinds import KINDS

PLAN = ("title", "process", "plot", "map", "compare", "chart", "takeaways")
"""The kinds of the scenes of its film."""
CALLED_FOR = len(PLAN) - 1
"""How many of them are asked for: what the takeaways show is in the outline."""
TAKEAWAYS = ["Demand can move.", "Prices follow.", "Places matter."]


def planned(kind: str) -> dict[str, Any]:
    """A scene of an outline: that of the kind's sample."""
    sample = KINDS[kind].sample
    return {
        "idea": f"The idea of {kind}",
        "kind": kind,
        "drawn": f"What a {kind} draws",
        "things": [{"id": "sun", "label": "the sun"}, {"id": "sea", "label": "the sea"}],
        "narration": sample["narration"],
    }


OUTLINE: dict[str, Any] = {
    "title": "One of each",
    "visual_prompt": "A wide sea under a low sun, slow camera, warm light",
    "takeaways": TAKEAWAYS,
    "scenes": [planned(kind) for kind in PLAN],
}


def scene(kind: str) -> dict[str, Any]:
    """What a good model answers when it is asked for a scene of the kind."""
    return {name: value for name, value in KINDS[kind].sample.items() if name not in ("type", "narration")}


class CannedModel:
    """Is a reply of a `Scenario`. `says` has, by "outline" or the place of a scene (from 1), what is answered instead:
    one after the other, the last one for ever.
    """

    def __init__(self, says: Mapping[str | int, list[Any]] | None = None, outline: Any = OUTLINE) -> None:
        self._says: dict[str | int, list[Any]] = {"outline": [outline], **(says or {})}
        self._lock = Lock()
        self.asked: list[str | int] = []

    def __call__(self, fields: dict[str, Any]) -> Any:
        about = subject(fields)
        with self._lock:
            turn = self.asked.count(about)
            self.asked.append(about)
        if about not in self._says:
            return scene(PLAN[int(about) - 1]) if isinstance(about, int) else "What is it?"
        replies = self._says[about]
        return replies[min(turn, len(replies) - 1)]


def subject(fields: Mapping[str, Any]) -> str | int:
    """What a request is about: "outline", "brief" (all in one go) or the place of a scene, from 1."""
    text = " ".join(str(message["content"]) for message in fields["messages"])
    if found := re.search(r"Write scene (\d+)", text):
        return int(found[1])
    return "outline" if "Write the outline" in text else "brief"


def told(fields: Mapping[str, Any]) -> str:
    """All that a request tells."""
    return json.dumps(fields["messages"], ensure_ascii=False)
