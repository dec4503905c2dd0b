"""Casts mended: things written as words, arrows as "A -> B", names in any case; what can't be made out is left out."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.names import snake
from ...reading.objects import by_other_names, items_of
from .scene import MOST_ACTORS, MOST_WORDS

_ARROW = re.compile(r"\s*(?:<?[-–—]+>|=+>|→|⟶|➜)\s*")
_OF_ACTOR = ("id", "art", "label", "note", "count", "size", "value", "color", "cue")
_ART = ("art", "icon", "image", "picture", "symbol", "emoji", "drawing")
_NAMES = ("label", "name", "title", "text")
_WHO = ("actors", "actor", "who", "id", "object", "subject", "things", "source", "from", "target")
_DOES = ("action", "type", "act", "do", "does", "verb", "effect", "animation", "event", "kind", "what", "happens")
_WHERE = ("to", "into", "art", "target", "destination", "towards", "becomes", "new_art")
_LISTS = {
    "actors": ("objects", "things", "characters", "nodes", "items", "elements", "entities", "figures", "icons", "cast"),
    "links": ("edges", "arrows", "connections", "relations", "relationships", "flows", "lines"),
    "beats": ("actions", "events", "animations", "steps", "changes"),
    "arrangement": ("layout",),
    "middle": ("center", "centre", "container", "central"),
}


@cache
def _meant() -> dict[str, dict[str, str]]:
    """For actions, arrangements and sizes, what each of their other names means."""
    given: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("other_names.json").read_text("utf-8"))
    return {
        field: {also: name for name, words in names.items() for also in (name, *words.split())}
        for field, names in given.items()
    }


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with the lists of a cast by the names that they have here."""
    return by_other_names(fields, _LISTS, path, told)


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """A cast in the form that its model has; see the module."""
    fields = {snake(key): value for key, value in fields.items()}
    links = [link for each in items_of(fields.get("links")) for link in _links(each)]
    actors = _actors(items_of(fields.get("actors")), links, path, told)
    ids = _ids(actors)
    fields["actors"] = actors
    kept = [_joined(link, ids, (*path, "links", index), told) for index, link in enumerate(links)]
    fields["links"] = [link for link in kept if link is not None]
    beats = [_beat(beat, ids, (*path, "beats", n), told) for n, beat in enumerate(items_of(fields.get("beats")))]
    fields["beats"] = [beat for beat in beats if beat is not None]
    return _arranged(fields, ids, path, told)


def _arranged(fields: Fields, ids: dict[str, str], path: Path, told: ChangeLog) -> Fields:
    """`fields` with an arrangement that is one, and suits the values that are given."""
    given = fields.pop("layout", None) if "arrangement" not in fields else fields.get("arrangement")
    if isinstance(given, str):
        plain = snake(given)
        fields["arrangement"] = _meant()["arrangements"].get(plain, plain)
        if fields["arrangement"] != given:
            told.tell((*path, "arrangement"), f"{shown(given)} was read as {fields['arrangement']}")
    if fields.get("arrangement") == "big_and_small" and not all(actor.get("value") for actor in fields["actors"]):
        told.tell((*path, "arrangement"), "big_and_small needs the value of every actor; they stand in a row")
        fields["arrangement"] = "row"
    middle = next((fields.pop(key) for key in ("middle", "center", "centre", "container") if key in fields), None)
    if isinstance(middle, str) and (known := _known(middle, ids)):
        fields["middle"] = known
    elif isinstance(middle, str) and middle.strip() and _may_join(fields):
        name = {"id": middle.strip()[:40], "label": _short(middle, (*path, "middle"), told)}
        fields["actors"], fields["middle"] = [name, *fields["actors"]], name["id"]
        told.tell((*path, "middle"), f"{shown(middle)} was none of the actors; it was added")
    elif middle:
        told.tell((*path, "middle"), f"{shown(middle)} is none of the actors; the first one is taken")
    return {key: value for key, value in fields.items() if value not in ([], "")}


def _may_join(fields: Fields) -> bool:
    """Whether there is a middle, and room for one more thing in it."""
    return fields.get("arrangement") in ("around", "inside") and len(fields["actors"]) < MOST_ACTORS


def _actors(items: list[Any], links: list[Any], path: Path, told: ChangeLog) -> list[Fields]:
    """The actors with ids that differ; those that only links name are added."""
    found: list[Fields] = []
    taken: set[str] = set()
    for index, item in enumerate(items):
        place = (*path, "actors", index)
        actor = _actor(item, place, told)
        if actor is None:
            continue
        if actor["id"] in taken:
            actor["id"] = f"{actor['id'][:36]} {index}"
            told.tell((*place, "id"), f"is taken by another actor; it became {shown(actor['id'])}")
        taken.add(actor["id"])
        found.append(actor)
    ids = _ids(found)
    for link in links:
        for end in ("source", "target"):
            name = link.get(end) if isinstance(link, dict) else None
            if isinstance(name, str) and name.strip() and not _known(name, ids) and len(found) < MOST_ACTORS:
                actor = {"id": name.strip()[:40], "label": _short(name, (*path, "actors"), told)}
                found.append(actor)
                ids |= _ids([actor])
                told.tell((*path, "actors"), f"{shown(name)} is only named by a link; it was added")
    return found


