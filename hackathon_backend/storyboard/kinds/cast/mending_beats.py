"""What the actors of a cast do, mended."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.names import snake
from ...reading.objects import items_of
from .scene import MOST_WORDS

ARROW = re.compile(r"\s*(?:<?[-–—]+>|=+>|→|⟶|➜)\s*")
_WHO = ("actors", "actor", "who", "id", "object", "subject", "things", "source", "from", "target")
_DOES = ("action", "type", "act", "do", "does", "verb", "effect", "animation", "event", "kind", "what", "happens")
_WHERE = ("to", "into", "art", "target", "destination", "towards", "becomes", "new_art")


@cache
def names_meant() -> dict[str, dict[str, str]]:
    """For actions, arrangements and sizes, what each of their other names means."""
    given: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("other_names.json").read_text("utf-8"))
    return {
        field: {also: name for name, words in names.items() for also in (name, *words.split())}
        for field, names in given.items()
    }


def known_id(name: Any, ids: dict[str, str]) -> str | None:
    """The id of the actor that is meant: also in the plural or with an article."""
    if not isinstance(name, str | int):
        return None
    plain = str(name).strip().casefold()
    words = plain.removeprefix("the ").removeprefix("a ").replace("_", " ")
    return next((ids[each] for each in (plain, words, words.removesuffix("s"), f"{words}s") if each in ids), None)


def mend_beat(beat: Any, ids: dict[str, str], path: Path, told: ChangeLog) -> Fields | None:
    """A beat with its action and who it is about; None if that makes no sense."""
    if not isinstance(beat, dict):
        told.tell(path, f"{shown(beat)} is no beat and was left out")
        return None
    beat = {snake(str(key)): value for key, value in beat.items()}
    named = next((beat[key] for key in _WHO if beat.get(key)), None)
    action = _action(beat, path, told)
    names = [part for each in items_of(named) for part in (ARROW.split(each) if isinstance(each, str) else [each])]
    to = next((beat[key] for key in _WHERE if beat.get(key) and beat[key] is not named), None)
    if action == "flow" and to is None and len(names) == 2:
        names, to = names[:1], names[1]
    known = [name for each in names if (name := known_id(each, ids))]
    if not known:
        told.tell(
            (*path, "actors"), f"{shown(names[0] if names else named)} is none of the actors; the beat was left out"
        )
        return None
    if len(known) < len(names):
        told.tell((*path, "actors"), "those that are none of the actors were left out")
    return _settled(beat, action, list(dict.fromkeys(known)), to, ids, path, told)


def _action(beat: Fields, path: Path, told: ChangeLog) -> str:
    """What a beat does, under whichever name; things are highlighted if it does not say so."""
    asked = next((beat[key] for key in _DOES if isinstance(beat.get(key), str)), None)
    if found := names_meant()["actions"].get(snake(asked or "")):
        return found
    told.tell((*path, "action"), f"{shown(asked)} is no action; it became highlight")
    return "highlight"


def _settled(
    beat: Fields, action: str, actors: list[str], to: Any, ids: dict[str, str], path: Path, told: ChangeLog
) -> Fields | None:
    """A beat with what its action needs; without that, its things are highlighted."""
    kept: Fields = {"action": action, "actors": actors}
    if isinstance(beat.get("cue"), str):
        kept["cue"] = beat["cue"]
    if action in ("move", "flow"):
        place = known_id(to, ids)
        kept["to"] = place
        lacking = place is None or actors == [place]
        kept["actors"] = [each for each in actors if each != place] or actors
    elif action == "become":
        kept["to"], lacking = to, not isinstance(to, str)
        if isinstance(beat.get("label"), str):
            kept["label"] = short_label(beat["label"], (*path, "label"), told)
    else:
        kept["count"], lacking = beat.get("count", to), action == "multiply" and not _is_count(beat.get("count", to))
    if not lacking:
        return (
            kept
            if action in ("move", "flow", "become", "multiply")
            else {k: v for k, v in kept.items() if k != "count"}
        )
    told.tell(path, f"{action} lacks what it needs; the things are highlighted")
    return {"action": "highlight", "actors": actors} | {key: kept[key] for key in ("cue",) if key in kept}


def _is_count(value: Any) -> bool:
    return isinstance(value, int | float | str) and str(value).replace(",", "").strip().isdigit()


def short_label(text: str, path: Path, told: ChangeLog) -> str:
    """The first words of a label that is too long for a picture."""
    words = text.split()
    if len(words) <= MOST_WORDS and len(text) <= 40:
        return text
    kept = words[:MOST_WORDS]
    while len(" ".join(kept)) > 40 and len(kept) > 1:
        kept.pop()
    short = " ".join(kept)[:40].rstrip(" ,;:-–(")
    told.tell(path, f"{shown(text)} is too long for a label; it says {shown(short)}")
    return short
