"""Other names by which fields and kinds of scenes go, as writers who half remember a schema call them."""

from __future__ import annotations

import re

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[\s\-.]+")

#: For each field the names that stand for it, the likeliest first. A name is taken only if nothing else claims it.
ALSO: dict[str, tuple[str, ...]] = {
    "action": ("operation", "op", "type", "kind"),
    "answer": ("correct", "correct_answer", "correct_index", "correct_option", "answer_index", "solution"),
    "answer_narration": ("answer_voiceover", "answer_script", "reveal_narration"),
    "at": ("index", "indices", "indexes", "positions", "cells", "cell", "position"),
    "caption": ("subtitle", "description", "text"),
    "callouts": ("labels", "annotations", "parts", "highlights", "markers", "hotspots", "pins", "points", "items"),
    "code": ("snippet", "listing", "source", "content", "text", "lines"),
    "columns": ("sides", "things", "groups", "items", "options"),
    "cue": ("trigger", "keyword", "on"),
    "detail": ("details", "description", "subtitle", "text", "body", "explanation"),
    "edges": ("links", "connections", "arrows", "relations"),
    "events": ("milestones", "dates", "timeline", "items", "points", "entries"),
    "focus": ("highlights", "highlight", "annotations"),
    "heading": ("title", "header", "headline", "name", "topic", "label", "question", "caption"),
    "icon": ("symbol", "image"),
    "color": ("colour", "fill"),
    "colors": ("colours", "fills"),
    "id": ("key", "name", "node", "label"),
    "items": ("points", "bullets", "rows", "values", "texts", "features", "list"),
    "kind": ("chart_type", "chart", "style", "variant"),
    "label": ("title", "name", "text", "heading", "step", "id"),
    "labels": ("categories", "x", "x_labels", "names", "x_axis"),
    "language": ("lang", "programming_language", "locale"),
    "latex": ("equation", "formula", "expression", "tex", "math", "text"),
    "lines": ("line", "line_numbers", "range", "highlight"),
    "narration": ("voiceover", "voice_over", "script", "speech", "spoken_text", "spoken", "narrator", "voice", "say"),
    "nodes": ("vertices", "elements", "items", "things"),
    "note": ("explanation", "comment", "description", "detail", "label", "text"),
    "options": ("choices", "answers", "alternatives"),
    "points": ("bullets", "bullet_points", "items", "statements", "key_points", "list", "content", "texts", "body"),
    "question": ("prompt", "heading", "title", "text"),
    "reason": ("explanation", "why", "rationale", "because"),
    "scenes": ("slides", "sections", "shots", "pages", "frames", "segments"),
    "series": ("datasets", "data", "values", "bars", "lines", "slices"),
    "shape": ("layout", "kind", "form"),
    "source": ("from", "start", "src", "url", "path", "image", "picture"),
    "speakers": ("cast", "characters", "roles"),
    "steps": ("stages", "phases", "equations", "actions", "operations", "items", "points"),
    "subtitle": ("subheading", "tagline", "description", "text", "body"),
    "takeaways": ("key_takeaways", "key_points", "points", "items", "bullets", "summary", "lessons"),
    "target": ("to", "end", "dst"),
    "text": (
        "title", "label", "name", "heading", "term", "statement", "point", "takeaway", "bullet", "event", "item",
        "content", "fact", "value", "body", "description", "detail", "part",
    ),
    "theme": ("style", "look"),
    "title": ("heading", "header", "headline", "name", "topic", "text"),
    "type": ("scene_type", "scene", "layout", "template"),
    "unit": ("units",),
    "values": ("data", "numbers", "array", "cells", "items", "value", "y", "points"),
    "when": ("date", "year", "time", "period"),
    "x_label": ("x_axis_label", "x_title"),
    "y_label": ("y_axis_label", "y_title", "y_axis", "value_label"),
}  # fmt: skip


def snake(name: str) -> str:
    """`name` as fields are written: "xLabel", "x-label" and "X Label" are all "x_label"."""
    return _GAP.sub("_", _HUMP.sub("_", name.strip())).lower()
