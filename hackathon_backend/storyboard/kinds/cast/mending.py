"""Casts mended: things written as words, arrows as "A -> B", names in any case; what can't be made out is left out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.names import snake
from ...reading.objects import by_other_names, items_of
from .mending_beats import ARROW, known_id, mend_beat, names_meant, short_label
from .scene import MOST_ACTORS

_OF_ACTOR = ("id", "art", "label", "note", "count", "size", "value", "color", "cue")
_ART = ("art", "icon", "image", "picture", "symbol", "emoji", "drawing")
_NAMES = ("label", "name", "title", "text")
_LISTS = {
    "actors": ("objects", "things", "characters", "nodes", "items", "elements", "entities", "figures", "icons", "cast"),
    "links": ("edges", "arrows", "connections", "relations", "relationships", "flows", "lines"),
    "beats": ("actions", "events", "animations", "steps", "changes"),
    "arrangement": ("layout",),
    "middle": ("center", "centre", "container", "central"),
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
    beats = [mend_beat(beat, ids, (*path, "beats", n), told) for n, beat in enumerate(items_of(fields.get("beats")))]
    fields["beats"] = [beat for beat in beats if beat is not None]
    return _arranged(fields, ids, path, told)


def _arranged(fields: Fields, ids: dict[str, str], path: Path, told: ChangeLog) -> Fields:
    """`fields` with an arrangement that is one, and suits the values that are given."""
    given = fields.pop("layout", None) if "arrangement" not in fields else fields.get("arrangement")
    if isinstance(given, str):
        plain = snake(given)
        fields["arrangement"] = names_meant()["arrangements"].get(plain, plain)
        if fields["arrangement"] != given:
            told.tell((*path, "arrangement"), f"{shown(given)} was read as {fields['arrangement']}")
    if fields.get("arrangement") == "big_and_small" and not all(actor.get("value") for actor in fields["actors"]):
        told.tell((*path, "arrangement"), "big_and_small needs the value of every actor; they stand in a row")
        fields["arrangement"] = "row"
    middle = next((fields.pop(key) for key in ("middle", "center", "centre", "container") if key in fields), None)
    if isinstance(middle, str) and (known := known_id(middle, ids)):
        fields["middle"] = known
    elif isinstance(middle, str) and middle.strip() and _may_join(fields):
        name = {"id": middle.strip()[:40], "label": short_label(middle, (*path, "middle"), told)}
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
            if isinstance(name, str) and name.strip() and not known_id(name, ids) and len(found) < MOST_ACTORS:
                actor = {"id": name.strip()[:40], "label": short_label(name, (*path, "actors"), told)}
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
        actor["label"] = short_label(actor["label"], (*path, "label"), told)
    if isinstance(actor.get("note"), str):
        actor["note"] = short_label(actor["note"], (*path, "note"), told)
    name = next(
        (actor[key] for key in ("id", "label", "art") if isinstance(actor.get(key), str | int) and actor[key]), None
    )
    if name is None:
        told.tell(path, f"{shown(item)} names nothing and was left out")
        return None
    if isinstance(size := actor.get("size"), str):
        actor["size"] = names_meant()["sizes"].get(size.casefold(), size.casefold())
    return actor | {"id": str(name)[:40].strip()}


def _ids(actors: list[Fields]) -> dict[str, str]:
    """The id that a name stands for: an id, a label or what is drawn, in any case."""
    found: dict[str, str] = {}
    for key in ("id", "label", "art"):
        for actor in actors:
            if isinstance(actor.get(key), str):
                found.setdefault(actor[key].strip().casefold(), actor["id"])
    return found


def _links(item: Any) -> list[Any]:
    """The links of an item: "A -> B -> C" are two of them."""
    if isinstance(item, str):
        body, _, label = item.partition(":") if ARROW.search(item.partition(":")[0]) else (item, "", "")
        names = [name for name in ARROW.split(body.strip()) if name]
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
        known = known_id(given, ids)
        if known is None:
            told.tell((*path, end), f"{shown(given)} is none of the actors; the link was left out")
            return None
        ends[end] = known
    if ends["source"] == ends["target"]:
        told.tell(path, "goes from a thing to itself; it was left out")
        return None
    kept = {key: link[key] for key in ("label", "style", "color", "cue") if link.get(key) is not None}
    if isinstance(kept.get("label"), str):
        kept["label"] = short_label(kept["label"], (*path, "label"), told)
    if kept.get("style") not in (None, "plain", "flow"):
        kept["style"] = (
            "flow" if str(kept["style"]).casefold() in ("flowing", "dotted", "animated", "beads") else "plain"
        )
    return ends | kept