def _actor(item: Any, path: Path, told: ChangeLog) -> Fields | None:
    if isinstance(item, str) and item.strip():
        item = {"label": item}
    if not isinstance(item, dict):
        told.tell(path, f"{shown(item)} is no thing that can be drawn and was left out")
        return None
    given = {snake(str(key)): value for key, value in item.items()}
    actor = {key: given[key] for key in _OF_ACTOR if given.get(key) is not None}
    for field, others in (("art", _ART), ("label", _NAMES)):
        other = next((given[key] for key in others if isinstance(given.get(key), str)), None)
        if field not in actor and other:
            actor[field] = other
    if isinstance(actor.get("label"), str):
        actor["label"] = _short(actor["label"], (*path, "label"), told)
    if isinstance(actor.get("note"), str):
        actor["note"] = _short(actor["note"], (*path, "note"), told)
    name = next(
        (actor[key] for key in ("id", "label", "art") if isinstance(actor.get(key), str | int) and actor[key]), None
    )
    if name is None:
        told.tell(path, f"{shown(item)} names nothing and was left out")
        return None
    if isinstance(size := actor.get("size"), str):
        actor["size"] = _meant()["sizes"].get(size.casefold(), size.casefold())
    return actor | {"id": str(name)[:40].strip()}


def _short(text: str, path: Path, told: ChangeLog) -> str:
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


def _ids(actors: list[Fields]) -> dict[str, str]:
    """The id that a name stands for: an id, a label or what is drawn, in any case."""
    found: dict[str, str] = {}
    for key in ("id", "label", "art"):
        for actor in actors:
            if isinstance(actor.get(key), str):
                found.setdefault(actor[key].strip().casefold(), actor["id"])
    return found


def _known(name: Any, ids: dict[str, str]) -> str | None:
    """The id of the actor that is meant: also in the plural or with an article."""
    if not isinstance(name, str | int):
        return None
    plain = str(name).strip().casefold()
    words = plain.removeprefix("the ").removeprefix("a ").replace("_", " ")
    return next((ids[each] for each in (plain, words, words.removesuffix("s"), f"{words}s") if each in ids), None)


def _links(item: Any) -> list[Any]:
    """The links of an item: "A -> B -> C" are two of them."""
    if isinstance(item, str):
        body, _, label = item.partition(":") if _ARROW.search(item.partition(":")[0]) else (item, "", "")
        names = [name for name in _ARROW.split(body.strip()) if name]
        pairs = list(pairwise(names))
        return [{"source": one, "target": other, "label": label.strip()} for one, other in pairs] or [item]
    if isinstance(item, list | tuple) and 2 <= len(item) <= 3:
        return [dict(zip(("source", "target", "label"), item, strict=False))]
    return [item]


def _joined(link: Any, ids: dict[str, str], path: Path, told: ChangeLog) -> Fields | None:
    if not isinstance(link, dict):
        told.tell(path, f"{shown(link)} joins nothing and was left out")
        return None
    link = {snake(str(key)): value for key, value in link.items()}
    ends = {}
    for end, others in (("source", ("from", "start")), ("target", ("to", "end"))):
        given = next((link[key] for key in (end, *others) if link.get(key) not in (None, "")), None)
        known = _known(given, ids)
        if known is None:
            told.tell((*path, end), f"{shown(given)} is none of the actors; the link was left out")
            return None
        ends[end] = known
    if ends["source"] == ends["target"]:
        told.tell(path, "goes from a thing to itself; it was left out")
        return None
    kept = {key: link[key] for key in ("label", "style", "color", "cue") if link.get(key) is not None}
    if isinstance(kept.get("label"), str):
        kept["label"] = _short(kept["label"], (*path, "label"), told)
    if kept.get("style") not in (None, "plain", "flow"):
        kept["style"] = (
            "flow" if str(kept["style"]).casefold() in ("flowing", "dotted", "animated", "beads") else "plain"
        )
    return ends | kept


def _beat(beat: Any, ids: dict[str, str], path: Path, told: ChangeLog) -> Fields | None:
    if not isinstance(beat, dict):
        told.tell(path, f"{shown(beat)} is no beat and was left out")
        return None
    beat = {snake(str(key)): value for key, value in beat.items()}
    named = next((beat[key] for key in _WHO if beat.get(key)), None)
    action = _action(beat, path, told)
    names = [part for each in items_of(named) for part in (_ARROW.split(each) if isinstance(each, str) else [each])]
    to = next((beat[key] for key in _WHERE if beat.get(key) and beat[key] is not named), None)
    if action == "flow" and to is None and len(names) == 2:
        names, to = names[:1], names[1]
    known = [name for each in names if (name := _known(each, ids))]
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
    if found := _meant()["actions"].get(snake(asked or "")):
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
        place = _known(to, ids)
        kept["to"] = place
        lacking = place is None or actors == [place]
        kept["actors"] = [each for each in actors if each != place] or actors
    elif action == "become":
        kept["to"], lacking = to, not isinstance(to, str)
        if isinstance(beat.get("label"), str):
            kept["label"] = _short(beat["label"], (*path, "label"), told)
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
