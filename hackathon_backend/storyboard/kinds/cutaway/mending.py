"""Cutaways mended: parts by nearly their names, and what is not in the drawing left out and said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ....errors import UnknownDrawing
from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.objects import by_other_names, items_of
from .drawing import CutawayDrawing
from .library import drawing_of, find_flow, find_part, find_subject
from .scene import MOST_FLOWS, MOST_PARTS, MOST_ZOOMS, with_lists

_ALSO = ("part", "name", "id", "target", "component", "structure", "text", "title", "label")
_NOTES = ("label", "note", "detail", "description", "function", "text", "caption")
_LISTS = {
    "parts": (
        *("callouts", "annotations", "highlights", "highlight", "labels", "points", "markers", "items", "components"),
        *("features", "structures", "elements", "organs", "layers", "regions", "hotspots", "beats", "steps"),
    ),
    "flows": ("flow", "currents", "streams", "paths", "pathways"),
    "zoom": ("zooms", "focus", "camera"),
    "subject": ("drawing", "object", "thing", "organ", "art", "image", "of", "name"),
}
_MOST = {"parts": MOST_PARTS, "flows": MOST_FLOWS, "zoom": MOST_ZOOMS}


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with the parts under their own name: call-outs, labels and highlights of a drawing are its parts."""
    fields = dict(fields)
    if isinstance(fields.get("labels"), list | tuple | dict) and "parts" not in fields:
        told.tell((*path, "labels"), "was read as parts")
        fields["parts"] = fields.pop("labels")
    return by_other_names(fields, _LISTS, path, told)


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """The subject and parts by their names; a subject that there is no drawing of stays as it is, to be refused."""
    fields = with_lists(dict(fields))
    for name in _MOST:
        if name in fields:
            fields[name] = items_of(fields[name])
    subject = fields.get("subject")
    if not isinstance(subject, str) or not (id_ := _subject(subject, (*path, "subject"), told)):
        return fields
    drawing = drawing_of(id_)
    fields["subject"] = drawing.names["en"] if not _is_known(find_subject, subject) else subject
    menders = {"parts": _part, "zoom": _part, "flows": _flow}
    for name, most in _MOST.items():
        found = [menders[name](item, drawing, (*path, name, i), told) for i, item in enumerate(fields.get(name, ()))]
        kept = [item for item in found if item is not None]
        if len(kept) > most:
            told.tell((*path, name), f"{len(kept)} were too many for one drawing; {most} are shown")
        fields[name] = kept[:most]
    return {name: value for name, value in fields.items() if value != []}


def as_things(fields: Fields) -> Fields | None:
    """The parts of a subject without a drawing, as drawn things in a row; None if fewer than two are named."""
    items = items_of(fields.get("parts"))
    parts = [{"part": item} if isinstance(item, str) else item for item in items if isinstance(item, str | dict)]
    actors = []
    for part in parts:
        name = next((part[key] for key in _ALSO if isinstance(part.get(key), str) and part[key]), "")
        note = next((part[key] for key in _NOTES if isinstance(part.get(key), str) and part[key] != name), "")
        if name:
            actors.append({"label": name, "note": note, "cue": part.get("cue", "")})
    if len(actors) < 2:
        return None
    kept = {name: fields[name] for name in ("heading", "title", "narration", "description") if fields.get(name)}
    return {"type": "cast", "arrangement": "row", "actors": actors} | kept


def _subject(word: str, path: Path, told: ChangeLog) -> str:
    try:
        found = find_subject(word, nearly=True)
    except UnknownDrawing as error:
        told.tell(path, str(error))
        return ""
    if not _is_known(find_subject, word):
        told.tell(path, f"{shown(word)} was taken for the {drawing_of(found).names['en']}")
    return found


def _is_known(find: Callable[[str], str], word: str) -> bool:
    try:
        find(word)
    except UnknownDrawing:
        return False
    return True


def _part(item: Any, drawing: CutawayDrawing, path: Path, told: ChangeLog) -> Fields | None:
    item = {"part": item} if isinstance(item, str) else item
    key = next((key for key in _ALSO if isinstance(item.get(key), str)), None) if isinstance(item, dict) else None
    if key is None:
        told.tell(path, f"{shown(item)} is no part and was left out")
        return None
    word = _name(item[key], drawing, path, told)
    note = next((item[each] for each in _NOTES if each != key and isinstance(item.get(each), str)), "")
    cue = item.get("cue", "")
    given = {"part": word, "cue": cue} | ({"label": note} if note and path[-2] == "parts" else {})
    return given if word else None


def _name(word: str, drawing: CutawayDrawing, path: Path, told: ChangeLog) -> str:
    """The name of a part as the drawing knows it; empty if it is none."""
    if _is_known(lambda each: find_part(drawing, each), word):
        return word
    try:
        name = drawing.parts[find_part(drawing, word, nearly=True)].names["en"]
    except UnknownDrawing as error:
        told.tell(path, f"{error}; it was left out")
        return ""
    told.tell(path, f"{shown(word)} was taken for {name}")
    return name


def _flow(item: Any, drawing: CutawayDrawing, path: Path, told: ChangeLog) -> Fields | None:
    item = {"flow": item} if isinstance(item, str) else {"parts": item} if isinstance(item, list) else item
    if not isinstance(item, dict):
        told.tell(path, f"{shown(item)} is no flow and was left out")
        return None
    given = {name: item[name] for name in ("cue", "label") if isinstance(item.get(name), str)}
    word = next((item[key] for key in ("flow", "name") if isinstance(item.get(key), str) and item[key]), "")
    if word:
        try:
            return given | {"flow": drawing.flows[find_flow(drawing, word, nearly=True)].names["en"]}
        except UnknownDrawing as error:
            told.tell(path, str(error))
    stops = items_of(item.get("parts", []))
    names = [_name(each, drawing, (*path, "parts", i), told) for i, each in enumerate(stops) if isinstance(each, str)]
    kept = [name for name in names if name][:12]
    if len(kept) < 2:
        told.tell(path, "a flow needs its name or two parts; it was left out")
        return None
    return given | {"parts": kept}
