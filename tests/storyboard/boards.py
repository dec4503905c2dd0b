"""Storyboards of all kinds, as a language model might write them: mostly sensible, at times too much."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from hackathon_backend.storyboard.kinds.cast.scene import Action
from hackathon_backend.storyboard.kinds.cutaway.drawing import LANGUAGES
from hackathon_backend.storyboard.kinds.cutaway.library import drawing_of, subjects
from hackathon_backend.storyboard.kinds.icon import Icon
from hackathon_backend.storyboard.kinds.simulate.laws import MODELS

_VOCABULARY = """
a the of and in to energy force mass light wave cell nucleus membrane enzyme protein photosynthesis mitochondrion atom
ion electron electronegativity covalent bond acid base equilibrium reaction catalyst molecule oxidation function array
stack queue pointer recursion hash graph binary search compiler thread mutex asynchronous useEffect setState HTTP/2
database index derivative integral limit matrix vector eigenvalue probability variance theorem proof prime sum
Pythagoras revolution empire treaty constitution industrialisation parliament colonisation renaissance war peace trade
king vote citizen is are was has grows falls binds splits stores sends returns changes doubles when because before
after every each two three 1789 3.14 50% deoxyribonucleic thermodynamics counterrevolutionaries Donaudampfschifffahrt
F=ma H₂O CO₂ E=mc² x² α→β
"""
WORDS = _VOCABULARY.split()


def texts(least: int, most: int, limit: int) -> st.SearchStrategy[str]:
    """`least` to `most` words, of at most `limit` characters."""
    words = st.lists(st.sampled_from(WORDS), min_size=least, max_size=most)
    return words.map(lambda chosen: " ".join(chosen)[:limit].strip().capitalize())


labels = st.one_of(texts(1, 2, 30), texts(1, 4, 60))
headings = st.one_of(texts(2, 6, 60), texts(4, 16, 120))
sentences = st.one_of(texts(3, 9, 90), texts(3, 9, 90), texts(8, 30, 240))
optional = st.one_of(st.just(""), texts(1, 6, 60), texts(1, 12, 120))
icons = st.sampled_from([*(icon.value for icon in Icon), "volcano", "Mikroskop", "emoji:1f98a"])


@st.composite
def spoken(draw: st.DrawFn, scene: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """`scene` with a narration, and with some of its cues taken from it."""
    told = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=60))
    result = draw(scene)
    for key in (
        "points",
        "takeaways",
        "steps",
        "nodes",
        "edges",
        "events",
        "columns",
        "focus",
        "series",
        "callouts",
        "fills",
        "routes",
        "changes",
        "actors",
        "links",
        "beats",
    ):
        for part in result.get(key, ()):
            if draw(st.booleans()):
                part["cue"] = draw(st.sampled_from(told))
    return {**result, "narration": " ".join(told)}


def parts(least: int, most: int, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries(fields), min_size=least, max_size=most)


def kind(name: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return spoken(st.fixed_dictionaries({"type": st.just(name), **fields}))


@st.composite
def graph_fields(draw: st.DrawFn) -> dict[str, Any]:
    count = draw(st.integers(1, 10))
    nodes = [{"id": str(i), "label": draw(labels), "icon": draw(icons)} for i in range(count)]
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=min(14, 2 * count), unique=True)) if pairs else []
    named = draw(st.booleans())
    label = texts(1, 3, 40) if named else st.just("")
    edges = [{"source": str(a), "target": str(b), "label": draw(label)} for a, b in chosen]
    return {"type": "graph", "heading": draw(headings), "nodes": nodes, "edges": edges}


@st.composite
def array_fields(draw: st.DrawFn) -> dict[str, Any]:
    values = draw(st.lists(st.one_of(st.integers(-99, 999), texts(1, 1, 12)), min_size=1, max_size=14))
    places = st.integers(0, len(values) - 1)
    steps = []
    for _ in range(draw(st.integers(0, 8))):
        action = draw(st.sampled_from(["point", "compare", "swap", "mark", "narrow", "set"]))
        at = draw(st.lists(places, min_size=2, max_size=2, unique=len(values) > 1))
        if action == "swap" and len(set(at)) < 2:
            continue
        name = draw(st.sampled_from(["i", "mid", "left", "right", "pivot"])) if action == "point" else "42"
        steps.append({"action": action, "at": at, "name": name, "note": draw(optional)})
    return {"type": "array", "heading": draw(headings), "values": [str(v) or "0" for v in values], "steps": steps}


@st.composite
def code_fields(draw: st.DrawFn) -> dict[str, Any]:
    line = st.tuples(st.integers(0, 3), texts(0, 9, 90)).map(lambda pair: "    " * pair[0] + pair[1])
    lines = draw(st.lists(line, min_size=1, max_size=30))
    lines = [*lines, "end"]
    number = st.integers(1, len(lines))
    spans = st.one_of(number.map(str), st.tuples(number, number).map(lambda p: f"{min(p)}-{max(p)}"))
    focus = [{"lines": span} for span in draw(st.lists(spans, max_size=5))]
    language = draw(st.sampled_from(["python", "jsx", "sql", "", "nonsense"]))
    return {"type": "code", "heading": draw(headings), "language": language, "code": "\n".join(lines), "focus": focus}


@st.composite
def quiz_fields(draw: st.DrawFn) -> dict[str, Any]:
    options = draw(st.lists(st.one_of(labels, headings), min_size=2, max_size=4))
    return {
        "type": "quiz",
        "question": draw(headings),
        "options": options,
        "answer": draw(st.integers(0, len(options) - 1)),
        "reason": draw(st.one_of(st.just(""), sentences)),
        "answer_narration": draw(st.one_of(st.just(""), sentences)),
    }


@st.composite
def chart_fields(draw: st.DrawFn) -> dict[str, Any]:
    shape = draw(st.sampled_from(["bar", "line", "pie"]))
    labels_ = draw(st.lists(texts(1, 3, 40), min_size=1, max_size=6 if shape == "pie" else 12, unique=True))
    least = 0.1 if shape == "pie" else draw(st.sampled_from([0.0, -500.0]))
    largest = draw(st.sampled_from([1.0, 100.0, 4e6]))
    numbers = st.floats(least, max(largest, 1.0), allow_nan=False).map(lambda value: round(value, 2))
    rows = st.lists(numbers, min_size=len(labels_), max_size=len(labels_))
    count = 1 if shape == "pie" else draw(st.integers(1, 3))
    series = [{"name": draw(texts(1, 2, 30)) if count > 1 else "", "values": draw(rows)} for _ in range(count)]
    focus = [{"label": label} for label in draw(st.lists(st.sampled_from(labels_), max_size=2))]
    unit = draw(st.sampled_from(["", "%", "kg", "million people", "°C", "€"]))
    return {
        "type": "chart",
        "heading": draw(headings),
        "kind": shape,
        "unit": unit,
        "labels": labels_,
        "series": series,
        "focus": focus,
    }


_COUNTRIES = """
Germany France USA Holland Luxembourg Singapore Russia Fiji China Brazil Chile Norway Indonesia Kiribati Malta Vatican
Antarctica Canada Tunisia NZ ZAF 076 Japón Ägypten Inde 日本 भारत مصر Suíça Gambia Nepal Greenland Maldives Portugal
"""
COUNTRIES = _COUNTRIES.split()


FIGURES = ["sun", "leaf", "fox", "server", "heart", "castle", "cloud", "nonsense", "person", "fish", "tree", "gear"]
ARRANGEMENTS = ["row", "column", "grid", "ring", "around", "inside", "path", "tree", "layers", "big_and_small"]
_PLAIN = [word for word in WORDS if len(word) <= 12]
notions = st.lists(st.sampled_from(_PLAIN), min_size=1, max_size=3).map(lambda words: " ".join(words)[:24].strip())


@st.composite
def cast_fields(draw: st.DrawFn) -> dict[str, Any]:
    """Things in any arrangement, arrows between any of them, and anything that may happen to them."""
    count = draw(st.one_of(st.integers(1, 6), st.integers(1, 9)))
    ids = [f"a{index}" for index in range(count)]
    actors = [
        {
            "id": name,
            "art": draw(st.sampled_from(["", *FIGURES])),
            "label": draw(st.one_of(st.just(""), notions)),
            "note": draw(st.one_of(st.just(""), st.just(""), notions)),
            "count": draw(st.sampled_from([1, 1, 1, 2, 7, 60, 2000])),
            "size": draw(st.sampled_from(["small", "medium", "medium", "large"])),
            "value": draw(st.sampled_from([0.5, 1.0, 3.0, 40.0, 12742.0])),
        }
        for name in ids
    ]
    pairs = [(one, other) for one in ids for other in ids if one != other]
    joined = draw(st.lists(st.sampled_from(pairs), max_size=min(8, 2 * count), unique=True)) if pairs else []
    styles = st.sampled_from(["plain", "flow"])
    links = [
        {"source": one, "target": other, "style": draw(styles), "label": draw(st.one_of(st.just(""), notions))}
        for one, other in joined
    ]
    beats = [draw(happening(ids)) for _ in range(draw(st.integers(0, 5)))]
    return {
        "type": "cast",
        "heading": draw(headings),
        "arrangement": draw(st.sampled_from(ARRANGEMENTS)),
        "actors": actors,
        "links": links,
        "beats": beats,
        "unit": draw(st.sampled_from(["", "km"])),
    }


@st.composite
def happening(draw: st.DrawFn, ids: list[str]) -> dict[str, Any]:
    """Something that happens to one or two things."""
    actor = draw(st.sampled_from(ids))
    others = [name for name in ids if name != actor]
    action = draw(st.sampled_from(get_args(Action)))
    if action in ("move", "flow") and not others:
        action = "highlight"
    beat: dict[str, Any] = {"action": action, "actors": [actor]}
    if action in ("move", "flow"):
        beat["to"] = draw(st.sampled_from(others))
    if action == "become":
        beat |= {"to": draw(st.sampled_from(FIGURES)), "label": draw(st.one_of(st.just(""), notions))}
    if action == "multiply":
        beat["count"] = draw(st.sampled_from([1, 2, 9, 60, 5000]))
    return beat


@st.composite
def map_fields(draw: st.DrawFn) -> dict[str, Any]:
    country, group = st.sampled_from(COUNTRIES), st.sampled_from(["", "", "Allies", "The other side of it"])
    fill = st.fixed_dictionaries({"country": country, "group": group})
    place = st.fixed_dictionaries({"name": texts(1, 2, 24), "lat": st.floats(-85, 85), "lon": st.floats(-180, 180)})
    markers = draw(st.lists(place, max_size=4, unique_by=lambda each: each["name"]))
    stop = st.one_of(country, st.sampled_from([each["name"] for each in markers])) if markers else country
    stops = st.lists(stop, min_size=2, max_size=4)
    return {
        "type": "map",
        "heading": draw(headings),
        "region": draw(
            st.sampled_from(["", "world", "Europe", "Asia", "Afrique", "Südamerika", "150", "Spain, Portugal"])
        ),
        "fills": draw(st.lists(fill, min_size=1, max_size=8, unique_by=lambda each: each["country"])),
        "routes": [{"name": draw(texts(0, 2, 20)), "stops": draw(stops)} for _ in range(draw(st.integers(0, 2)))],
        "markers": markers,
    }


FORMULAS = [
    "E = mc^2",
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}",
    r"\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix}",
    r"2\,\mathrm{H_2} + \mathrm{O_2} \rightarrow 2\,\mathrm{H_2O}",
    r"F = G \frac{m_1 m_2}{r^2}",
    r"\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}",
    r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
    "a",
]

columns = st.fixed_dictionaries({"title": labels, "icon": icons, "items": parts(1, 5, text=sentences)})

PLOT_NAMES = st.sampled_from(
    ["supply", "demand", "speed of the train", "error", "y", "Donaudampfschifffahrt", "a very long name of a curve"]
)
PLOT_TERMS = st.sampled_from(
    ["x", "x^2", "1/x", "sin x", "ln x", "sqrt x", "e^(-x)", "tan x", "|x - 1|", "3", "x^3 - 2x", "1/(x^2-1)", "a x"]
)
PLOT_FORMULAS = st.one_of(
    PLOT_TERMS,
    st.tuples(PLOT_TERMS, st.sampled_from(["+", "-", "*"]), PLOT_TERMS).map(lambda three: "({}){}({})".format(*three)),
)


@st.composite
def plot_vectors(draw: st.DrawFn) -> dict[str, Any]:
    """Vectors, mostly alone on their plane, and a map with what it keeps."""
    cue, number = st.sampled_from(["", *WORDS[:8]]), st.integers(-5, 5)
    pair, entry = st.tuples(number, number), st.sampled_from([0, 0, 1, 1, -1, 2, 0.5, -3, 20])
    vectors = [
        {
            "name": draw(st.one_of(st.just(""), PLOT_NAMES)),
            "components": draw(pair),
            "start": draw(pair),
            "cue": draw(cue),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    scene: dict[str, Any] = {"vectors": vectors}
    if draw(st.booleans()) or not vectors:
        rows = st.tuples(st.tuples(entry, entry), st.tuples(entry, entry))
        scene["transform"] = {"name": draw(st.sampled_from(["", "A"])), "matrix": draw(rows), "cue": draw(cue)}
        scene["show"] = draw(st.sampled_from([[], [{"what": "eigenvectors", "cue": draw(cue)}]]))
    if draw(st.integers(0, 3)):
        scene |= {name: [] for name in ("curves", "parameters", "shifts", "tangents", "areas", "points")}
    return scene


@st.composite
def plot_fields(draw: st.DrawFn) -> dict[str, Any]:
    cue = st.sampled_from(["", *WORDS[:8]])
    count = draw(st.integers(1, 4))
    curves = [{"name": draw(PLOT_NAMES), "formula": draw(PLOT_FORMULAS), "cue": draw(cue)} for _ in range(count)]
    scene: dict[str, Any] = {
        "type": "plot",
        "heading": draw(headings),
        "curves": curves,
        "parameters": [{"name": "a", "value": 2, "to": draw(st.sampled_from([None, -1, 5]))}],
    }
    if draw(st.booleans()):
        scene["show"] = [{"what": draw(st.sampled_from(["crossings", "zeros", "extremes"])), "cue": draw(cue)}]
    if draw(st.booleans()):
        scene["shifts"] = [
            {"curve": curves[0]["name"], "formula": draw(PLOT_FORMULAS), "name": draw(PLOT_NAMES), "cue": draw(cue)}
        ]
    if draw(st.booleans()):
        scene["tangents"] = [{"at": draw(st.integers(-3, 3)), "cue": draw(cue)}]
    if draw(st.booleans()):
        scene["areas"] = [{"start": draw(st.integers(-2, 0)), "end": draw(st.integers(1, 4)), "cue": draw(cue)}]
    if draw(st.booleans()):
        scene["points"] = [
            {"at": 1, "through": draw(st.sampled_from([[], [2, 3]])), "name": draw(PLOT_NAMES), "cue": draw(cue)}
        ]
    if draw(st.integers(0, 2)) == 0:
        scene |= draw(plot_vectors())
    if draw(st.booleans()):
        scene["x"] = {"name": draw(PLOT_NAMES), "unit": draw(st.sampled_from(["", "s", "thousand pieces"]))}
    return scene


@st.composite
def simulate_fields(draw: st.DrawFn) -> dict[str, Any]:
    """A model with quantities of its own, or as they usually are, and something that is changed meanwhile."""
    model = draw(st.sampled_from(MODELS))
    fields: dict[str, Any] = {"name": model.model_fields["name"].default}
    values = st.sampled_from([0, 0.5, 1, 2, 3, 5, 8, 15, 30, 45, 60, 90, 100])
    offered = {name: draw(values) for name in model.quantities() if draw(st.integers(0, 2)) == 0}
    for name, value in offered.items():
        try:
            model.model_validate(fields | {name: value})
        except ValueError:
            continue
        fields[name] = value
    scene: dict[str, Any] = {"type": "simulate", "heading": draw(headings), "model": fields}
    if draw(st.booleans()):
        scene["readings"] = draw(st.lists(st.sampled_from(list(model.offers)), max_size=4, unique=True))
    if draw(st.booleans()):
        scene["vectors"] = [draw(st.sampled_from(["velocity", "components", "forces", "none"]))]
    if draw(st.booleans()):
        scene["plot"] = {"y": draw(st.sampled_from(list(model.offers)))}
    if draw(st.booleans()):
        scene["changes"] = [{"do": draw(st.sampled_from(["slow", "stop", "start"]))}]
    return scene


@st.composite
def cutaway_fields(draw: st.DrawFn) -> dict[str, Any]:
    subject = draw(st.sampled_from(subjects()))
    drawing, language = drawing_of(subject), draw(st.sampled_from(LANGUAGES))
    names = [part.called(language) for part in drawing.parts.values()]
    named = draw(st.lists(st.sampled_from(names), max_size=6, unique=True))
    flows = draw(
        st.lists(st.sampled_from([flow.called(language) for flow in drawing.flows.values()] or [""]), max_size=2)
    )
    return {
        "type": "cutaway",
        "heading": draw(headings),
        "subject": drawing.called(language),
        "parts": [{"part": name, "label": draw(optional)[:60], "cue": draw(st.sampled_from(WORDS))} for name in named],
        "flows": [{"flow": flow} if flow else {"parts": names[:2]} for flow in flows],
        "zoom": [{"part": name} for name in draw(st.lists(st.sampled_from(names), max_size=1))],
        "labels": draw(st.sampled_from(["spoken", "all"])),
    }


SCENES: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "title": kind("title", title=headings, subtitle=optional, icon=icons),
    "points": kind("points", heading=headings, points=parts(1, 8, text=sentences, icon=icons)),
    "process": kind(
        "process",
        heading=headings,
        shape=st.sampled_from(["line", "cycle"]),
        steps=parts(2, 8, label=labels, detail=optional, icon=icons),
    ),
    "graph": spoken(graph_fields()),
    "compare": kind("compare", heading=headings, columns=st.lists(columns, min_size=2, max_size=3)),
    "timeline": kind("timeline", heading=headings, events=parts(1, 8, when=texts(0, 2, 20), text=sentences)),
    "code": spoken(code_fields()),
    "equation": kind("equation", heading=headings, steps=parts(1, 5, latex=st.sampled_from(FORMULAS), note=optional)),
    "chart": spoken(chart_fields()),
    "plot": spoken(plot_fields()),
    "simulate": spoken(simulate_fields()),
    "array": spoken(array_fields()),
    "map": spoken(map_fields()),
    "cutaway": spoken(cutaway_fields()),
    "cast": spoken(cast_fields()),
    "quiz": spoken(quiz_fields()),
    "takeaways": kind("takeaways", heading=headings, takeaways=parts(3, 3, text=sentences)),
}
"""A strategy for each kind of scene."""


def boards(*kinds: str) -> st.SearchStrategy[dict[str, Any]]:
    """Storyboards of one to three scenes of the kinds named, or of any kind."""
    scenes = st.one_of([SCENES[name] for name in kinds or SCENES])
    return st.fixed_dictionaries(
        {"title": headings, "scenes": st.lists(scenes, min_size=1, max_size=3).map(tuple)},
    )
